/** [PHASE-7] The highest revision of a meeting that this tab was told, over reloads. */
export interface SeenRevisions {
  /** 0 when nothing was told. */
  readonly highest: (meeting: string) => number;
  readonly remember: (meeting: string, revision: number) => void;
}

/** Where the browser's storage is blocked, it is remembered for as long as the page lives. */
export function seenRevisions(storage: () => Storage): SeenRevisions {
  const onThisPage = new Map<string, number>();
  return {
    highest: (meeting) => Math.max(onThisPage.get(meeting) ?? 0, kept(storage, meeting)),
    remember: (meeting, revision) => {
      onThisPage.set(meeting, revision);
      try {
        storage().setItem(keyOf(meeting), String(revision));
      } catch {
        // Blocked or full.
      }
    },
  };
}

function kept(storage: () => Storage, meeting: string): number {
  try {
    return Number(storage().getItem(keyOf(meeting))) || 0;
  } catch {
    return 0;
  }
}

function keyOf(meeting: string): string {
  return `pingyi.screen.seen.${meeting}`;
}
