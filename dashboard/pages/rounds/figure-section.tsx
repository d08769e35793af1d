import type { ReactElement } from 'react';
import { useDaysAgo, useRoundFigures } from '../../data/hooks/use-rounds.ts';
import type { RoundFigures } from '../../data/round-api.ts';
import { formatQuantity, MISSING } from '../../format/number.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Loading, Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import { type Column, Table } from '../../ui/table.tsx';

type PlanFigures = RoundFigures['plans'][number];

/** Done, late and missed stops by plan, and the stops nobody has visited. */
export function FigureSection(): ReactElement {
  const [from, to] = [useDaysAgo(6), useDaysAgo(-1)];
  const figures = useRoundFigures(from, to).data;
  const columns = useColumns(figures?.coverageDays ?? 5);
  const { t, text } = useWords();
  if (!figures) return <Loading label={t('signIn.loading')} />;
  if (figures.plans.length === 0) return <Notice title={t('rounds.nonePast')} />;
  const lacking = figures.plans.filter(({ uncovered }) => uncovered.length > 0);
  return (
    <Section title={t('rounds.view.figures')}>
      <p className="quiet">{t('rounds.figuresHint')}</p>
      <Table caption={t('rounds.view.figures')} columns={columns} rows={figures.plans} rowKey={({ plan }) => plan} />
      <ul>
        {lacking.map(({ plan, title, uncovered }) => (
          <li key={plan}>
            {text(title)} · {t('rounds.notVisited', { stops: uncovered.map((stop) => text(stop.title)).join(', ') })}
          </li>
        ))}
      </ul>
    </Section>
  );
}

const percent = (share: number | null): string => (share === null ? MISSING : formatQuantity(share * 100, 0, '%'));

function useColumns(days: number): Column<PlanFigures>[] {
  const { t, text } = useWords();
  return [
    { key: 'plan', title: t('rounds.plan'), cell: ({ title }) => text(title) },
    { key: 'onTime', title: t('rounds.onTime'), number: true, cell: ({ onTime }) => percent(onTime) },
    { key: 'covered', title: t('rounds.covered', { days }), number: true, cell: ({ covered }) => percent(covered) },
    { key: 'stops', title: t('rounds.stops'), number: true, wide: true, cell: ({ stops }) => stops },
    { key: 'done', title: t('rounds.done'), number: true, cell: ({ done }) => done },
    { key: 'late', title: t('rounds.late'), number: true, cell: ({ late }) => late },
    { key: 'missed', title: t('rounds.missed'), number: true, cell: ({ missed }) => missed },
    { key: 'skipped', title: t('rounds.skipped'), number: true, wide: true, cell: ({ skipped }) => skipped },
    { key: 'open', title: t('rounds.open'), number: true, wide: true, cell: ({ open }) => open },
    { key: 'hasty', title: t('rounds.hasty'), number: true, wide: true, cell: ({ hasty }) => hasty },
    { key: 'findings', title: t('rounds.findings'), number: true, cell: ({ findings }) => findings },
  ];
}
