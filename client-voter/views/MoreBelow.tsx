import { useEffect, useState } from 'preact/hooks';
import type { Page } from '../page.ts';

/** What is hidden by less than this is no more than the space below the last line. */
const LEAST_PX = 24;

/** Above the foot, as long as it hides a part of the page: that one can scroll is to be seen at once. */
export function MoreBelow({ page }: { page: Page }) {
  const [more, setMore] = useState(false);
  useEffect(() => {
    const look = () => {
      const { scrollHeight, clientHeight } = document.documentElement;
      setMore(scrollHeight - clientHeight - window.pageYOffset > LEAST_PX);
    };
    look();
    // A tap may change how large the type is.
    const events = ['scroll', 'resize', 'click'];
    for (const event of events) window.addEventListener(event, look);
    return () => {
      for (const event of events) window.removeEventListener(event, look);
    };
  }, [page]);
  return (
    <p class="more-below" hidden={!more} aria-hidden="true">
      下面还有 ↓
    </p>
  );
}
