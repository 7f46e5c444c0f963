import { ROLES } from '../shared/protocol/health.ts';
import { VOTER_CODES } from '../shared/protocol/voter-codes.ts';

interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** Every label that there may be, with every value that it may have. */
const LABELS: Readonly<Record<string, (value: string) => boolean>> = {
  outcome: (value) =>
    ['accepted', 'no_answer'].includes(value) || Object.hasOwn(VOTER_CODES, value),
  role: (value) => (ROLES as readonly string[]).includes(value),
  le: (value) => value === '+Inf' || Number(value) > 0,
  version: (value) => /^\d+[.]\d+[.]\d+$/.test(value),
};

/** The samples of a text in Prometheus' format; throws on a line that is none. */
export function readSamples(text: string): readonly Sample[] {
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [, name, labels = '', value] = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
      if (name === undefined) throw new Error(`no sample: ${line}`);
      const pairs = [...labels.matchAll(/(\w+)="([^"]*)"/g)].map(([, key, given]) => [key, given]);
      return { name, labels: Object.fromEntries(pairs), value: Number(value) };
    });
}

/** The value of the one series with this name and these labels; undefined when there is none. */
export function sampleValue(
  text: string,
  name: string,
  labels: Readonly<Record<string, string>> = {},
): number | undefined {
  return readSamples(text).find(
    (sample) =>
      sample.name === name &&
      Object.entries(labels).every(([key, value]) => sample.labels[key] === value),
  )?.value;
}

/** [SECRET-4] Whatever could tell one vote from another: labels, their values, and named secrets. */
export function tellTales(text: string, secrets: readonly string[]): readonly string[] {
  const labels = readSamples(text).flatMap(({ labels }) => Object.entries(labels));
  const strange = labels
    .filter(([key, value]) => LABELS[key]?.(value) !== true)
    .map(([key, value]) => `${key}=${value}`);
  return [...strange, ...secrets.filter((secret) => text.includes(secret))];
}
