/** Small texts by name, kept on this device. Never throws; a text written can be read until the page closes. */
export interface DeviceStorage {
  readonly read: (name: string) => string | null;
  readonly write: (name: string, text: string) => void;
  readonly remove: (name: string) => void;
}

/**
 * `area` may throw (private mode, storage switched off or full): then the texts live as long as
 * the page does, and nobody is bothered with it. What could not be replaced is taken away: marks
 * must not outlive the receipt that was to be written over them (CAST-6).
 */
export function deviceStorage(area: () => Storage): DeviceStorage {
  const memory = new Map<string, string>();
  return {
    read: (name) => memory.get(name) ?? tried(() => area().getItem(name)) ?? null,
    write: (name, text) => {
      const written = tried(() => {
        area().setItem(name, text);
        return true;
      });
      if (written) {
        memory.delete(name);
        return;
      }
      memory.set(name, text);
      tried(() => area().removeItem(name));
    },
    remove: (name) => {
      memory.delete(name);
      tried(() => area().removeItem(name));
    },
  };
}

function tried<Value>(act: () => Value): Value | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}
