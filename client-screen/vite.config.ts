import { defineConfig } from 'vite';
import { precompress } from '../build/precompress.ts';

export default defineConfig({
  base: '/screen/',
  build: {
    outDir: '../dist/screen',
    emptyOutDir: true,
    target: 'chrome107',
  },
  plugins: [precompress()],
});
