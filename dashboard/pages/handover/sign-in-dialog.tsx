import { type ReactElement, useState } from 'react';
import type { HandoverBlock } from '../../../gateway/domain/duty/shifts/shift.ts';
import { useMay } from '../../data/hooks/use-session.ts';
import { useShiftDeed } from '../../data/hooks/use-shifts.ts';
import type { WireShift } from '../../data/shift-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { FormDialog } from '../../panels/form-dialog/form-dialog.tsx';
import { SelectField, TextAreaField } from '../../ui/fields.tsx';
import { readTakeOver, type TakeOverField } from './read-take-over.ts';

export interface SignInDialogProps {
  readonly shift: WireShift;
  readonly blocks: readonly HandoverBlock[];
  readonly onClose: () => void;
}

/** Asks the relief what it has seen; against a block only who may, with a reason. */
export function SignInDialog({ shift, blocks, onClose }: SignInDialogProps): ReactElement {
  const deed = useShiftDeed(shift.id, shift.version);
  const mayOverride = useMay('record:review');
  const [wrong, setWrong] = useState<ReadonlySet<TakeOverField>>(new Set());
  const { t } = useWords();
  const isBlocked = blocks.length > 0;
  const canSend = !isBlocked || mayOverride;
  const answers = [
    { value: 'yes', label: t('handover.walkedYes') },
    { value: 'no', label: t('handover.walkedNo') },
  ];

  function send(form: FormData): void {
    const read = readTakeOver(form, isBlocked);
    setWrong(read.ok ? new Set() : read.wrong);
    if (read.ok) deed.mutate({ what: 'sign-in', ...read.wish }, { onSuccess: onClose });
  }

  return (
    <FormDialog
      title={t('handover.signInTitle')}
      submit={canSend ? t('handover.signInTitle') : undefined}
      pending={deed.isPending}
      error={deed.error}
      onSubmit={send}
      onClose={onClose}
    >
      {isBlocked && (
        <p>
          <strong>! {t('handover.blocked')}</strong>: {blocks.map((block) => t(`handover.block.${block}`)).join(', ')}
        </p>
      )}
      {isBlocked && !mayOverride && <p>{t('handover.overrideOnly')}</p>}
      <SelectField name="walked" label={t('handover.walked')} options={answers} value="yes" />
      <TextAreaField
        name="found"
        label={t('handover.found')}
        problem={wrong.has('found') ? t('handover.foundNeeded') : undefined}
      />
      {isBlocked && mayOverride && (
        <TextAreaField
          name="override"
          label={t('handover.override')}
          problem={wrong.has('override') ? t('handover.overrideNeeded') : undefined}
        />
      )}
    </FormDialog>
  );
}
