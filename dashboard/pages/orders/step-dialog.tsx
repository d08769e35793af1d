import { type ReactElement, useState } from 'react';
import type { WorkOrderStep } from '../../../gateway/domain/work-order.ts';
import { useServices } from '../../data/hooks/services-context.ts';
import { useOrderSettings, useOrderStep } from '../../data/hooks/use-orders.ts';
import { usePlant } from '../../data/hooks/use-site.ts';
import type { WireOrder } from '../../data/order-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { FormDialog } from '../../panels/form-dialog/form-dialog.tsx';
import { readStep } from './read-step.ts';
import { StepFields } from './step-fields.tsx';

export interface StepDialogProps {
  readonly order: WireOrder;
  readonly step: WorkOrderStep;
  /** The alarm behind the order still stands. */
  readonly isAlarmActive: boolean;
  readonly onClose: () => void;
}

/** Asks what a step needs. Stays when it was refused; without a link the step is kept on the device. */
export function StepDialog({ order, step, isAlarmActive, onClose }: StepDialogProps): ReactElement {
  const send = useOrderStep(order);
  const settings = useOrderSettings().data;
  const { timeZone, id: site } = usePlant().site;
  const { time } = useServices();
  const [wrong, setWrong] = useState<ReadonlySet<string>>(new Set());
  const { t } = useWords();
  const isCallBackOpen = order.callBack !== null && order.callBack.answeredAt === null;
  const needsCodes = settings?.codesFor.includes(order.kind) === true && order.codes === null;

  function submit(form: FormData): void {
    const setting = { timeZone, site, now: time.nowMs(), isAlarmActive, needsCodes, isCallBackOpen };
    const read = readStep(step, form, setting);
    setWrong(read.ok ? new Set() : read.wrong);
    if (read.ok) send.mutate(read.body, { onSuccess: onClose });
  }

  return (
    <FormDialog
      title={`${t('orderName', { id: order.id })} · ${t(`orderStep.${step}`)}`}
      submit={t(`orderStep.${step}`)}
      pending={send.isPending}
      error={send.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <StepFields order={order} step={step} wrong={wrong} isAlarmActive={isAlarmActive} settings={settings} />
    </FormDialog>
  );
}
