import type { ReactElement } from 'react';
import type { WireMeasure, WirePerformance } from '../../data/performance-api.ts';
import { MISSING } from '../../format/number.ts';
import { useWords, type Words } from '../../i18n/use-words.ts';
import { Section } from '../../ui/section.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { MEASURES, type MeasureName, measureText } from './measure-text.ts';
import css from './performance-page.module.css';

interface Row {
  readonly name: MeasureName;
  readonly measure: WireMeasure;
}

const NAMES = Object.keys(MEASURES) as MeasureName[];

/** Every figure beside its target and the limit from which on something is to be done. */
export function MeasureSection({ performance }: { readonly performance: WirePerformance }): ReactElement {
  const words = useWords();
  const title = words.t('performance.figures');
  const rows = NAMES.map((name) => ({ name, measure: performance[name] }));
  return (
    <Section title={title}>
      <Table caption={title} columns={columnsOf(words)} rows={rows} rowKey={({ name }) => name} />
    </Section>
  );
}

function columnsOf({ t }: Words): Column<Row>[] {
  return [
    {
      key: 'name',
      title: t('performance.figure'),
      cell: ({ name }) => <span className={css.words}>{t(`performance.measure.${name}`)}</span>,
    },
    {
      ...{ key: 'value', title: t('performance.value'), number: true },
      cell: ({ name, measure }) => <b>{measureText(measure.value, MEASURES[name])}</b>,
    },
    {
      ...{ key: 'target', title: t('performance.target'), number: true },
      cell: ({ name, measure: { target } }) => {
        const value = measureText(target, MEASURES[name]);
        return target === 0 ? value : t('performance.atMost', { value });
      },
    },
    {
      ...{ key: 'limit', title: t('performance.limit'), number: true, wide: true },
      cell: ({ name, measure }) => (measure.limit === null ? MISSING : measureText(measure.limit, MEASURES[name])),
    },
    { key: 'verdict', title: t('performance.verdict'), cell: ({ measure }) => <Verdict verdict={measure.verdict} /> },
  ];
}

/** A word and a mark, never a colour: these are not alarms. */
function Verdict({ verdict }: Pick<WireMeasure, 'verdict'>): ReactElement {
  const { t } = useWords();
  return (
    <span className={css.verdict} data-verdict={verdict}>
      {t(`performance.verdicts.${verdict}`)}
    </span>
  );
}
