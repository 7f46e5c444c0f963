import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, globSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A program of the machine that npm does not bring, and the Debian package that does. */
export interface RequiredProgram {
  readonly name: string;
  readonly debianPackage: string;
  /** Where it is, or undefined when the machine lacks it. */
  readonly find: () => string | undefined;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function findOnPath(...names: readonly string[]): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

export const CHROMIUM: RequiredProgram = {
  name: 'Chromium (or set CHROMIUM to its path)',
  debianPackage: 'chromium',
  find: () => {
    const chosen = process.env.CHROMIUM;
    return chosen === undefined || chosen === ''
      ? findOnPath('chromium', 'chromium-browser', 'google-chrome', 'microsoft-edge')
      : [chosen].find(isExecutable);
  },
};

export const CHINESE_FONTS: RequiredProgram = {
  name: 'fonts with Chinese characters',
  debianPackage: 'fonts-noto-cjk',
  find: () => {
    const listing = spawnSync('fc-list', [':lang=zh-cn', 'file'], { encoding: 'utf8' });
    return listing.stdout?.split(':', 1).find((path) => path !== '');
  },
};

export const PDF_RASTERIZER: RequiredProgram = {
  name: 'pdftoppm',
  debianPackage: 'poppler-utils',
  find: () => findOnPath('pdftoppm'),
};

export const CADDY: RequiredProgram = {
  name: 'Caddy',
  debianPackage: 'caddy',
  find: () => findOnPath('caddy'),
};

export const REDIS_SERVER: RequiredProgram = {
  name: 'redis-server',
  debianPackage: 'redis-server',
  find: () => findOnPath('redis-server'),
};

export const STRACE: RequiredProgram = {
  name: 'strace',
  debianPackage: 'strace',
  find: () => findOnPath('strace'),
};

/** A library that is loaded into the program whose clock is to be set. */
export const SET_CLOCK: RequiredProgram = {
  name: 'libfaketime',
  debianPackage: 'faketime',
  find: () => globSync('/usr/lib/*/faketime/libfaketimeMT.so.1')[0],
};

function isMissing(program: RequiredProgram): boolean {
  return program.find() === undefined;
}

function mayInstall(): boolean {
  return (
    process.getuid?.() === 0 &&
    existsSync('/etc/debian_version') &&
    findOnPath('apt-get') !== undefined
  );
}

function aptGet(...options: readonly string[]): void {
  spawnSync('apt-get', options, {
    stdio: 'inherit',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}

/** Installs with apt what is missing where that is possible; throws with names where it is not. */
export function requirePrograms(programs: readonly RequiredProgram[]): void {
  const missing = programs.filter(isMissing);
  if (missing.length > 0 && mayInstall()) {
    aptGet('update');
    aptGet('install', '--yes', ...missing.map((program) => program.debianPackage));
  }
  const stillMissing = missing.filter(isMissing);
  if (stillMissing.length > 0) {
    const names = stillMissing.map(({ name, debianPackage }) => `${name} [${debianPackage}]`);
    throw new Error(`These tests need programs that this machine lacks: ${names.join(', ')}`);
  }
}

/** The path of an installed program; for use after `requirePrograms`. */
export function pathOf(program: RequiredProgram): string {
  const path = program.find();
  if (path === undefined) throw new Error(`${program.name} is not installed`);
  return path;
}
