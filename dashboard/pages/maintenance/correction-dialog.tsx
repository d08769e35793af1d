import type { ReactElement } from 'react';
import { useTaskDeed } from '../../data/hooks/use-maintenance.ts';
import type { WireTask } from '../../data/maintenance-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { AskDialog } from '../../panels/form-dialog/ask-dialog.tsx';
import type { Asked, AskedValues } from '../../panels/form-dialog/read-asked.ts';

interface CorrectionDialogProps {
  readonly task: WireTask;
  readonly item: WireTask['body']['items'][number];
  readonly onClose: () => void;
}

const RESULTS = ['ok', 'fault', 'none'] as const;

/** Another answer to an item, with the reason; what stood there stays to be seen. */
export function CorrectionDialog({ task, item, onClose }: CorrectionDialogProps): ReactElement {
  const deed = useTaskDeed(task);
  const { t, text } = useWords();
  const asked: Asked[] = [
    {
      ...{ name: 'result', label: t('upkeep.result'), kind: 'choice', isNeeded: true },
      options: RESULTS.map((value) => ({ value, label: t(`upkeep.resultOf.${value}`) })),
    },
    ...(item.kind === 'measure'
      ? [{ name: 'value', label: t('upkeep.value'), kind: 'number' as const, isNeeded: false, unit: item.unit }]
      : []),
    { name: 'note', label: t('upkeep.note'), kind: 'line', isNeeded: false },
    { name: 'reason', label: t('deed.reason'), kind: 'text', isNeeded: true },
  ];
  function send(values: AskedValues): void {
    const answer = {
      item: item.id,
      result: RESULTS.find((one) => one === values.text('result')) ?? 'fault',
      value: values.numberOrNull('value'),
      note: values.textOrNull('note'),
      reason: values.text('reason'),
    };
    deed.mutate({ kind: 'step', deed: { step: 'fill', answers: [answer] } }, { onSuccess: onClose });
  }
  return (
    <AskDialog
      title={t('upkeep.correction')}
      asked={asked}
      pending={deed.isPending}
      error={deed.error}
      onSend={send}
      onClose={onClose}
    >
      <p>{text(item.title)}</p>
    </AskDialog>
  );
}
