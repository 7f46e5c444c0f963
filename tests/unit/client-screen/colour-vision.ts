/**
 * Colour vision deficiency after Machado, Oliveira and Fernandes (2009), severity 1.0, applied to
 * linear RGB; difference as the distance in CIE L*a*b* (CIE 1976).
 */
type Triple = readonly [number, number, number];

const SIMULATIONS = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
} as const satisfies Record<string, readonly Triple[]>;

export type Vision = keyof typeof SIMULATIONS;
export const VISIONS = Object.keys(SIMULATIONS) as Vision[];

/** WCAG 2 contrast ratio of two `#RRGGBB` colours, from 1 to 21. */
export function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(linear(one)), luminance(linear(other))].sort((a, b) => a - b);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

export function difference(one: string, other: string, vision: Vision): number {
  const [l1, a1, b1] = lab(seenBy(linear(one), vision));
  const [l2, a2, b2] = lab(seenBy(linear(other), vision));
  return Math.hypot(l1 - l2, a1 - a2, b1 - b2);
}

function linear(colour: string): Triple {
  const channel = (start: number) => {
    const value = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

function luminance([red, green, blue]: Triple): number {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function seenBy([red, green, blue]: Triple, vision: Vision): Triple {
  const [r, g, b] = SIMULATIONS[vision].map(([fromRed, fromGreen, fromBlue]) =>
    Math.min(1, Math.max(0, fromRed * red + fromGreen * green + fromBlue * blue)),
  );
  return [r ?? 0, g ?? 0, b ?? 0];
}

function lab([red, green, blue]: Triple): Triple {
  const x = bend((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047);
  const y = bend(luminance([red, green, blue]));
  const z = bend((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function bend(value: number): number {
  return value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116;
}
