import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useServices } from '../../data/hooks/services-context.ts';
import { useCell } from '../../data/hooks/use-cell.ts';
import { useUnsent, useUnsentReview } from '../../data/hooks/use-orders.ts';
import { useWords } from '../../i18n/use-words.ts';

/** How much this phone still has to send of orders and of rounds, and what was not taken, each with the way to it; nothing when all is sent. */
export function UnsentCount(): ReactElement | null {
  const { deeds } = useServices();
  const orders = useUnsent().length;
  const onRounds = useCell(deeds.waiting).length;
  const refused = useCell(deeds.refused).length + useUnsentReview().length;
  const { t } = useWords();
  if (orders + onRounds + refused === 0) return null;
  return (
    <p role="status">
      {orders > 0 && (
        <Link to="/work-orders" search={{ view: 'mine' }}>
          <strong>{t('phone.unsentOrders', { count: orders })}</strong>{' '}
        </Link>
      )}
      {onRounds > 0 && (
        <Link to="/rounds" search={{ view: 'now' }}>
          <strong>{t('phone.unsentDeeds', { count: onRounds })}</strong>{' '}
        </Link>
      )}
      {refused > 0 && <strong>! {t('phone.refused', { count: refused })}</strong>}
    </p>
  );
}
