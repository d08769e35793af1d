import { type ReactElement, useState } from 'react';
import { useShiftDeed } from '../../data/hooks/use-shifts.ts';
import { useWords } from '../../i18n/use-words.ts';
import { FormDialog } from '../../panels/form-dialog/form-dialog.tsx';
import { SelectField, TextAreaField, TextField } from '../../ui/fields.tsx';
import type { HandPartProps } from './hand-props.ts';
import { HAND_CHECKS, readHand } from './read-hand.ts';

export interface WriteDialogProps extends HandPartProps {
  readonly onClose: () => void;
}

/** Asks for what only people know; what is there already stands in the fields. */
export function WriteDialog({ shift, handover, onClose }: WriteDialogProps): ReactElement {
  const deed = useShiftDeed(shift.id, shift.version);
  const [wrong, setWrong] = useState<ReadonlySet<string>>(new Set());
  const { t } = useWords();
  const { hand } = handover;
  const choices = (['ok', 'bad'] as const).map((value) => ({ value, label: t(`handover.${value}`) }));

  function send(form: FormData): void {
    const read = readHand(form);
    setWrong(read.ok ? new Set() : read.wrong);
    if (read.ok) deed.mutate({ what: 'handover', ...read.wish }, { onSuccess: onClose });
  }

  return (
    <FormDialog
      title={t('handover.writeTitle')}
      submit={t('handover.save')}
      pending={deed.isPending}
      error={deed.error}
      onSubmit={send}
      onClose={onClose}
    >
      {HAND_CHECKS.map((name) => (
        <div key={name}>
          <SelectField
            name={name}
            label={t(`handover.${name}`)}
            options={choices}
            {...(hand.checks[name].result ? { value: hand.checks[name].result } : {})}
          />
          <TextField
            name={`${name}-remark`}
            label={t('handover.remark')}
            value={hand.checks[name].remark ?? ''}
            problem={wrong.has(name) ? t('handover.remarkNeeded') : undefined}
          />
        </div>
      ))}
      <TextAreaField name="permits" label={t('handover.permits')} value={hand.permits} />
      <TextAreaField name="instructions" label={t('handover.instructions')} value={hand.instructions} />
      <TextAreaField name="note" label={t('handover.note')} value={hand.note} />
      <TextField name="switching" label={t('handover.switching')} value={hand.switching} />
    </FormDialog>
  );
}
