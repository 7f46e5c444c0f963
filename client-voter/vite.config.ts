import { defineConfig, type Plugin } from 'vite';
import { inlinePage } from '../build/inline-page.ts';
import { precompress } from '../build/precompress.ts';
import { sizeBudget } from '../build/size-budget.ts';

const PAGE_LIMIT_BYTES = 30 * 1024;
const WEB_TRANSPORT = /engine\.io-client\/build\/esm\/transports\/webtransport\.js$/;

/**
 * Leaves engine.io-client's WebTransport out: the page never asks for it, and it brings stream
 * coders along that are a thirtieth of all that a phone has to load.
 */
function withoutWebTransport(): Plugin {
  return {
    name: 'pingyi:without-web-transport',
    enforce: 'pre',
    load: (id) => (WEB_TRANSPORT.test(id) ? 'export class WT {}' : null),
  };
}

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
  plugins: [withoutWebTransport(), inlinePage(), precompress(), sizeBudget(PAGE_LIMIT_BYTES)],
});
