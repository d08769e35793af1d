import { type ReactElement, type ReactNode, useRef, useState } from 'react';
import type { WireAlarm } from '../../data/alarm-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { holdRows } from '../../panels/alarm-list/hold-rows.ts';
import css from './alarms-page.module.css';

export interface HeldRowsProps {
  readonly alarms: readonly WireAlarm[];
  /** Every open alarm: one that has left the list, but is not closed, is shown as it is now. */
  readonly elsewhere: readonly WireAlarm[];
  /** Held by a button, beside pointing at it. */
  readonly isHeld: boolean;
  readonly onRelease: () => void;
  /** Draws the rows; while they stand still nothing about their order may change. */
  readonly children: (rows: readonly WireAlarm[], stands: boolean) => ReactNode;
}

/** A list that stands still while somebody points at it or works in it by keyboard; what is new waits above it. */
export function HeldRows({ alarms, elsewhere, isHeld, onRelease, children }: HeldRowsProps): ReactElement {
  const [pointedAt, setPointedAt] = useState(false);
  const before = useRef(alarms);
  const { t } = useWords();
  const stands = pointedAt || isHeld;
  const { rows, waiting } = stands ? holdRows(before.current, alarms, elsewhere) : { rows: alarms, waiting: 0 };
  before.current = rows;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointing only holds the list still; nothing is done by it
    <div
      onPointerEnter={(event) => event.pointerType === 'mouse' && setPointedAt(true)}
      onPointerLeave={() => setPointedAt(false)}
      onFocus={() => setPointedAt(true)}
      onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && setPointedAt(false)}
    >
      {waiting > 0 && (
        <button
          type="button"
          className={css.waiting}
          onClick={() => {
            before.current = alarms;
            setPointedAt(false);
            onRelease();
          }}
        >
          {t('alarms.new', { count: waiting })} · {t('alarms.showNew')}
        </button>
      )}
      {rows.length > 0 && children(rows, stands)}
    </div>
  );
}
