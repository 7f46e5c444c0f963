import type { ComponentChildren } from 'preact';

interface NoticeProps {
  readonly kind: 'info' | 'good' | 'warning' | 'error';
  /** The first word, where the kind's own does not fit. */
  readonly lead?: string;
  readonly children: ComponentChildren;
}

const LEAD: Readonly<Record<NoticeProps['kind'], string>> = {
  info: '说明',
  good: '完成',
  warning: '注意',
  error: '有误',
};

/** Something to know. An error interrupts a screen reader, the others wait for a pause. */
export function Notice({ kind, lead = LEAD[kind], children }: NoticeProps) {
  return (
    <div class={`notice notice-${kind}`} role={kind === 'error' ? 'alert' : 'status'}>
      <strong class="notice-lead">{lead}</strong>
      <div class="notice-text">{children}</div>
    </div>
  );
}
