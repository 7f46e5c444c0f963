import { parseArgs } from 'node:util';

/** What is wrong with the words after the command, for whoever words it. */
export type CommandLineProblem =
  | { readonly problem: 'unknown'; readonly word: string }
  | { readonly problem: 'value_missing'; readonly option: string };

export type CommandLine =
  | {
      readonly ok: true;
      readonly values: ReadonlyMap<string, string>;
      readonly flags: ReadonlySet<string>;
    }
  | { readonly ok: false; readonly problem: CommandLineProblem };

/** Reads `--name value`, `--name=value` and `--flag`; anything else is a problem with a name. */
export function readCommandLine(
  words: readonly string[],
  valued: readonly string[],
  flagged: readonly string[],
): CommandLine {
  const parsed = parseArgs({
    args: [...words],
    strict: false,
    allowPositionals: true,
    options: {
      ...Object.fromEntries(valued.map((name) => [name, { type: 'string' as const }])),
      ...Object.fromEntries(flagged.map((name) => [name, { type: 'boolean' as const }])),
    },
  });
  const [stray] = parsed.positionals;
  if (stray !== undefined) return { ok: false, problem: { problem: 'unknown', word: stray } };
  const values = new Map<string, string>();
  const flags = new Set<string>();
  for (const [name, value] of Object.entries(parsed.values)) {
    if (valued.includes(name)) {
      if (typeof value !== 'string' || value === '')
        return { ok: false, problem: { problem: 'value_missing', option: `--${name}` } };
      values.set(name, value);
    } else if (flagged.includes(name) && value === true) flags.add(name);
    else return { ok: false, problem: { problem: 'unknown', word: `--${name}` } };
  }
  return { ok: true, values, flags };
}

/** A whole number from `least` to `most`, or null. */
export function readWholeNumber(text: string, least: number, most: number): number | null {
  if (!/^[0-9]{1,9}$/.test(text)) return null;
  const value = Number(text);
  return value >= least && value <= most ? value : null;
}
