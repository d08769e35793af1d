import type { ReactElement } from 'react';
import type { AlarmState, Priority } from '../../gateway/domain/alarm.ts';
import css from './priority-badge.module.css';

const SHAPES: Readonly<Record<Priority, string>> = {
  P1: 'M7.2 1.5h5.6L18.5 7.2v5.6L12.8 18.5H7.2L1.5 12.8V7.2z',
  P2: 'M10 1.2L19 18.3H1z',
  P3: 'M10 0.8L19.2 10 10 19.2 0.8 10z',
  P4: 'M5.5 4.5h9a5.5 5.5 0 0 1 0 11h-9a5.5 5.5 0 0 1 0-11z',
};
/** The triangle’s middle lies low. */
const NUMERAL_Y: Readonly<Record<Priority, number>> = { P1: 14.4, P2: 16.2, P3: 14.4, P4: 14.4 };

export interface PriorityBadgeProps {
  readonly priority: Priority;
  readonly state?: AlarmState;
  /** Frame blinks with all others; false keeps an unacknowledged frame steady. */
  readonly blinking?: boolean;
  /** Edge length in px; a returned one is drawn 2 px larger. */
  readonly size?: number;
  /** What a screen reader says; decoration when absent. */
  readonly label?: string;
}

/** Alarm priority as shape, numeral and colour; filled while active, a ring once returned, framed until acknowledged. */
export function PriorityBadge({
  priority,
  state,
  blinking = true,
  size = 20,
  label,
}: PriorityBadgeProps): ReactElement {
  const returned = state === 'returned-unacknowledged';
  const framed = returned || state === 'active-unacknowledged';
  const name = priority.toLowerCase();
  const edge = returned ? size + 2 : size;
  return (
    <span className={css.frame} data-framed={framed} data-blinking={framed && blinking}>
      <svg width={edge} height={edge} viewBox="-1 -1 22 22" className={css.badge} aria-hidden="true">
        <path
          d={SHAPES[priority]}
          fill={returned ? 'var(--canvas)' : `var(--${name})`}
          stroke="var(--text)"
          strokeWidth={1.5}
        />
        {returned && (
          <path d={SHAPES[priority]} fill="none" stroke={`var(--${name})`} strokeWidth={2.5} className={css.ring} />
        )}
        <text
          x={10}
          y={NUMERAL_Y[priority]}
          textAnchor="middle"
          fontSize={12.5}
          fontWeight={700}
          fill={returned ? 'var(--text)' : `var(--${name}-ink)`}
        >
          {priority[1]}
        </text>
      </svg>
      {label && <span className="visually-hidden">{label}</span>}
    </span>
  );
}
