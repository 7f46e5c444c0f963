import type { ComponentChildren } from 'preact';

interface ButtonProps {
  readonly children: ComponentChildren;
  readonly onClick?: () => void;
  /** `primary`: the one next step of a page. `danger`: what cannot be undone. */
  readonly kind?: 'primary' | 'plain' | 'danger' | 'quiet';
  readonly type?: 'button' | 'submit';
  readonly disabled?: boolean;
  /** Under way: keeps its place and its words, and takes no second click. */
  readonly busy?: boolean;
  /** What a screen reader says where the visible words do not stand alone. */
  readonly label?: string;
  readonly large?: boolean;
}

export function Button({
  children,
  onClick,
  kind = 'plain',
  type = 'button',
  disabled = false,
  busy = false,
  label,
  large = false,
}: ButtonProps) {
  return (
    <button
      type={type}
      class={`button button-${kind}${large ? ' button-large' : ''}`}
      onClick={busy ? undefined : onClick}
      disabled={disabled}
      aria-busy={busy}
      aria-label={label}
    >
      {children}
    </button>
  );
}
