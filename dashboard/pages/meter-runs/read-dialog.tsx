import { type ReactElement, useState } from 'react';
import { useDeed } from '../../data/hooks/use-rounds.ts';
import type { RunLine } from '../../data/meter-run-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { FormDialog } from '../../panels/form-dialog/form-dialog.tsx';
import { reasonOf, textOf } from '../../panels/form-dialog/read-text.ts';
import { TextAreaField, TextField } from '../../ui/fields.tsx';
import { PhotoField } from '../rounds/check-row.tsx';
import { NoteDialog } from '../rounds/note-dialog.tsx';
import { numberOf } from '../rounds/read-answers.ts';

export interface MeterDialogProps {
  readonly run: number;
  readonly line: RunLine;
  readonly onClose: () => void;
}

/** What stands on the meter, with a photo of it; or, of an estimate, a value with its reason. */
export function ReadDialog(props: MeterDialogProps & { readonly isEstimate?: boolean }): ReactElement {
  const { run, line, isEstimate = false, onClose } = props;
  const deed = useDeed('meter-runs', run);
  const [photo, setPhoto] = useState<string | null>(null);
  const [wrong, setWrong] = useState<ReadonlySet<'value' | 'reason'>>(new Set());
  const { t, text } = useWords();
  const what = text(line.title);

  function send(form: FormData): void {
    const value = numberOf(textOf(form, 'value'));
    const reason = reasonOf(form);
    const isUnsaid = reason === undefined && (isEstimate || photo === null);
    const problems: ('value' | 'reason')[] = [...(value === undefined || value < 0 ? (['value'] as const) : [])];
    if (isUnsaid) problems.push('reason');
    setWrong(new Set(problems));
    if (value === undefined || problems.length > 0) return;
    const body = isEstimate
      ? { meter: line.meter, value, reason: reason ?? '' }
      : { meter: line.meter, value, photo, note: reason ?? null };
    deed.mutate({ deed: isEstimate ? 'estimate' : 'read', body }, { onSuccess: onClose });
  }

  return (
    <FormDialog
      title={t(isEstimate ? 'meterRuns.estimateTitle' : 'meterRuns.enterTitle', { what })}
      submit={t('meterRuns.save')}
      pending={deed.isPending}
      error={deed.error}
      onSubmit={send}
      onClose={onClose}
    >
      <p className="quiet">
        {line.serial} {t('meterRuns.enterHint')}
      </p>
      <TextField
        name="value"
        label={t('meterRuns.now')}
        unit={line.unit}
        problem={wrong.has('value') ? t('meterRuns.valueNeeded') : undefined}
      />
      {!isEstimate && <PhotoField photo={photo} onPhoto={setPhoto} />}
      <TextAreaField
        name="reason"
        label={t(isEstimate ? 'deed.reason' : 'rounds.note')}
        problem={wrong.has('reason') ? t(isEstimate ? 'deed.reasonNeeded' : 'meterRuns.photoNeeded') : undefined}
      />
    </FormDialog>
  );
}

/** Why a use is odd, or why nothing could be read. */
export function ExplainDialog({ run, line, onClose }: MeterDialogProps): ReactElement {
  const deed = useDeed('meter-runs', run);
  const { t, text } = useWords();
  return (
    <NoteDialog
      title={t('meterRuns.explainTitle', { what: text(line.title) })}
      submit={t('meterRuns.save')}
      label={t('deed.reason')}
      deed={deed}
      request={(reason) => ({ deed: 'explain', body: { meter: line.meter, reason } })}
      onClose={onClose}
    />
  );
}
