import type { ReactElement } from 'react';
import { useMay } from '../../data/hooks/use-session.ts';
import { useWords } from '../../i18n/use-words.ts';
import { type DayCount, wholeOf } from '../../panels/duty-today/day-counts.ts';
import { useOrderCount, useRoundCount, useSheetCount } from '../../panels/duty-today/use-day-counts.ts';
import { useNamesOnDuty } from '../../panels/duty-today/use-names-on-duty.ts';
import { PersonName } from '../../ui/person-name.tsx';
import css from './wall-page.module.css';
import { Tile } from './wall-tiles.tsx';

const MOST_NAMES = 3;

/** Who has the duty, and how the work of the day stands: done of all that came up, and how much is late. */
export function DutyTile(): ReactElement {
  const { t } = useWords();
  const mayRecords = useMay('record:read');
  return (
    <Tile title={t('wall.duty')}>
      <People />
      {mayRecords && <RecordCounts />}
      <Count label={t('wall.orderCount')} count={useOrderCount()} />
    </Tile>
  );
}

function People(): ReactElement {
  const { names, isKnown, hasRota } = useNamesOnDuty();
  const { t } = useWords();
  const nobody = hasRota ? t('wall.nobody') : t('wall.noDuty');
  return (
    <p className={css.people}>
      {names.length === 0 && (isKnown ? nobody : '…')}
      {names.slice(0, MOST_NAMES).map((name, i) => (
        <span key={name}>
          {i > 0 && ' · '}
          <PersonName>{name}</PersonName>
        </span>
      ))}
      {names.length > MOST_NAMES && ` +${names.length - MOST_NAMES}`}
    </p>
  );
}

function RecordCounts(): ReactElement {
  const { t } = useWords();
  return (
    <>
      <Count label={t('wall.sheetCount')} count={useSheetCount()} />
      <Count label={t('wall.roundCount')} count={useRoundCount()} />
    </>
  );
}

interface CountProps {
  readonly label: string;
  /** Undefined while nobody knows. */
  readonly count: DayCount | undefined;
}

function Count({ label, count }: CountProps): ReactElement {
  const { t } = useWords();
  return (
    <p className={css.task}>
      <span>{label}</span>
      {count?.late ? <b className={css.late}>{t('wall.late', { count: count.late })}</b> : null}
      <span className={css.taskCount}>{said(count, t('wall.noTasks'))}</span>
    </p>
  );
}

/** 5/8: done of all that came up so far. */
function said(count: DayCount | undefined, none: string): string {
  if (!count) return '—';
  const whole = wholeOf(count);
  return whole === 0 ? none : `${count.done}/${whole}`;
}
