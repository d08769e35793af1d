import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useUnsent } from '../../data/hooks/use-orders.ts';
import { useWords } from '../../i18n/use-words.ts';

/** How much this phone still has to send, and the way to it; nothing when all is sent. */
export function UnsentCount(): ReactElement | null {
  const waiting = useUnsent().length;
  const { t } = useWords();
  if (waiting === 0) return null;
  return (
    <p role="status">
      <Link to="/work-orders" search={{ view: 'mine' }}>
        <strong>{t('orderUnsent.count', { count: waiting })}</strong>
      </Link>
    </p>
  );
}
