import { readFile } from 'node:fs/promises';
import type { Plugin } from 'vite';
import { brotli, filesBelow } from './precompress.ts';

const COUNTED = /\.(?:html|js|css)$/;

async function brotliSize(path: string): Promise<number> {
  return (await brotli(await readFile(path))).length;
}

/** Fails the build when all HTML, scripts and styles together exceed `limitBytes` after brotli. */
export function sizeBudget(limitBytes: number): Plugin {
  return {
    name: 'pingyi:size-budget',
    apply: 'build',
    writeBundle: {
      order: 'post',
      async handler({ dir }) {
        if (dir === undefined) return;
        const files = await filesBelow(dir);
        const sizes = await Promise.all(files.filter((file) => COUNTED.test(file)).map(brotliSize));
        const total = sizes.reduce((sum, size) => sum + size, 0);
        const figure = `${total} of ${limitBytes} bytes (brotli: HTML, scripts and styles)`;
        if (total > limitBytes) this.error(`The page is over its size budget: ${figure}`);
        this.info(`size budget: ${figure}`);
      },
    },
  };
}
