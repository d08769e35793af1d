import type { ReactElement } from 'react';
import type { AlarmState, Priority } from '../../gateway/domain/alarm.ts';
import css from './priority-badge.module.css';
import { NUMERAL_Y, PRIORITY_SHAPES } from './priority-shapes.ts';

/** What stands at the lower corner, drawn round its own middle: lock, clock, chain, slash. */
const LOCK = 'M-2.3-.3h4.6v3.1h-4.6zM-1.5-.3v-1.1a1.5 1.5 0 0 1 3 0v1.1';
const MARKS: Readonly<Partial<Record<AlarmState, string>>> = {
  'latched-unacknowledged': LOCK,
  'latched-acknowledged': LOCK,
  shelved: 'M0-2.6V0h2',
  suppressed: 'M-.8-1.3h-.7a1.3 1.3 0 0 0 0 2.6h.7M.8-1.3h.7a1.3 1.3 0 0 1 0 2.6h-.7M-1.2 0h2.4',
  'out-of-service': 'M-2.3 2.3l4.6-4.6',
};
const QUIET: ReadonlySet<AlarmState> = new Set(['shelved', 'suppressed', 'out-of-service']);

type Drawing = 'filled' | 'ring' | 'outline';

export interface PriorityBadgeProps {
  readonly priority: Priority;
  readonly state?: AlarmState;
  /** The condition holds no more; a returned state says so by itself, a latched one needs to be told. */
  readonly returned?: boolean;
  /** Frame blinks with all others; false keeps an unacknowledged frame steady. */
  readonly blinking?: boolean;
  /** Edge length in px; a returned one is drawn 2 px larger. */
  readonly size?: number;
  /** What a screen reader says; decoration when absent. */
  readonly label?: string;
}

/** Alarm priority as shape, numeral and colour; filled while active, a ring once returned, grey while kept quiet, framed until acknowledged. */
export function PriorityBadge(props: PriorityBadgeProps): ReactElement {
  const { priority, state, blinking = true, size = 20, label } = props;
  const drawing = drawingOf(state, props.returned ?? false);
  const framed = state?.endsWith('-unacknowledged') ?? false;
  const edge = drawing === 'ring' ? size + 2 : size;
  const mark = state && MARKS[state];
  return (
    <span className={css.frame} data-framed={framed} data-blinking={framed && blinking}>
      <svg width={edge} height={edge} viewBox="-1 -1 22 22" className={css.badge} aria-hidden="true">
        <Shape priority={priority} drawing={drawing} />
        {mark && (
          <g transform="translate(18 18)">
            <circle r={4.4} className={css.markGround} />
            <path d={mark} className={css.mark} />
          </g>
        )}
      </svg>
      {label && <span className="visually-hidden">{label}</span>}
    </span>
  );
}

function drawingOf(state: AlarmState | undefined, returned: boolean): Drawing {
  if (state && QUIET.has(state)) return 'outline';
  return returned || state === 'returned-unacknowledged' ? 'ring' : 'filled';
}

function Shape({ priority, drawing }: { readonly priority: Priority; readonly drawing: Drawing }): ReactElement {
  const name = priority.toLowerCase();
  const filled = drawing === 'filled';
  return (
    <>
      <path
        d={PRIORITY_SHAPES[priority]}
        fill={filled ? `var(--${name})` : 'var(--canvas)'}
        stroke={drawing === 'outline' ? 'var(--text3)' : 'var(--text)'}
        strokeWidth={1.5}
      />
      {drawing === 'ring' && (
        <path
          d={PRIORITY_SHAPES[priority]}
          fill="none"
          stroke={`var(--${name})`}
          strokeWidth={2.5}
          className={css.ring}
        />
      )}
      <text
        x={10}
        y={NUMERAL_Y[priority]}
        textAnchor="middle"
        fontSize={12.5}
        fontWeight={700}
        fill={filled ? `var(--${name}-ink)` : 'var(--text)'}
      >
        {priority[1]}
      </text>
    </>
  );
}
