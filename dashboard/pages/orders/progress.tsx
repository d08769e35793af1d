import type { ReactElement } from 'react';
import type { WorkOrderState } from '../../../gateway/domain/work-order.ts';
import { useWords } from '../../i18n/use-words.ts';
import css from './order-page.module.css';

const WAY: readonly WorkOrderState[] = ['open', 'assigned', 'in-progress', 'done', 'closed'];

/** The way of an order with where it stands; on hold it stands at "in progress". */
export function Progress({ state }: { readonly state: WorkOrderState }): ReactElement | null {
  const { t } = useWords();
  if (state === 'cancelled') return null;
  const at = WAY.indexOf(state === 'on-hold' ? 'in-progress' : state);
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
