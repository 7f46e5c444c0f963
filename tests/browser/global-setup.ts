import { existsSync } from 'node:fs';
import {
  CADDY,
  CHINESE_FONTS,
  CHROMIUM,
  PDF_RASTERIZER,
  requirePrograms,
} from '../required-programs.ts';

export function setup(): void {
  requirePrograms([CADDY, CHROMIUM, CHINESE_FONTS, PDF_RASTERIZER]);
  requireBuiltPages(['voter', 'screen', 'organizer']);
}

/** Without them each test would wait its time out for a first button, and name only the button. */
function requireBuiltPages(clients: readonly string[]): void {
  const missing = clients.filter(
    (client) => !existsSync(new URL(`../../dist/${client}/index.html`, import.meta.url)),
  );
  if (missing.length > 0)
    throw new Error(`no built pages of: ${missing.join(', ')}. Run: npm run build`);
}
