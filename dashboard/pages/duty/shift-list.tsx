import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useShifts } from '../../data/hooks/use-shifts.ts';
import type { WireShiftLine } from '../../data/shift-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Section } from '../../ui/section.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { ShiftTimes } from './trade-card.tsx';

const SHOWN = 20;

/** The latest shifts with who handed over to whom; each opens its handover. */
export function ShiftList(): ReactElement | null {
  const shifts = useShifts(SHOWN).data ?? [];
  const { t, text } = useWords();
  if (shifts.length === 0) return null;
  const columns: Column<WireShiftLine>[] = [
    {
      key: 'shift',
      title: t('shifts.shift'),
      cell: ({ id, startsAt, endsAt }) => (
        <Link to="/handover/$id" params={{ id: String(id) }}>
          <ShiftTimes startsAt={startsAt} endsAt={endsAt} />
        </Link>
      ),
    },
    { key: 'trade', title: t('shifts.trade'), wide: true, cell: ({ title }) => text(title) },
    { key: 'outgoing', title: t('shifts.outgoing'), cell: ({ outgoing }) => outgoing ?? '—' },
    { key: 'incoming', title: t('shifts.incoming'), cell: ({ incoming }) => incoming ?? '—' },
    { key: 'state', title: t('shifts.state'), cell: (line) => <State line={line} /> },
  ];
  return (
    <Section title={t('shifts.latest')}>
      <Table caption={t('shifts.latest')} columns={columns} rows={shifts} rowKey={({ id }) => id} />
    </Section>
  );
}

function State({ line }: { readonly line: WireShiftLine }): ReactElement {
  const { t } = useWords();
  const { state, isLate, isOverridden } = line;
  const words = [
    `${state === 'missed' ? '! ' : ''}${t(`recordState.${state}`)}`,
    ...(isLate ? [t('shifts.late')] : []),
    ...(isOverridden ? [t('shifts.overridden')] : []),
  ];
  return <>{words.join(' · ')}</>;
}
