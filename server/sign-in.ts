import { randomBytes } from 'node:crypto';
import { withSignInTokens } from './choose-store.ts';
import { readConfiguration } from './configuration.ts';
import { readConsoleAddress } from './entrance/console-address.ts';
import { createSignInLink, SIGN_IN_LINK_LIFETIME_MS } from './entrance/sign-in-tokens.ts';
import { startProblem } from './start-problem.ts';

/** `npm run sign-in`: a new link for the console, while the server goes on running. */
const read = readConfiguration(process.env);
if (read.ok) {
  const { configuration } = read;
  const { dataDir } = configuration;
  // Servers on other machines have their address from the same configuration.
  const origin =
    (configuration.redis === null ? null : configuration.publicUrl) ??
    (await readConsoleAddress(dataDir));
  if (origin === null) complain([`没有服务器在使用数据文件夹“${dataDir}”，请先运行 npm start。`]);
  else {
    const minutes = SIGN_IN_LINK_LIFETIME_MS / 60_000;
    try {
      const link = await withSignInTokens(configuration, (signInTokens) =>
        createSignInLink({ signInTokens, now: Date.now, randomBytes }, origin),
      );
      process.stdout.write(
        `请在浏览器中打开以下链接登录（${minutes} 分钟内有效，只能使用一次）：\n${link}\n`,
      );
    } catch (error) {
      const problem = startProblem(error, configuration);
      if (problem === null) throw error;
      complain([problem]);
    }
  }
} else complain(read.problems);

function complain(problems: readonly string[]): void {
  process.stderr.write(`${problems.join('\n')}\n`);
  process.exitCode = 1;
}
