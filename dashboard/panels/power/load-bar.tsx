import type { ReactElement } from 'react';
import { useAlarmsOf } from '../../data/hooks/use-alarms.ts';
import { formatQuantity } from '../../format/number.ts';
import { useWords } from '../../i18n/use-words.ts';
import css from './power.module.css';
import { useLoad } from './use-load.ts';

/** The bar ends at 120 % of the limit. */
const BAR_END = 1.2;

/** How near its limit the most loaded phase is, as a bar with the limit marked and as a number. */
export function LoadBar({ equipment }: { readonly equipment: string }): ReactElement | null {
  const load = useLoad(equipment);
  const priority = useAlarmsOf('equipment', equipment)[0]?.priority;
  const { t } = useWords();
  if (!load) return null;
  const { percent, isStale } = load;
  const isOver = percent !== null && percent > 100 && priority !== undefined && !isStale;
  const width = `${Math.min(100, (percent ?? 0) / BAR_END)}%`;
  return (
    <div className={css.load} data-stale={isStale} title={t('power.percentIn')}>
      <span className={css.bar}>
        <span
          className={css.fill}
          style={{ width, ...(isOver ? { background: `var(--${priority.toLowerCase()})` } : {}) }}
        />
        <span className={css.limit} />
      </span>
      <span className={css.percent}>{formatQuantity(percent, 0, '%')}</span>
    </div>
  );
}
