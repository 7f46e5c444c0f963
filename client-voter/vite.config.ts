import { defineConfig } from 'vite';
import { classicScript } from '../build/classic-script.ts';
import { precompress } from '../build/precompress.ts';
import { sizeBudget } from '../build/size-budget.ts';

const PAGE_LIMIT_BYTES = 30 * 1024;

export default defineConfig({
  base: '/',
  build: {
    outDir: '../dist/voter',
    emptyOutDir: true,
    target: 'es2015',
    cssTarget: 'chrome57',
    cssCodeSplit: false,
    modulePreload: false,
    rolldownOptions: { output: { format: 'iife' } },
  },
  plugins: [classicScript(), precompress(), sizeBudget(PAGE_LIMIT_BYTES)],
});
