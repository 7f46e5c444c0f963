import { useLayoutEffect, useRef } from 'preact/hooks';

interface RowButtonsProps {
  readonly row: number;
  readonly rows: number;
  /** What a screen reader calls the row: `第 3 名述职人`. */
  readonly name: string;
  readonly deletable: boolean;
  /** Which of this row's buttons takes the focus, since its row was moved here by it. */
  readonly focused: 'up' | 'down' | null;
  readonly onMove: (to: number) => void;
  readonly onDelete: () => void;
}

/** 上移, 下移, 删除 of one row; the focus travels with the row, so that a key can be held down. */
export function RowButtons({
  row,
  rows,
  name,
  deletable,
  focused,
  onMove,
  onDelete,
}: RowButtonsProps) {
  const up = useRef<HTMLButtonElement>(null);
  const down = useRef<HTMLButtonElement>(null);
  // Before the next key of a held-down one arrives, or that would move another row.
  useLayoutEffect(() => {
    if (focused === 'up') (row === 0 ? down : up).current?.focus();
    if (focused === 'down') (row === rows - 1 ? up : down).current?.focus();
  }, [focused, row]);
  return (
    <span class="row-buttons">
      <button
        ref={up}
        type="button"
        class="row-button"
        disabled={row === 0}
        aria-label={`上移${name}`}
        onClick={() => onMove(row - 1)}
      >
        ↑
      </button>
      <button
        ref={down}
        type="button"
        class="row-button"
        disabled={row === rows - 1}
        aria-label={`下移${name}`}
        onClick={() => onMove(row + 1)}
      >
        ↓
      </button>
      <button
        type="button"
        class="row-button row-button-delete"
        disabled={!deletable}
        aria-label={`删除${name}`}
        onClick={onDelete}
      >
        删除
      </button>
    </span>
  );
}
