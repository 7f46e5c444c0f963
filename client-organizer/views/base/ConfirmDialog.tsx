import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { Button } from './Button.tsx';

interface ConfirmDialogProps {
  readonly title: string;
  /** Figures, and what cannot be undone. */
  readonly children: ComponentChildren;
  readonly confirmLabel: string;
  readonly danger?: boolean;
  readonly busy?: boolean;
  /** While something is still missing in the dialog. */
  readonly confirmDisabled?: boolean;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}

/** Asks once. Render it to open it; Escape and 取消 both cancel, and the focus starts on 取消. */
export function ConfirmDialog({
  title,
  children,
  confirmLabel,
  danger = false,
  busy = false,
  confirmDisabled = false,
  onConfirm,
  onCancel,
}: ConfirmDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    // A dialog that is taken out of the page, not closed, leaves the focus nowhere.
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      class="dialog"
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        if (!busy) onCancel();
      }}
    >
      <h2 class="dialog-title" id={titleId}>
        {title}
      </h2>
      <div class="dialog-body">{children}</div>
      <div class="dialog-actions">
        <Button onClick={onCancel} disabled={busy}>
          取消
        </Button>
        <Button
          kind={danger ? 'danger' : 'primary'}
          onClick={onConfirm}
          busy={busy}
          disabled={confirmDisabled}
        >
          {confirmLabel}
        </Button>
      </div>
    </dialog>
  );
}
