import { type KeyboardEvent, type ReactElement, useRef } from 'react';
import type { WireAlarm } from '../../data/alarm-api.ts';
import { blinkingPriorities } from '../../format/blink.ts';
import { useWords } from '../../i18n/use-words.ts';
import css from './alarm-list.module.css';
import { AlarmRow } from './alarm-row.tsx';

export interface AlarmRowsProps {
  readonly alarms: readonly WireAlarm[];
  readonly selected: string | undefined;
  readonly onSelect: (id: string) => void;
  /** Asked for by the key S; without it the key does nothing. */
  readonly onShelve?: ((id: string) => void) | undefined;
  readonly short?: boolean;
}

type Keys = Pick<AlarmRowsProps, 'onSelect' | 'onShelve'>;

/** Moves the focus by one row, or does with the row that has it what the key says. */
function onKey(event: KeyboardEvent<HTMLElement>, list: HTMLElement | null, keys: Keys): void {
  if (!list || event.ctrlKey || event.metaKey || event.altKey) return;
  const rows = [...list.querySelectorAll<HTMLButtonElement>('button[data-alarm]')];
  const at = rows.findIndex((row) => row.matches(':focus'));
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    event.preventDefault();
    rows[at + (event.key === 'ArrowDown' ? 1 : -1)]?.focus();
  }
  const row = rows[at];
  if (row) onLetter(event.key.toLowerCase(), row, keys);
}

function onLetter(letter: string, row: HTMLButtonElement, { onSelect, onShelve }: Keys): void {
  const id = row.dataset.alarm ?? '';
  if (letter === 'a') row.closest('li')?.querySelector<HTMLButtonElement>('button[data-alarm-action]')?.click();
  if (letter === 's') onShelve?.(id);
  if (letter === 'c') onSelect(id);
}

/** Alarm rows in the order given. While the list has the focus ↑ ↓ move, A acknowledges, S shelves, C opens the card. */
export function AlarmRows({ alarms, selected, onSelect, onShelve, short = false }: AlarmRowsProps): ReactElement {
  const list = useRef<HTMLUListElement>(null);
  const { t } = useWords();
  const blinking = blinkingPriorities(alarms);
  return (
    <ul
      ref={list}
      className={css.list}
      aria-label={t('alarms.title')}
      onKeyDown={(event) => onKey(event, list.current, { onSelect, onShelve })}
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
