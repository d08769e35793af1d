import type { ReactElement } from 'react';
import { useServices } from '../data/hooks/services-context.ts';
import { useCell } from '../data/hooks/use-cell.ts';
import { useUnsent } from '../data/hooks/use-orders.ts';
import { useLink, useNow, useSiteTime } from '../data/hooks/use-site.ts';
import { formatAge } from '../format/duration.ts';
import { useWords } from '../i18n/use-words.ts';
import css from './offline-strip.module.css';
import { useDeskWords } from './use-desk-words.ts';

/** While there is no link: as of when everything on the screen is, and how much waits to be sent. */
export function OfflineStrip(): ReactElement | null {
  const { deeds } = useServices();
  const link = useLink();
  const now = useNow();
  const time = useSiteTime();
  const orders = useUnsent().length;
  const onRounds = useCell(deeds.waiting).length;
  const hasWords = useDeskWords();
  const { t } = useWords();
  if (!hasWords) return null;
  const asOf = t('phone.asOf', { at: time.stamp(link.since, now), age: formatAge(now - link.since) });
  return (
    <aside className={css.strip}>
      <span>{asOf}</span>
      {orders > 0 && <b>{t('phone.unsentOrders', { count: orders })}</b>}
      {onRounds > 0 && <b>{t('phone.unsentDeeds', { count: onRounds })}</b>}
    </aside>
  );
}
