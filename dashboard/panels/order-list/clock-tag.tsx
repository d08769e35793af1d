import type { ReactElement } from 'react';
import { useNow } from '../../data/hooks/use-site.ts';
import type { WireOrder } from '../../data/order-api.ts';
import { formatElapsed } from '../../format/duration.ts';
import { type ClockStanding, nextClock } from '../../format/order-clock.ts';
import { useWords } from '../../i18n/use-words.ts';
import css from './clock-tag.module.css';

/** What was promised next and how long it is until then; nothing where nothing is promised or all is over. */
export function ClockTag({ order }: { readonly order: WireOrder }): ReactElement | null {
  const now = useNow();
  const next = order.sla && nextClock(order.sla.clocks, now);
  return next ? <ClockWords standing={next} /> : null;
}

/** One promise in words; what is late stands out by its frame and its word. */
export function ClockWords({ standing }: { readonly standing: ClockStanding }): ReactElement {
  const { t } = useWords();
  const what = t(`orderClock.${standing.name}`);
  return (
    <span className={css.clock} data-standing={standing.standing}>
      {t(`clockStanding.${standing.standing}`, { what, time: formatElapsed(standing.ms) })}
    </span>
  );
}
