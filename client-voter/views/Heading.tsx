import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/**
 * A page's heading. It takes the focus when the page appears, so that a screen reader begins there
 * and the keyboard goes on from there. Give it a `key` where one page follows another of its kind.
 */
export function Heading({ children }: { children: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, []);
  return (
    <h1 class="heading" ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}
