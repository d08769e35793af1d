import { getRouteApi } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { codeOf } from '../../data/api-error.ts';
import { useOrder } from '../../data/hooks/queries.ts';
import { usePreview } from '../../data/hooks/use-orders.ts';
import type { WireOrder } from '../../data/order-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Loading, Notice } from '../../ui/notice.tsx';
import { CallBackSection } from './call-back-section.tsx';
import { ChecklistSection } from './checklist-section.tsx';
import { FilesSection } from './files-section.tsx';
import { LogSection } from './log-section.tsx';
import { OrderHead } from './order-head.tsx';
import css from './order-page.module.css';
import { OrderPaper } from './order-paper.tsx';
import { ReadingsSection } from './readings-section.tsx';
import { Steps } from './steps.tsx';
import { TaskSection } from './task-section.tsx';
import { Unsent } from './unsent.tsx';
import { WorkSection } from './work-section.tsx';

const route = getRouteApi('/work-orders/$id');

/** One work order: where does it stand, what is missing to close it. Reading on top, the next step under the thumb. */
export function OrderPage(): ReactElement {
  const id = Number(route.useParams().id);
  const order = useOrder(id);
  const { t } = useWords();
  if (order.error && !order.data) {
    const code = codeOf(order.error);
    return (
      <Notice
        title={code === 'WORK_ORDER_NOT_FOUND' ? t('orders.unknown') : t('error.title')}
        code={t('error.code', { code })}
        retry={{ label: t('error.retry'), act: () => void order.refetch() }}
      />
    );
  }
  if (!order.data) return <Loading label={t('signIn.loading')} />;
  return (
    <>
      <Order known={order.data} />
      <OrderPaper order={order.data} />
    </>
  );
}

function Order({ known }: { readonly known: WireOrder }): ReactElement {
  const { order } = usePreview(known);
  return (
    <div className={css.page}>
      <OrderHead order={order} />
      <Unsent order={order.id} />
      <div className={css.body}>
        <div className={css.side}>
          <TaskSection order={order} />
          <ChecklistSection order={order} />
          <WorkSection order={order} />
        </div>
        <div className={css.side}>
          <ReadingsSection order={order} />
          <FilesSection order={order} />
          <CallBackSection order={order} />
          <LogSection order={order} />
        </div>
      </div>
      <Steps order={order} />
    </div>
  );
}
