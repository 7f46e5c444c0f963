import {
  CADDY,
  CHINESE_FONTS,
  CHROMIUM,
  PDF_RASTERIZER,
  requirePrograms,
} from '../required-programs.ts';

export function setup(): void {
  requirePrograms([CADDY, CHROMIUM, CHINESE_FONTS, PDF_RASTERIZER]);
}
