import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useRoster } from '../../data/hooks/use-shifts.ts';
import { useNow, usePlant, useSiteTime } from '../../data/hooks/use-site.ts';
import type { WirePlannedShift } from '../../data/shift-api.ts';
import { siteDays } from '../../format/site-days.ts';
import { useWords } from '../../i18n/use-words.ts';
import { PersonName } from '../../ui/person-name.tsx';
import { Section } from '../../ui/section.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import css from './duty-page.module.css';

const DAYS = 7;

/** Who comes in the next days, holidays and gaps in words. Nothing where nobody works in shifts. */
export function RosterSection(): ReactElement | null {
  const { timeZone } = usePlant().site;
  const time = useSiteTime();
  const now = useNow();
  const today = time.date(now);
  const days = siteDays(today, DAYS, timeZone);
  const [from, to] = [days[0]?.startMs ?? 0, days.at(-1)?.endMs ?? 0];
  const roster = useRoster(from, to).data ?? [];
  const { t, text } = useWords();
  if (roster.length === 0) return null;
  const columns: Column<WirePlannedShift>[] = [
    {
      key: 'day',
      title: t('shifts.day'),
      cell: ({ startsAt, holiday }) => (
        <>
          {time.day(Date.parse(startsAt))}
          {holiday && <span className="quiet"> {text(holiday)}</span>}
        </>
      ),
    },
    { key: 'trade', title: t('shifts.trade'), wide: true, cell: ({ title }) => text(title) },
    {
      key: 'shift',
      title: t('shifts.shift'),
      cell: ({ hours, startsAt, endsAt }) => (
        <>
          {hours}
          {Date.parse(startsAt) <= now && now < Date.parse(endsAt) && <strong> ● {t('shifts.nowOn')}</strong>}
        </>
      ),
    },
    { key: 'people', title: t('shifts.people'), cell: (shift) => <People shift={shift} /> },
  ];
  const change = (
    <Link to="/on-call" search={{}}>
      {t('shifts.change')}
    </Link>
  );
  return (
    <Section title={t('shifts.roster')} aside={change}>
      <Table
        caption={t('shifts.roster')}
        columns={columns}
        rows={roster}
        rowKey={({ trade, startsAt }) => `${trade} ${startsAt}`}
      />
    </Section>
  );
}

function People({ shift }: { readonly shift: WirePlannedShift }): ReactElement {
  const time = useSiteTime();
  const { t } = useWords();
  const { people, isGap, startsAt, endsAt } = shift;
  const isPart = (one: WirePlannedShift['people'][number]) => one.startsAt !== startsAt || one.endsAt !== endsAt;
  return (
    <span className={css.planned}>
      {people.map((one) => (
        <span key={`${one.person} ${one.startsAt}`}>
          <PersonName>{one.name}</PersonName>
          {one.because !== 'turn' && <span className="quiet"> {t(`duty.because.${one.because}`)}</span>}
          {isPart(one) && (
            <span className="quiet">
              {' '}
              {time.minute(Date.parse(one.startsAt))}–{time.minute(Date.parse(one.endsAt))}
            </span>
          )}
        </span>
      ))}
      {isGap && <strong>! {people.length === 0 ? t('shifts.nobody') : t('shifts.gap')}</strong>}
    </span>
  );
}
