import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { addressOf, route } from '../../router.ts';
import { signOut } from '../../session.ts';

interface PageFrameProps {
  /** The heading of the page; also the window's title. */
  readonly title: string;
  /** Beside the heading: what state things are in. */
  readonly aside?: ComponentChildren;
  /** Between the heading and the page: tabs, bands. */
  readonly below?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** The sheet that every signed-in page lies on. */
export function PageFrame({ title, aside, below, children }: PageFrameProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · 评议控制台`;
  }, [title]);
  useEffect(() => {
    // Whatever had the focus went with the page before; the next one begins at its heading.
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <>
      <header class="top">
        <div class="top-inner">
          <a class="top-home" href="#/">
            述职评议控制台
          </a>
          <div class="top-actions">
            {route.value.page !== 'health' && <HealthLink />}
            <button type="button" class="top-action" onClick={() => void signOut()}>
              退出登录
            </button>
          </div>
        </div>
      </header>
      <main class="page">
        <div class="page-head">
          <h1 ref={heading} class="page-title" tabIndex={-1}>
            {title}
          </h1>
          {aside}
        </div>
        {below}
        {children}
      </main>
    </>
  );
}

/** In a window of its own: the page before it may show what is shown only once. */
function HealthLink() {
  return (
    <a class="top-action" href={addressOf({ page: 'health' })} target="_blank" rel="noopener">
      运行状况<span class="top-action-window">（新窗口）</span>
    </a>
  );
}
