import type { ComponentChildren } from 'preact';

interface TableFrameProps {
  /** What a screen reader calls it. */
  readonly label: string;
  readonly children: ComponentChildren;
}

/** Holds a table that may be wider than the window, and moves it from side to side. */
export function TableFrame({ label, children }: TableFrameProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section class="table-frame" tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
