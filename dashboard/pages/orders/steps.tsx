import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import type { WorkOrderStep } from '../../../gateway/domain/work-order.ts';
import { isStillActive } from '../../data/alarm-store.ts';
import { useAlarm } from '../../data/hooks/use-alarms.ts';
import { useOrderStep } from '../../data/hooks/use-orders.ts';
import { useMay, useSession } from '../../data/hooks/use-session.ts';
import type { WireOrder } from '../../data/order-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Refusal } from '../../panels/form-dialog/refusal.tsx';
import { usePersonName } from '../../panels/live/use-person-name.ts';
import { AddPhoto } from './add-photo.tsx';
import css from './order-page.module.css';
import { StepDialog } from './step-dialog.tsx';
import { isBare, planSteps } from './step-plan.ts';

/** As long as one of these can be taken the work is not done. */
const OF_WORK: ReadonlySet<WorkOrderStep> = new Set(['accept', 'start', 'done', 'resume'] as const);

/** The steps this order can take now: one main action under the thumb, the others beside it. */
export function Steps({ order }: { readonly order: WireOrder }): ReactElement {
  const send = useOrderStep(order);
  const may = useMay('work-order:perform');
  const leads = useMay('work-order:assign');
  const me = useSession()?.user.username;
  const personName = usePersonName();
  const [asking, setAsking] = useState<WorkOrderStep>();
  const { t } = useWords();
  const alarm = useAlarm(order.alarmId);
  const plan = planSteps(order.steps, { isAssigned: order.assignee !== null, isOwn: order.assignee === me, leads });
  const isUnderWay =
    plan.next === undefined && order.assignee !== null && order.steps.some((step) => OF_WORK.has(step));
  const waitsFor =
    isUnderWay && order.assignee !== null
      ? t('orders.waitsFor', { name: personName(order.assignee) })
      : order.state === 'done' && plan.next === undefined
        ? t('orders.waitsVerify')
        : undefined;
  const take = (step: WorkOrderStep): void => {
    if (isBare(step)) send.mutate({ step });
    else setAsking(step);
  };
  if (!may) return <p className="quiet">{t('orders.noPermission')}</p>;
  return (
    <>
      {plan.others.length > 0 && (
        <section className={css.otherSteps} aria-label={t('orders.otherSteps')}>
          {plan.others.map((step) => (
            <Button key={step} variant="default" size="md" onClick={() => take(step)}>
              {t(`orderStep.${step}`)}
            </Button>
          ))}
        </section>
      )}
      <footer className={css.steps}>
        {send.error && <Refusal error={send.error} />}
        {asking && (
          <StepDialog
            key={asking}
            order={order}
            step={asking}
            isAlarmActive={alarm !== undefined && isStillActive(alarm)}
            onClose={() => setAsking(undefined)}
          />
        )}
        <div className={css.others}>
          <Call order={order} />
          {order.steps.includes('attach') && <AddPhoto order={order} />}
        </div>
        <MainStep step={plan.next} isPending={send.isPending} onTake={take} waitsFor={waitsFor} />
      </footer>
    </>
  );
}

/** Whoever reported it, one press away. */
function Call({ order }: { readonly order: WireOrder }): ReactElement | null {
  const { t } = useWords();
  const phone = order.requester?.phone;
  if (!order.requester || !phone) return null;
  return (
    <Button component="a" href={`tel:${phone}`} variant="default" size="md">
      {t('orders.call', { name: order.requester.name })}
    </Button>
  );
}

interface MainStepProps {
  readonly step: WorkOrderStep | undefined;
  /** What is waited for, where this person has nothing to do. */
  readonly waitsFor: string | undefined;
  readonly isPending: boolean;
  readonly onTake: (step: WorkOrderStep) => void;
}

function MainStep({ step, waitsFor, isPending, onTake }: MainStepProps): ReactElement {
  const { t } = useWords();
  if (!step) return <p className="quiet">{waitsFor ?? t('orders.done')}</p>;
  return (
    <Button className={css.next} size="lg" h={60} loading={isPending} onClick={() => onTake(step)}>
      {t(`orderStep.${step}`)}
    </Button>
  );
}
