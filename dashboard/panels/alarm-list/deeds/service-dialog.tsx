import { type ReactElement, useState } from 'react';
import type { WireAlarm } from '../../../data/alarm-api.ts';
import { useServices } from '../../../data/hooks/services-context.ts';
import { useAlarmDeed } from '../../../data/hooks/use-alarm-work.ts';
import { useWords } from '../../../i18n/use-words.ts';
import { SelectField, TextAreaField, TextField } from '../../../ui/fields.tsx';
import { FormDialog } from '../../form-dialog/form-dialog.tsx';
import { useAlarmName } from '../use-alarm-name.ts';
import { REVIEW_DAYS, readService, type ServiceField } from './read-service.ts';

export interface ServiceDialogProps {
  readonly alarm: WireAlarm;
  readonly onClose: () => void;
}

/** Takes the condition of an alarm out of service until a review date, or stops judging it; a safety alarm asks for a second person. */
export function ServiceDialog({ alarm, onClose }: ServiceDialogProps): ReactElement {
  const deed = useAlarmDeed(alarm.id);
  const { time } = useServices();
  const [wrong, setWrong] = useState<ReadonlySet<ServiceField>>(new Set());
  const nameOf = useAlarmName();
  const { t } = useWords();
  const needsSecond = alarm.class === 'safety';

  function send(form: FormData): void {
    const read = readService(form, time.nowMs(), needsSecond);
    setWrong(read.ok ? new Set() : read.wrong);
    if (read.ok) deed.mutate(read.deed, { onSuccess: onClose });
  }

  return (
    <FormDialog
      title={t('deed.serviceTitle', { what: nameOf(alarm) })}
      submit={t('deed.takeAway')}
      pending={deed.isPending}
      error={deed.error}
      onSubmit={send}
      onClose={onClose}
    >
      <p>{t('deed.serviceAbout')}</p>
      <Ways />
      <TextAreaField
        name="reason"
        label={t('deed.reason')}
        problem={wrong.has('reason') ? t('deed.reasonNeeded') : undefined}
      />
      {needsSecond && <SecondPerson isMissing={wrong.has('second')} />}
    </FormDialog>
  );
}

function Ways(): ReactElement {
  const { t } = useWords();
  const ways = [
    { value: 'away', label: t('deed.outOfService') },
    { value: 'disable', label: t('deed.disable') },
  ];
  const days = REVIEW_DAYS.map((count) => ({ value: String(count), label: t('deed.days', { count }) }));
  return (
    <>
      <SelectField name="how" label={t('deed.how')} value="away" options={ways} />
      <SelectField name="days" label={t('deed.review')} value={String(REVIEW_DAYS[2])} options={days} />
    </>
  );
}

/** Another person than who is signed in, at this very desk. */
function SecondPerson({ isMissing }: { readonly isMissing: boolean }): ReactElement {
  const { t } = useWords();
  return (
    <>
      <TextField name="second" label={t('deed.second')} problem={isMissing ? t('deed.secondNeeded') : undefined} />
      <TextField name="secondPassword" label={t('deed.secondPassword')} secret="new" />
    </>
  );
}
