import type { ReactElement } from 'react';
import css from './display.module.css';

/** How a line of a drawing lives: energised, dead, not known, or energised by a generator. */
export type LineState = 'live' | 'dead' | 'unknown' | 'generator';

export interface LineProps {
  /** Path of the line. */
  readonly d: string;
  readonly state: LineState;
}

/** An electrical line: solid when live, dashed when dead, dotted when unknown, double on a generator. */
export function Line({ d, state }: LineProps): ReactElement {
  return (
    <g className={css.wire} data-state={state}>
      <path d={d} />
      {state === 'generator' && <path d={d} className={css.core} />}
    </g>
  );
}

/** How water or air stands in a pipe. */
export type FlowState = 'flowing' | 'still' | 'unknown';

export interface PipeProps {
  readonly d: string;
  readonly state: FlowState;
  /** Where a static arrowhead says the direction: middle and angle in degrees, 0 to the right. */
  readonly arrow?: { readonly x: number; readonly y: number; readonly angle: number };
}

/** A pipe: solid while something flows, thin and dashed while it stands, dotted when unknown. The arrowhead never moves. */
export function Pipe({ d, state, arrow }: PipeProps): ReactElement {
  return (
    <g className={css.pipe} data-state={state}>
      <path d={d} />
      {arrow && (
        <path
          d="M-5-6L7 0l-12 6z"
          className={css.arrow}
          transform={`translate(${arrow.x} ${arrow.y}) rotate(${arrow.angle})`}
        />
      )}
    </g>
  );
}
