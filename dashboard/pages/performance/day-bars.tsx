import type { ReactElement } from 'react';
import { useSiteTime } from '../../data/hooks/use-site.ts';
import type { WirePerformance } from '../../data/performance-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import css from './performance-page.module.css';

/** A quiet day still has a bar one can see. */
const LEAST_TOP = 10;

/** Alarms day by day; bars begin at zero, the highest is as high as the place. */
export function DayBars({ days }: Pick<WirePerformance, 'days'>): ReactElement {
  const time = useSiteTime();
  const { t } = useWords();
  const top = Math.max(LEAST_TOP, ...days.map(({ alarms }) => alarms));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard
    <section className={css.scroll} tabIndex={0} aria-label={t('performance.byDay')}>
      <ol className={css.days}>
        {days.map(({ at, alarms, floodMs }) => (
          <li key={at}>
            <span className={css.column} data-flood={floodMs > 0} aria-hidden="true">
              <span style={{ height: `${(alarms / top) * 100}%` }} />
            </span>
            <span className={css.number}>{alarms}</span>
            <span className="quiet">{time.day(Date.parse(at))}</span>
            {floodMs > 0 && <span className="quiet">{t('performance.flood')}</span>}
          </li>
        ))}
      </ol>
    </section>
  );
}
