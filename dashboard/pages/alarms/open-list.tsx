import { Button } from '@mantine/core';
import { type ReactElement, useRef, useState } from 'react';
import type { WireAlarm } from '../../data/alarm-api.ts';
import { useAlarms, useDesk, useQuietAlarms } from '../../data/hooks/use-alarms.ts';
import { useWords } from '../../i18n/use-words.ts';
import { AlarmRows, type AlarmRowsProps } from '../../panels/alarm-list/alarm-rows.tsx';
import { useAlarmName } from '../../panels/alarm-list/use-alarm-name.ts';
import { Notice } from '../../ui/notice.tsx';
import css from './alarms-page.module.css';
import { BulkAcknowledge } from './bulk-acknowledge.tsx';
import { foldForFlood } from './fold-for-flood.ts';
import { HeldRows } from './held-rows.tsx';

export interface OpenListProps {
  readonly alarms: readonly WireAlarm[];
  readonly selected: string | undefined;
  readonly onSelect: (id: string) => void;
  readonly onShelve: ((alarm: WireAlarm) => void) | undefined;
}

/** Open alarms: filtered by a word, held still on demand; in a flood what it began with on top and the lesser ones folded. */
export function OpenList({ alarms, selected, onSelect, onShelve }: OpenListProps): ReactElement {
  const [word, setWord] = useState('');
  const [held, setHeld] = useState(false);
  const matches = useMatch(word);
  const open = useAlarms();
  const quiet = useQuietAlarms();
  const { t } = useWords();
  const shown = alarms.filter(matches);
  const shelve = onShelve && ((id: string) => shelveOf(alarms, id, onShelve));
  return (
    <>
      <div className={css.tools}>
        <input
          type="search"
          className={css.filter}
          aria-label={t('alarms.filter')}
          placeholder={t('alarms.filter')}
          value={word}
          onChange={(event) => setWord(event.currentTarget.value)}
        />
        <Button variant="default" size="xs" className={css.hold} aria-pressed={held} onClick={() => setHeld(!held)}>
          {t('alarms.hold')}
        </Button>
        <BulkAcknowledge alarms={shown} />
      </div>
      {alarms.length === 0 && <Notice title={t('alarms.none')} hint={t('alarms.noneSince')} />}
      {alarms.length > 0 && shown.length === 0 && <Notice title={t('alarms.noMatch')} />}
      <HeldRows alarms={alarms} elsewhere={[...open, ...quiet]} isHeld={held} onRelease={() => setHeld(false)}>
        {(rows, stands) => (
          <Rows alarms={rows.filter(matches)} stands={stands} {...{ selected, onSelect, onShelve: shelve }} />
        )}
      </HeldRows>
    </>
  );
}

interface RowsProps extends AlarmRowsProps {
  /** Nothing may move now. */
  readonly stands: boolean;
}

function Rows({ alarms, stands, ...common }: RowsProps): ReactElement {
  const isFlood = useDesk().flood !== null;
  const folds = useRef(isFlood);
  const { t } = useWords();
  if (!stands) folds.current = isFlood;
  const { first, folded } = folds.current ? foldForFlood(alarms) : { first: alarms, folded: [] };
  return (
    <>
      {first.length > 0 && <AlarmRows alarms={first} {...common} />}
      {folded.length > 0 && (
        <details className={css.fold}>
          <summary>{t('flood.folded', { count: folded.length })}</summary>
          <AlarmRows alarms={folded} {...common} />
        </details>
      )}
    </>
  );
}

function shelveOf(alarms: readonly WireAlarm[], id: string, onShelve: (alarm: WireAlarm) => void): void {
  const alarm = alarms.find((one) => one.id === id);
  if (alarm) onShelve(alarm);
}

/** Whether the name or id of an alarm holds the word. */
function useMatch(word: string): (alarm: WireAlarm) => boolean {
  const nameOf = useAlarmName();
  const wanted = word.trim().toLowerCase();
  return (alarm) => wanted === '' || `${nameOf(alarm)} ${alarm.id}`.toLowerCase().includes(wanted);
}
