import type { Plugin } from 'vite';

/** What the HTML around it would take for its own end or for a comment. */
const BREAKS_OUT = /<\/(?:script|style)|<!--/i;
const SCRIPT_TAG = /\s*<script type="module"[^>]* src="\/(assets\/[^"]+)"><\/script>/;
const STYLE_TAG = /<link rel="stylesheet"[^>]* href="\/(assets\/[^"]+)">/;

/**
 * Puts the page's script and style into its HTML, and leaves nothing else: each file more is a round
 * trip more before a phone on a slow line can be used. The script is a classic one at the end of the
 * body, since WebViews built on Chrome 57 to 60 are still met in halls and do not load modules.
 */
export function inlinePage(): Plugin {
  return {
    name: 'pingyi:inline-page',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const page = bundle['index.html'];
        if (page?.type !== 'asset') return this.error('There is no index.html');
        const take = (name: string): string => {
          const part = bundle[name];
          delete bundle[name];
          const text = part?.type === 'chunk' ? part.code : String(part?.source ?? '');
          if (text === '' || BREAKS_OUT.test(text)) this.error(`${name} cannot stand in HTML`);
          return text.trim();
        };
        page.source = inlined(String(page.source), take);
        const left = Object.keys(bundle).filter((name) => name !== 'index.html');
        if (left.length > 0) this.error(`Not put into the page: ${left.join(', ')}`);
      },
    },
  };
}

/** `take` hands out the text of a file by its name. Parts whose tags are missing stay files. */
function inlined(html: string, take: (name: string) => string): string {
  const script = SCRIPT_TAG.exec(html)?.[1];
  const page = html
    .replace(SCRIPT_TAG, '')
    .replace(STYLE_TAG, (_tag, name: string) => `<style>${take(name)}</style>`);
  if (script === undefined) return page;
  return page.replace('</body>', () => `<script>${take(script)}</script>\n  </body>`);
}
