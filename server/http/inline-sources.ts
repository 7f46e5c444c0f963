import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';

type Part = 'script' | 'style';

/** Lists of sources in a Content Security Policy, each as one string. */
export type InlineSources = Readonly<Record<Part, string>>;

/** A page without either takes them from this server. */
const NOTHING_INLINE: InlineSources = { script: "'self'", style: "'self'" };

/**
 * What a policy must name so that the scripts and styles written into the page at `file` run, and no
 * others: their SHA-256. Asked anew it follows the file, since building anew under a running server
 * must not leave a hall before a blank page. `'self'` where nothing is written in, or no file is there.
 */
export function inlineSourcesOf(file: string): () => InlineSources {
  let readAt = Number.NaN;
  let sources = NOTHING_INLINE;
  return () => {
    const writtenAt = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
    if (writtenAt === undefined) return NOTHING_INLINE;
    if (writtenAt !== readAt) {
      sources = hashesIn(readFileSync(file, 'utf8'));
      readAt = writtenAt;
    }
    return sources;
  };
}

function hashesIn(page: string): InlineSources {
  return { script: hashesOf(page, 'script'), style: hashesOf(page, 'style') };
}

function hashesOf(page: string, part: Part): string {
  const written = [...page.matchAll(new RegExp(`<${part}>(.*?)</${part}>`, 'gs'))];
  if (written.length === 0) return NOTHING_INLINE[part];
  return written.map(([, text = '']) => `'sha256-${sha256(text)}'`).join(' ');
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
