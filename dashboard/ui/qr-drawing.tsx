import { type ReactElement, useMemo } from 'react';
import { qrCode, qrPath } from '../format/qr/qr-code.ts';

export interface QrDrawingProps {
  readonly text: string;
  /** What a screen reader says, and what stands there where the text is too long for a code. */
  readonly label: string;
  readonly className?: string | undefined;
}

/** A QR code, black on white whatever the theme: a camera reads it off the screen as well. */
export function QrDrawing({ text, label, className }: QrDrawingProps): ReactElement {
  const drawing = useMemo(() => {
    const grid = qrCode(text);
    return grid && qrPath(grid);
  }, [text]);
  if (!drawing) return <p>{label}</p>;
  const { path, side } = drawing;
  return (
    <svg
      viewBox={`0 0 ${side} ${side}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
      className={className ?? ''}
    >
      <rect width={side} height={side} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
