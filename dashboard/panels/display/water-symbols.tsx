import type { ReactElement } from 'react';
import type { Standing } from '../../format/standing.ts';
import type { RunState } from '../../ui/status-tag.tsx';
import { Letter } from './electric-symbols.tsx';
import css from './water-symbols.module.css';

interface At {
  /** Middle of the symbol. */
  readonly x: number;
  readonly y: number;
}

interface Machine extends At {
  readonly state: RunState;
}

/** Chiller, 64 by 44: condenser above, evaporator below, the compressor between them. */
export function ChillerMark({ x, y, state }: Machine): ReactElement {
  return (
    <g className={css.machine} data-state={state} transform={`translate(${x} ${y})`}>
      <rect x={-32} y={-22} width={64} height={16} rx={8} />
      <rect x={-32} y={6} width={64} height={16} rx={8} />
      <path d="M-20-6V6M20-6V6" className={css.sign} />
      <circle r={7} />
      {state === 'unknown' && <Letter text="?" size={12} />}
      {state === 'fault' && <Letter text="!" size={12} />}
    </g>
  );
}

/** Cooling tower, 40 by 40: a body that narrows towards its basin, with the fan on top. */
export function TowerMark({ x, y, state }: Machine): ReactElement {
  return (
    <g className={css.machine} data-state={state} transform={`translate(${x} ${y})`}>
      <path d="M-20-10H20L14 20H-14z" className={css.body} />
      <path d="M-8-18H8V-10H-8z" className={css.body} />
      <path d="M-16 12H16M-14 4L-4 10M-2 4L8 10" className={css.sign} />
      {state === 'unknown' && <Letter text="?" size={12} rise={-2} />}
      {state === 'fault' && <Letter text="!" size={12} rise={-2} />}
    </g>
  );
}

export interface VesselProps {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Share that is filled, 0–1; null when the level is not known. */
  readonly share: number | null;
  readonly standing: Standing;
  /** Shares at which a limit stands. */
  readonly limits: readonly number[];
  /** A tank has a lid, a sump is open. */
  readonly isOpen: boolean;
}

/** A tank or sump: filled to its level, limits as ticks; dashed surface when the level is old, empty and hatched when it is not known. */
export function VesselMark({ x, y, width, height, share, standing, limits, isOpen }: VesselProps): ReactElement {
  const isKnown = share !== null && standing !== 'bad';
  const level = isKnown ? height * (1 - share) : height;
  return (
    <g className={css.vessel} data-standing={standing} transform={`translate(${x} ${y})`}>
      {!isKnown && <Hatch width={width} height={height} />}
      {isKnown && standing !== 'stale' && (
        <rect x={0} y={level} width={width} height={height - level} className={css.water} />
      )}
      {isKnown && <path d={`M0 ${level}H${width}`} className={css.surface} />}
      <path d={`M0 0V${height}H${width}V0${isOpen ? '' : 'z'}`} className={css.wall} />
      {limits.map((limit) => (
        <path key={limit} d={`M${width - 6} ${height * (1 - limit)}h12`} className={css.limit} />
      ))}
    </g>
  );
}

const HATCH_STEP = 9;

function Hatch({ width, height }: { readonly width: number; readonly height: number }): ReactElement {
  const count = Math.floor((width + height) / HATCH_STEP);
  const lines = Array.from({ length: count }, (_, i) => (i + 1) * HATCH_STEP).map((sum) => {
    const [x1, x2] = [Math.max(0, sum - height), Math.min(width, sum)];
    return `M${x1} ${sum - x1}L${x2} ${sum - x2}`;
  });
  return <path d={lines.join('')} className={css.hatch} />;
}
