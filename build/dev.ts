import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { build } from 'vite';

const projectFolder = join(import.meta.dirname, '..');

// The server serves dist/ in development too, so that what is tried by hand is what a hall gets.
for (const client of ['client-voter', 'client-screen', 'client-organizer']) {
  await build({
    root: join(projectFolder, client),
    build: { watch: {} },
  });
}

const server = spawn(process.execPath, ['--watch', 'server/main.ts'], {
  cwd: projectFolder,
  stdio: 'inherit',
});
server.on('exit', (code) => process.exit(code ?? 1));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => server.kill(signal));
