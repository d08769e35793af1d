import type { ReactElement } from 'react';
import type { WorkOrderState } from '../../../gateway/domain/work-order.ts';
import { useWords } from '../../i18n/use-words.ts';
import css from './order-page.module.css';

const WAY: readonly WorkOrderState[] = ['open', 'assigned', 'accepted', 'in-progress', 'done', 'verified', 'closed'];

/** Where an order that is not on the way itself stands on it. */
const STANDS_AT: Partial<Record<WorkOrderState, WorkOrderState>> = { 'on-hold': 'in-progress', draft: 'open' };

/** The way of an order with where it stands; on hold it stands at "in progress". Nothing for what was given up. */
export function Progress({ state }: { readonly state: WorkOrderState }): ReactElement | null {
  const { t } = useWords();
  const at = WAY.indexOf(STANDS_AT[state] ?? state);
  if (at < 0) return null;
  return (
    <ol className={css.progress} aria-label={t('orders.progress')}>
      {WAY.map((step, i) => (
        <li key={step} data-done={i < at} aria-current={i === at ? 'step' : undefined}>
          <span aria-hidden="true">{i < at ? '✓' : i === at ? '●' : '○'}</span>{' '}
          {t(`orderState.${i === at ? state : step}`)}
        </li>
      ))}
    </ol>
  );
}
