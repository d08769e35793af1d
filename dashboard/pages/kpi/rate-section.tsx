import type { ReactElement } from 'react';
import { RATE_FORMULAS, RATE_NAMES } from '../../../gateway/domain/duty/kpi/kpi-names.ts';
import type { WireBoard } from '../../data/maintenance-api.ts';
import { MISSING } from '../../format/number.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Section } from '../../ui/section.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import css from './kpi-page.module.css';

type Rate = WireBoard['rates'][number];

interface RateSectionProps {
  readonly board: WireBoard;
  /** The month before, once it is known. */
  readonly before: WireBoard | undefined;
}

/** Every rate beside what was counted, that of the month before, its target, and the formula. A word and a mark, never a colour: these are no alarms. */
export function RateSection({ board, before }: RateSectionProps): ReactElement {
  const { t, text } = useWords();
  const title = t('kpi.rates');
  const columns: Column<Rate>[] = [
    {
      key: 'name',
      title: t('kpi.rate'),
      cell: ({ name }) => <span className={css.words}>{text(RATE_NAMES[name])}</span>,
    },
    {
      ...{ key: 'percent', title: '%', number: true },
      cell: ({ percent }) => <b>{percent === null ? MISSING : percent.toFixed(1)}</b>,
    },
    {
      ...{ key: 'before', title: t('kpi.formerMonth'), number: true, wide: true },
      cell: ({ name }) => before?.rates.find((rate) => rate.name === name)?.percent?.toFixed(1) ?? MISSING,
    },
    { key: 'counts', title: t('kpi.counts'), number: true, cell: ({ count, of }) => `${count} / ${of}` },
    {
      ...{ key: 'target', title: t('kpi.target'), number: true, wide: true },
      cell: ({ target, side }) => `${side === 'least' ? '≥' : '≤'} ${target} %`,
    },
    {
      key: 'verdict',
      title: t('upkeep.state'),
      cell: ({ verdict }) => (
        <span className={css.verdict} data-verdict={verdict}>
          {t(`kpi.verdict.${verdict}`)}
        </span>
      ),
    },
    {
      ...{ key: 'formula', title: t('kpi.formula'), wide: true },
      cell: ({ name }) => <span className={`${css.words} ${css.small}`}>{text(RATE_FORMULAS[name])}</span>,
    },
  ];
  return (
    <Section title={title}>
      <Table caption={title} columns={columns} rows={board.rates} rowKey={({ name }) => name} />
    </Section>
  );
}
