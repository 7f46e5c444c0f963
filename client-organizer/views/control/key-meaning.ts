export type KeyMeaning = 'next' | 'help';

/** What a key means on the control page; null when nothing, or when a browser's own key is held. */
export function keyMeaning(pressed: {
  readonly key: string;
  readonly repeat: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}): KeyMeaning | null {
  // A key held down must never take two steps.
  if (pressed.repeat || pressed.ctrlKey || pressed.altKey || pressed.metaKey) return null;
  switch (pressed.key) {
    case ' ':
    case 'PageDown':
      return 'next';
    case '?':
    case '？':
      return 'help';
    default:
      return null;
  }
}
