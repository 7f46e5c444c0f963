/** What a key of the keyboard or of a clicker does. */
export type KeyAction = 'next' | 'previous' | 'address' | 'fullscreen' | 'help' | 'dismiss';

const ACTIONS: Readonly<Record<string, KeyAction>> = {
  ' ': 'next',
  PageDown: 'next',
  ArrowRight: 'next',
  PageUp: 'previous',
  ArrowLeft: 'previous',
  q: 'address',
  f: 'fullscreen',
  '?': 'help',
  '？': 'help',
  Escape: 'dismiss',
};

/** Null for any other key, and for keys pressed with Ctrl, Alt or ⌘, which belong to the browser. */
export function keyAction(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey'>,
): KeyAction | null {
  if (event.ctrlKey || event.altKey || event.metaKey) return null;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return ACTIONS[key] ?? null;
}
