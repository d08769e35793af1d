import { type ReactElement, useState } from 'react';
import type { WireAlarm } from '../../../data/alarm-api.ts';
import { useAlarmDeed, useResponseCard } from '../../../data/hooks/use-alarm-work.ts';
import { formatAge } from '../../../format/duration.ts';
import { useWords } from '../../../i18n/use-words.ts';
import { SelectField, TextAreaField } from '../../../ui/fields.tsx';
import { Loading, Notice } from '../../../ui/notice.tsx';
import { FormDialog } from '../../form-dialog/form-dialog.tsx';
import { reasonOf, textOf } from '../../form-dialog/read-text.ts';
import { useAlarmName } from '../use-alarm-name.ts';
import { shelfChoices } from './shelf-choices.ts';

export interface ShelveDialogProps {
  readonly alarm: WireAlarm;
  readonly onClose: () => void;
}

/** Keeps an alarm quiet for a while: for how long, or until it returns, and why. */
export function ShelveDialog({ alarm, onClose }: ShelveDialogProps): ReactElement {
  const deed = useAlarmDeed(alarm.id);
  const rules = useResponseCard(alarm.id).data?.rules;
  const [isWrong, setWrong] = useState(false);
  const nameOf = useAlarmName();
  const { t } = useWords();
  const choices = shelfChoices(rules?.longestShelfMs ?? 0);

  function send(form: FormData): void {
    const reason = reasonOf(form);
    setWrong(reason === undefined);
    if (reason === undefined) return;
    const mode = textOf(form, 'mode') === 'one-shot' ? 'one-shot' : 'timed';
    deed.mutate({ what: 'shelve', mode, forMs: Number(textOf(form, 'for')), reason }, { onSuccess: onClose });
  }

  return (
    <FormDialog
      title={t('deed.shelveTitle', { what: nameOf(alarm) })}
      submit={choices.length > 0 ? t('deed.shelve') : undefined}
      pending={deed.isPending}
      error={deed.error}
      onSubmit={send}
      onClose={onClose}
    >
      {!rules && <Loading label={t('signIn.loading')} rows={2} />}
      {rules && choices.length === 0 && <Notice title={t('deed.notShelvable')} />}
      {choices.length > 0 && <Fields choices={choices} isWrong={isWrong} />}
    </FormDialog>
  );
}

function Fields({
  choices,
  isWrong,
}: {
  readonly choices: readonly number[];
  readonly isWrong: boolean;
}): ReactElement {
  const { t } = useWords();
  const modes = [
    { value: 'timed', label: t('deed.timed') },
    { value: 'one-shot', label: t('deed.oneShot') },
  ];
  return (
    <>
      <p>{t('deed.shelveAbout')}</p>
      <SelectField
        name="for"
        label={t('deed.shelveFor')}
        value={String(choices[0])}
        options={choices.map((ms) => ({ value: String(ms), label: formatAge(ms) }))}
      />
      <SelectField name="mode" label={t('deed.shelveMode')} value="timed" options={modes} />
      <TextAreaField name="reason" label={t('deed.reason')} problem={isWrong ? t('deed.reasonNeeded') : undefined} />
    </>
  );
}
