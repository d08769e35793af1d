import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { useServices } from '../../data/hooks/services-context.ts';
import { useUnsent, useUnsentReview } from '../../data/hooks/use-orders.ts';
import { useLink } from '../../data/hooks/use-site.ts';
import { useWords } from '../../i18n/use-words.ts';
import css from './orders-page.module.css';

/** What this device has not sent yet, and what the gateway put aside of what it did; of one order, or of all. */
export function Unsent({ order }: { readonly order?: number }): ReactElement | null {
  const { unsent } = useServices();
  const isOf = (one: { readonly order: number }): boolean => order === undefined || one.order === order;
  const waiting = useUnsent().filter(isOf).length;
  const aside = useUnsentReview().filter(isOf).length;
  const isLive = useLink().state === 'live';
  const { t } = useWords();
  if (waiting === 0 && aside === 0) return null;
  return (
    <div className={css.unsent} role="status">
      {waiting > 0 && (
        <p>
          <strong>{t('orderUnsent.count', { count: waiting })}</strong>{' '}
          <span className="label">{t('orderUnsent.hint')}</span>
        </p>
      )}
      {aside > 0 && <p>{t('orderUnsent.review', { count: aside })}</p>}
      {waiting > 0 && isLive && (
        <Button variant="default" size="sm" onClick={() => void unsent.flush()}>
          {t('orderUnsent.again')}
        </Button>
      )}
    </div>
  );
}
