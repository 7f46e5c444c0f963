import { randomBytes } from 'node:crypto';
import { withSignInTokens } from './choose-store.ts';
import { type Configuration, readConfiguration } from './configuration.ts';
import { readConsoleAddress } from './entrance/console-address.ts';
import { createSignInLink, SIGN_IN_LINK_LIFETIME_MS } from './entrance/sign-in-tokens.ts';
import { startProblem } from './start-problem.ts';

const HELP = `npm run sign-in

为控制台生成一个新的一次性登录链接，服务器无需停止。没有选项；环境变量（DATA_DIR 等）应与运行中的服务器相同。
`;

/** `npm run sign-in`: a new link for the console, while the server goes on running. */
const [word] = process.argv.slice(2);
if (word === '--help') process.stdout.write(HELP);
else if (word !== undefined)
  complain([`未知的选项 ${word}。`, '运行 npm run sign-in -- --help 查看用法。']);
else {
  const read = readConfiguration(process.env);
  if (read.ok) await signIn(read.configuration);
  else complain(read.problems);
}

async function signIn(configuration: Configuration): Promise<void> {
  const { dataDir } = configuration;
  // Servers on other machines have their address from the same configuration.
  const origin =
    (configuration.redis === null ? null : configuration.publicUrl) ??
    (await readConsoleAddress(dataDir));
  if (origin === null)
    return complain([`没有服务器在使用数据文件夹“${dataDir}”，请先运行 npm start。`]);
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

function complain(problems: readonly string[]): void {
  process.stderr.write(`${problems.join('\n')}\n`);
  process.exitCode = 1;
}
