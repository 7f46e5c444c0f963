import type { Plugin } from 'vite';

const MODULE_SCRIPT = /<script type="module"(?: crossorigin)? src=/g;

/**
 * Turns the page's module script into a classic deferred one: WebViews built on Chrome 57 to 60 are
 * still met in halls and do not load modules.
 */
export function classicScript(): Plugin {
  return {
    name: 'pingyi:classic-script',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (html) => html.replace(MODULE_SCRIPT, '<script defer src='),
    },
  };
}
