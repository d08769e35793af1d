import { type KeyboardEvent, type ReactElement, useRef } from 'react';
import type { WireAlarm } from '../../data/api.ts';
import { blinkingPriorities } from '../../format/blink.ts';
import { useWords } from '../../i18n/use-words.ts';
import css from './alarm-list.module.css';
import { AlarmRow } from './alarm-row.tsx';

export interface AlarmRowsProps {
  readonly alarms: readonly WireAlarm[];
  readonly selected: string | undefined;
  readonly onSelect: (id: string) => void;
  readonly short?: boolean;
}

/** Moves the focus by one row, or presses the row's Acknowledge. */
function onKey(event: KeyboardEvent<HTMLElement>, list: HTMLElement | null): void {
  if (!list || event.ctrlKey || event.metaKey || event.altKey) return;
  const rows = [...list.querySelectorAll<HTMLButtonElement>('button[data-alarm]')];
  const at = rows.findIndex((row) => row.matches(':focus'));
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    event.preventDefault();
    rows[at + (event.key === 'ArrowDown' ? 1 : -1)]?.focus();
  }
  if (event.key.toLowerCase() !== 'a' || at < 0) return;
  rows[at]?.closest('li')?.querySelector<HTMLButtonElement>('button[data-alarm-action]')?.click();
}

/** Alarm rows in the order given. ↑ ↓ move, A acknowledges while the list has the focus. */
export function AlarmRows({ alarms, selected, onSelect, short = false }: AlarmRowsProps): ReactElement {
  const list = useRef<HTMLUListElement>(null);
  const { t } = useWords();
  const blinking = blinkingPriorities(alarms);
  return (
    <ul
      ref={list}
      className={css.list}
      aria-label={t('alarms.title')}
      onKeyDown={(event) => onKey(event, list.current)}
    >
      {alarms.map((alarm) => (
        <AlarmRow
          key={alarm.id}
          alarm={alarm}
          selected={alarm.id === selected}
          blinking={blinking.has(alarm.priority)}
          onSelect={onSelect}
          short={short}
        />
      ))}
    </ul>
  );
}
