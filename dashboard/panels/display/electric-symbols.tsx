import type { ReactElement } from 'react';
import type { BreakerState } from '../../ui/breaker-symbol.tsx';
import css from './display.module.css';

interface At {
  /** Middle of the symbol. */
  readonly x: number;
  readonly y: number;
}

/** Half the edge of a breaker; its line ends there while it is open. */
export const BREAKER_HALF = 9;

/** A circuit breaker in a vertical line: solid when closed, hollow when open, slashed when tripped, `?` when unknown. */
export function BreakerMark({ x, y, state }: At & { readonly state: BreakerState }): ReactElement {
  const half = BREAKER_HALF;
  return (
    <g className={css.breaker} data-state={state} transform={`translate(${x} ${y})`}>
      <rect x={-half} y={-half} width={2 * half} height={2 * half} />
      {state === 'tripped' && <path d="M-13 12L13-12" className={css.slash} />}
      {state === 'unknown' && <Letter text="?" />}
    </g>
  );
}

/** Transformer with two windings (IEC 60617-6, S00841): two circles that overlap, 40 units high. */
export function TransformerMark({ x, y }: At): ReactElement {
  return (
    <g className={css.outline} transform={`translate(${x} ${y})`}>
      <circle cy={-8} r={12} />
      <circle cy={8} r={12} className={css.open} />
    </g>
  );
}

export type EngineState = 'running' | 'stopped' | 'unknown';

/** Generator (IEC 60617-6, S00819): a circle with G over a sine; bright while it runs, dark while it stands. */
export function GeneratorMark({ x, y, state }: At & { readonly state: EngineState }): ReactElement {
  return (
    <g className={css.machine} data-state={state} transform={`translate(${x} ${y})`}>
      <circle r={18} />
      <Letter text={state === 'unknown' ? 'G?' : 'G'} rise={3} />
      <path d="M-7 9q3.5-6 7 0t7 0" className={css.sign} />
    </g>
  );
}

export type TransferPosition = 'normal' | 'emergency' | 'off' | 'unknown';
const BLADE: Readonly<Record<TransferPosition, string>> = {
  normal: 'M0 12L-12-12',
  emergency: 'M0 12L12-12',
  off: 'M0 12V-10',
  unknown: '',
};

/** Transfer switch: the blade lies on the source that carries the load; 40 wide, sources at -12 and +12. */
export function TransferMark({ x, y, position }: At & { readonly position: TransferPosition }): ReactElement {
  return (
    <g className={css.outline} transform={`translate(${x} ${y})`}>
      <rect x={-20} y={-18} width={40} height={36} className={css.box} data-state={position} />
      <circle cx={-12} cy={-12} r={2.5} />
      <circle cx={12} cy={-12} r={2.5} />
      <circle cy={12} r={2.5} />
      {position === 'unknown' ? <Letter text="?" /> : <path d={BLADE[position]} className={css.blade} />}
    </g>
  );
}

/** Measuring instrument (IEC 60617-8, S00910): a circle with the sign of what it measures. */
export function MeterMark({ x, y, sign = 'W' }: At & { readonly sign?: string }): ReactElement {
  return (
    <g className={css.outline} transform={`translate(${x} ${y})`}>
      <circle r={10} />
      <Letter text={sign} size={12} />
    </g>
  );
}

/** Arrowhead of an outgoing feeder, its tip 10 below. */
export function FeederEnd({ x, y }: At): ReactElement {
  return <path d="M-5 0h10L0 10z" transform={`translate(${x} ${y})`} className={css.end} />;
}

/** Protective earth (IEC 60617-2, S00200). */
export function EarthMark({ x, y }: At): ReactElement {
  return <path d="M0-8V0M-9 0H9M-6 4H6M-3 8H3" transform={`translate(${x} ${y})`} className={css.outline} />;
}

/** A letter in the middle of a symbol. */
export function Letter({
  text,
  size = 13,
  rise = 0,
}: {
  readonly text: string;
  readonly size?: number;
  readonly rise?: number;
}): ReactElement {
  return (
    <text y={size * 0.36 - rise} textAnchor="middle" fontSize={size} className={css.letter}>
      {text}
    </text>
  );
}
