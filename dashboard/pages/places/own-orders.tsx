import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useOrders } from '../../data/hooks/queries.ts';
import { useOrderStep } from '../../data/hooks/use-orders.ts';
import { useSession } from '../../data/hooks/use-session.ts';
import type { WireOrder } from '../../data/order-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Refusal } from '../../panels/form-dialog/refusal.tsx';

/** One's own orders on the machine whose code was scanned: who has come for one says so here, and goes on with it. */
export function OwnOrders({ equipment }: { readonly equipment: string }): ReactElement {
  const me = useSession()?.user.username;
  const orders = useOrders('open').data ?? [];
  return (
    <>
      {orders
        .filter((order) => order.equipment === equipment && order.assignee === me)
        .map((order) => (
          <OwnOrder key={order.id} order={order} />
        ))}
    </>
  );
}

function OwnOrder({ order }: { readonly order: WireOrder }): ReactElement {
  const navigate = useNavigate();
  const step = useOrderStep(order);
  const { t, text } = useWords();
  const { id, equipment, steps, title } = order;
  const isToArrive = steps.includes('arrive');
  const goOn = (): void => void navigate({ to: '/work-orders/$id', params: { id: String(id) } });
  const come = (): void => {
    if (!isToArrive) goOn();
    else step.mutate({ step: 'arrive', method: 'scan', scanned: equipment ?? '' }, { onSuccess: goOn });
  };
  return (
    <>
      <Button size="lg" h={60} loading={step.isPending} onClick={come}>
        {isToArrive && `${t('orderStep.arrive')}: `}
        {t('orderName', { id })} {text(title)}
      </Button>
      {step.error && <Refusal error={step.error} />}
    </>
  );
}
