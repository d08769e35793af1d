import { type ReactElement, useState } from 'react';
import { useShiftDeed } from '../../data/hooks/use-shifts.ts';
import { usePlant } from '../../data/hooks/use-site.ts';
import type { WireShift } from '../../data/shift-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { FormDialog } from '../../panels/form-dialog/form-dialog.tsx';
import { SelectField, TextField } from '../../ui/fields.tsx';
import { type LeaveField, readLeave } from './read-leave.ts';

export interface LeaveDialogProps {
  readonly shift: WireShift;
  readonly me: string;
  readonly onClose: () => void;
}

/** Asks where to, and which colleague stays and knows. */
export function LeaveDialog({ shift, me, onClose }: LeaveDialogProps): ReactElement {
  const { timeZone } = usePlant().site;
  const deed = useShiftDeed(shift.id, shift.version);
  const [wrong, setWrong] = useState<ReadonlySet<LeaveField>>(new Set());
  const { t } = useWords();
  const others = shift.body.presence.filter(({ person, state }) => person !== me && state === 'here');
  const problem = (field: LeaveField, words: string) => (wrong.has(field) ? words : undefined);

  function send(form: FormData): void {
    const read = readLeave(form, timeZone, others.length > 0);
    setWrong(read.ok ? new Set() : read.wrong);
    if (read.ok) deed.mutate({ what: 'leave', ...read.wish }, { onSuccess: onClose });
  }

  return (
    <FormDialog
      title={t('shifts.leaveTitle')}
      submit={t('shifts.confirm')}
      pending={deed.isPending}
      error={deed.error}
      onSubmit={send}
      onClose={onClose}
    >
      <TextField name="place" label={t('shifts.place')} problem={problem('place', t('shifts.placeNeeded'))} />
      {others.length === 0 && <p>! {t('shifts.noColleague')}</p>}
      {others.length > 0 && (
        <SelectField
          name="agreedBy"
          label={t('shifts.colleague')}
          options={others.map(({ person, name }) => ({ value: person, label: name }))}
          {...(others.length === 1 && others[0] ? { value: others[0].person } : {})}
          problem={problem('agreedBy', t('shifts.colleagueNeeded'))}
        />
      )}
      <TextField name="back" label={t('shifts.backField')} problem={problem('back', t('shifts.timeWrong'))} />
    </FormDialog>
  );
}
