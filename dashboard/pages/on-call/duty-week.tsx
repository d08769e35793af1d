import type { ReactElement } from 'react';
import { useDutyPlan } from '../../data/hooks/use-duty.ts';
import { useSiteTime } from '../../data/hooks/use-site.ts';
import type { WireDutyPlan } from '../../data/on-call-api.ts';
import type { SiteDay } from '../../format/site-days.ts';
import type { SiteTime } from '../../format/site-time.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Loading } from '../../ui/notice.tsx';
import { PersonName } from '../../ui/person-name.tsx';
import { Section } from '../../ui/section.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import css from './on-call-page.module.css';
import { type CellTurn, weekCells } from './week-cells.ts';

type Rotation = WireDutyPlan['rotations'][number];

export interface DutyWeekProps {
  readonly days: readonly SiteDay[];
}

/** The duty day by day, with changes of it in place. */
export function DutyWeek({ days }: DutyWeekProps): ReactElement {
  const plan = useDutyPlan(days[0]?.startMs ?? 0, days.at(-1)?.endMs ?? 0);
  const time = useSiteTime();
  const { t, text } = useWords();
  if (!plan.data) return <Loading label={t('signIn.loading')} rows={4} />;
  const { rotations, turns } = plan.data;
  const columns: Column<Rotation>[] = [
    { key: 'rotation', title: t('duty.rotation'), cell: ({ title }) => text(title) },
    ...days.map((day, i) => ({
      key: day.date,
      title: t('duty.day', { weekday: t(`weekday.${weekdayOf(day)}`), date: time.day(day.startMs) }),
      cell: ({ id }: Rotation) => <Cell cell={weekCells(turns, id, days)[i] ?? []} day={day} time={time} />,
    })),
  ];
  return (
    <Section title={t('duty.week')}>
      <Table caption={t('duty.week')} columns={columns} rows={rotations} rowKey={({ id }) => id} />
    </Section>
  );
}

interface CellProps {
  readonly cell: readonly CellTurn[];
  readonly day: SiteDay;
  readonly time: SiteTime;
}

function Cell({ cell, day, time }: CellProps): ReactElement {
  const { t } = useWords();
  if (cell.length === 0) return <span className={css.gap}>! {t('duty.nobody')}</span>;
  return (
    <>
      {cell.map(({ turn, fromMs, toMs }) => (
        <span key={`${turn.person} ${fromMs}`} className={css.turn}>
          <PersonName>{turn.name}</PersonName>{' '}
          <span className="quiet">
            {time.minute(fromMs)}–{toMs === day.endMs ? '24:00' : time.minute(toMs)}
            {turn.because !== 'turn' && ` · ${t(`duty.because.${turn.because}`)}`}
          </span>
        </span>
      ))}
    </>
  );
}

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;

const weekdayOf = ({ date }: SiteDay) => WEEKDAYS[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? 'monday';
