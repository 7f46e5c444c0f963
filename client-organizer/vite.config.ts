import { defineConfig } from 'vite';
import { precompress } from '../build/precompress.ts';

export default defineConfig({
  base: '/organizer/',
  build: {
    outDir: '../dist/organizer',
    emptyOutDir: true,
    target: 'chrome107',
  },
  plugins: [precompress()],
});
