import { type ReactElement, useState } from 'react';
import { fileUrl } from '../../data/file-api.ts';
import { useDeed } from '../../data/hooks/use-rounds.ts';
import { formatQuantity } from '../../format/number.ts';
import { useWords } from '../../i18n/use-words.ts';
import { FormDialog } from '../../panels/form-dialog/form-dialog.tsx';
import { reasonOf, textOf } from '../../panels/form-dialog/read-text.ts';
import { usePersonName } from '../../panels/live/use-person-name.ts';
import { SelectField, TextAreaField } from '../../ui/fields.tsx';
import type { MeterDialogProps } from './read-dialog.tsx';

/** Second person: confirms or refuses what another has read or explained, with the photo in sight. */
export function CheckDialog({ run, line, onClose }: MeterDialogProps): ReactElement {
  const deed = useDeed('meter-runs', run);
  const [isShort, setShort] = useState(false);
  const personName = usePersonName();
  const { t, text } = useWords();
  const by = line.hand?.by ?? line.estimate?.by ?? line.reasonBy;
  function send(form: FormData): void {
    const result = textOf(form, 'result') === 'bad' ? 'bad' : 'ok';
    const note = reasonOf(form);
    setShort(result === 'bad' && note === undefined);
    if (result === 'bad' && note === undefined) return;
    deed.mutate({ deed: 'check', body: { meter: line.meter, result, note: note ?? '' } }, { onSuccess: onClose });
  }
  return (
    <FormDialog
      title={t('meterRuns.checkTitle', { what: text(line.title) })}
      submit={t('meterRuns.save')}
      pending={deed.isPending}
      error={deed.error}
      onSubmit={send}
      onClose={onClose}
    >
      {by && <p>{t('meterRuns.checkAbout', { name: personName(by) })}</p>}
      <p>
        {t('meterRuns.now')} <strong>{formatQuantity(line.reading, line.decimals, line.unit)}</strong> ·{' '}
        {t('meterRuns.use')} {formatQuantity(line.use, line.decimals, line.unit)}
      </p>
      {line.hand?.photo && <img src={fileUrl(line.hand.photo)} alt={t('rounds.photo')} width="100%" />}
      <SelectField
        name="result"
        label={t('meterRuns.checkField')}
        value="ok"
        options={[
          { value: 'ok', label: t('meterRuns.checkOk') },
          { value: 'bad', label: t('meterRuns.checkBad') },
        ]}
      />
      <TextAreaField name="reason" label={t('rounds.note')} problem={isShort ? t('rounds.remarkNeeded') : undefined} />
    </FormDialog>
  );
}
