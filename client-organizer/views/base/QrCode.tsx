import { useMemo } from 'preact/hooks';
import { qrPath } from '../../qr-path.ts';

interface QrCodeProps {
  readonly text: string;
  /** What a screen reader says in its place. */
  readonly label: string;
}

export function QrCode({ text, label }: QrCodeProps) {
  const { side, path } = useMemo(() => qrPath(text), [text]);
  return (
    <svg
      class="qr"
      viewBox={`0 0 ${side} ${side}`}
      role="img"
      aria-label={label}
      shape-rendering="crispEdges"
    >
      <rect width={side} height={side} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
