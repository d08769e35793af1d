import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import type { WorkOrderStep } from '../../../gateway/domain/work-order.ts';
import { isStillActive } from '../../data/alarm-store.ts';
import type { WireOrder } from '../../data/api.ts';
import { codeOf } from '../../data/api-error.ts';
import { useTransition } from '../../data/hooks/queries.ts';
import { useAlarm } from '../../data/hooks/use-alarms.ts';
import { useMay } from '../../data/hooks/use-session.ts';
import { useWords } from '../../i18n/use-words.ts';
import css from './order-page.module.css';
import { StepForm } from './step-form.tsx';
import { needOf, planSteps } from './step-plan.ts';

/** The steps this order can take now: one main action, the others beside it; what a step needs is asked in place. */
export function Steps({ order }: { readonly order: WireOrder }): ReactElement {
  const transition = useTransition(order.id);
  const may = useMay('work-order:perform');
  const [asking, setAsking] = useState<WorkOrderStep>();
  const { t } = useWords();
  const alarm = useAlarm(order.alarmId);
  const isAlarmActive = alarm !== undefined && isStillActive(alarm);
  const plan = planSteps(order.steps, order.assignee !== null);
  const code = transition.error ? codeOf(transition.error) : undefined;
  const take = (step: WorkOrderStep): void => {
    if (needOf(step) === 'nothing') transition.mutate({ step });
    else setAsking(step);
  };
  if (!may) return <p className="quiet">{t('orders.noPermission')}</p>;
  return (
    <footer className={css.steps}>
      {code && (
        <p role="alert" className={css.problem}>
          {t(`code.${code}` as 'code.INTERNAL', { defaultValue: code })}
        </p>
      )}
      {asking ? (
        <StepForm
          key={asking}
          step={asking}
          isAlarmActive={isAlarmActive}
          busy={transition.isPending}
          onCancel={() => setAsking(undefined)}
          onSend={(body) => transition.mutate(body, { onSuccess: () => setAsking(undefined) })}
        />
      ) : (
        <>
          {plan.others.length > 0 && (
            <div className={css.others}>
              {plan.others.map((step) => (
                <Button key={step} variant="default" size="md" onClick={() => take(step)}>
                  {t(`orderStep.${step}`)}
                </Button>
              ))}
            </div>
          )}
          {plan.next ? (
            <Button
              className={css.next}
              size="lg"
              h={60}
              loading={transition.isPending}
              onClick={() => plan.next && take(plan.next)}
            >
              {t(`orderStep.${plan.next}`)}
            </Button>
          ) : (
            <p className="quiet">{t('orders.done')}</p>
          )}
        </>
      )}
    </footer>
  );
}
