import type { ReactElement } from 'react';
import type { WireStatus } from '../../data/api.ts';
import { formatNumber, formatQuantity } from '../../format/number.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Section } from '../../ui/section.tsx';
import css from './records-page.module.css';

type Historian = WireStatus['historian'];

const MB = 1e6;

/** What is kept on this machine, and what did not get that far. */
export function StoreSection({ historian }: { readonly historian: Historian }): ReactElement {
  const { t } = useWords();
  const { flow, logBytes, historyBytes, healthy, problem } = historian;
  const figures = [
    { key: 'accepted', value: formatNumber(flow.accepted, 0) },
    { key: 'logged', value: formatNumber(flow.logged, 0) },
    { key: 'waiting', value: formatNumber(flow.waiting, 0) },
    { key: 'dropped', value: formatNumber(lostOf(flow.dropped), 0), notable: lostOf(flow.dropped) > 0 },
    { key: 'logSize', value: formatQuantity(logBytes / MB, 1, 'MB') },
    { key: 'historySize', value: formatQuantity(historyBytes / MB, 1, 'MB') },
  ] as const;
  return (
    <Section title={t('records.store')} aside={healthy ? t('records.healthy') : t('records.unwell')}>
      {problem !== null && (
        <p className={css.problem} role="alert">
          {problem}
        </p>
      )}
      <dl className={css.figures}>
        {figures.map(({ key, value, ...more }) => (
          <div key={key} data-notable={'notable' in more && more.notable}>
            <dt>{t(`records.${key}`)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

/** A second sample of one moment is none that is missing. */
const lostOf = ({ 'same-moment': _repeated, ...lost }: Historian['flow']['dropped']): number =>
  Object.values(lost).reduce((sum, count) => sum + count, 0);
