import type { ReactElement } from 'react';
import type { Priority } from '../../gateway/domain/alarm.ts';
import type { BandLayout } from '../format/band.ts';
import css from './analog-band.module.css';

export interface AnalogBandProps {
  readonly layout: BandLayout;
  /** Old value: the pointer is hollow. */
  readonly stale: boolean;
  /** Priority of the alarm that watches the exceeded side; without one the segment stays grey. */
  readonly priority?: Priority | undefined;
}

/** Scale with the normal band and a pointer. Decoration for those who see it: its words stand in the readout's name. */
export function AnalogBand({ layout, stale, priority }: AnalogBandProps): ReactElement {
  const { normalFrom, normalTo, pointer, offScale, exceeded } = layout;
  const over = exceeded === 'high' ? [normalTo, 100] : [0, normalFrom];
  return (
    <span className={css.scale} aria-hidden="true">
      <span className={css.normal} style={{ left: `${normalFrom}%`, width: `${normalTo - normalFrom}%` }} />
      {exceeded && !stale && (
        <span
          className={css.exceeded}
          data-priority={priority}
          style={{
            left: `${over[0]}%`,
            width: `${(over[1] ?? 0) - (over[0] ?? 0)}%`,
            ...(priority ? { background: `var(--${priority.toLowerCase()})` } : {}),
          }}
        />
      )}
      {pointer !== null && (
        <svg
          className={css.pointer}
          data-stale={stale}
          style={{ left: `${pointer}%` }}
          width="18"
          height="10"
          viewBox="0 0 18 10"
          aria-hidden="true"
        >
          {offScale ? <path d="M1 9L5 1l4 8zM9 9l4-8 4 8z" /> : <path d="M4 9l5-8 5 8z" />}
        </svg>
      )}
    </span>
  );
}
