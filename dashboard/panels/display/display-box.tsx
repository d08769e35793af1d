import type { ReactElement, ReactNode } from 'react';
import css from './display.module.css';

export interface DisplayBoxProps {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly align?: 'left' | 'right' | 'middle';
  readonly children: ReactNode;
}

/** Words and figures on a drawing: ordinary lines of text in a box, cut at its edge. */
export function DisplayBox({ x, y, width, height, align = 'left', children }: DisplayBoxProps): ReactElement {
  return (
    <foreignObject x={x} y={y} width={width} height={height} className={css.frame}>
      <div className={css.words} data-align={align}>
        {children}
      </div>
    </foreignObject>
  );
}
