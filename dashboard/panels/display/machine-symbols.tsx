import type { ReactElement } from 'react';
import type { RunState } from '../../ui/status-tag.tsx';
import css from './display.module.css';
import { Letter } from './electric-symbols.tsx';

interface MachineProps {
  /** Middle of the symbol. */
  readonly x: number;
  readonly y: number;
  /** Bright while it runs, dark while it stands, dotted with `?` when not known, dashed and hatched under repair. */
  readonly state: RunState;
  /** Clockwise from "to the right". */
  readonly angle?: number;
}

/** Pump: a circle of radius 16 whose triangle points where the water goes. */
export function PumpMark({ x, y, state, angle = 0 }: MachineProps): ReactElement {
  return (
    <g className={css.machine} data-state={state} transform={`translate(${x} ${y})`}>
      <circle r={16} />
      <path d="M-7-11L15 0-7 11z" className={css.sign} transform={`rotate(${angle})`} />
      <Doubt state={state} />
    </g>
  );
}

/** Fan: a circle of radius 16 with two blades. */
export function FanMark({ x, y, state, angle = 0 }: MachineProps): ReactElement {
  return (
    <g className={css.machine} data-state={state} transform={`translate(${x} ${y})`}>
      <circle r={16} />
      <path d="M0 0q6-12 12-6t-12 6q-6 12-12 6t12-6" className={css.sign} transform={`rotate(${angle})`} />
      <Doubt state={state} />
    </g>
  );
}

/** A box for a machine that has no sign of its own, such as a chiller: 64 by 40, filled like any machine. */
export function BoxMark({ x, y, state, sign }: MachineProps & { readonly sign: string }): ReactElement {
  return (
    <g className={css.machine} data-state={state} transform={`translate(${x} ${y})`}>
      <rect x={-32} y={-20} width={64} height={40} rx={2} />
      <Letter text={sign} />
      <Doubt state={state} />
    </g>
  );
}

export type ValvePosition = 'open' | 'closed' | 'unknown';

/** Valve: two triangles point to point, hollow when open, filled when closed, `?` when not known; 24 long. */
export function ValveMark({
  x,
  y,
  position,
  angle = 0,
}: {
  readonly x: number;
  readonly y: number;
  readonly position: ValvePosition;
  readonly angle?: number;
}): ReactElement {
  return (
    <g className={css.valve} data-state={position} transform={`translate(${x} ${y})`}>
      <path d="M-12-8v16L12-8v16z" transform={`rotate(${angle})`} />
      {position === 'unknown' && <Letter text="?" rise={14} />}
    </g>
  );
}

function Doubt({ state }: { readonly state: RunState }): ReactElement | null {
  if (state === 'unknown')
    return (
      <text x={14} y={-10} className={css.letter} fontSize={13}>
        ?
      </text>
    );
  return state === 'fault' ? (
    <text x={14} y={-10} className={css.letter} fontSize={15}>
      !
    </text>
  ) : null;
}
