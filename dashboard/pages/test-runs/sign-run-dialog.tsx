import { type ReactElement, useState } from 'react';
import type { RunSignatureWish, WireTestRun } from '../../data/test-run-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { FormDialog } from '../../panels/form-dialog/form-dialog.tsx';
import { textOf } from '../../panels/form-dialog/read-text.ts';
import { SelectField, TextAreaField } from '../../ui/fields.tsx';

const CHECKS = ['oil', 'coolant', 'leaks', 'noise', 'smoke', 'auto'] as const;
const MARKS = ['normal', 'abnormal', 'none'] as const;
const RESULTS = ['pass', 'remarks', 'fail'] as const;
const KINDS = ['no-load', 'load', 'outage', 'unknown'] as const;

export interface SignRunDialogProps {
  readonly run: NonNullable<WireTestRun['run']>;
  readonly pending: boolean;
  readonly error: Error | null;
  readonly onSend: (wish: RunSignatureWish) => void;
  readonly onClose: () => void;
}

/** What a person adds to a run: what was looked at, how it went. */
export function SignRunDialog({ run, pending, error, onSend, onClose }: SignRunDialogProps): ReactElement {
  const [isWrong, setWrong] = useState(false);
  const { t } = useWords();

  function send(form: FormData): void {
    const result = RESULTS.find((one) => one === textOf(form, 'result')) ?? 'pass';
    const note = textOf(form, 'note');
    const isMissing = result !== 'pass' && note === '';
    setWrong(isMissing);
    if (isMissing) return;
    const marks = CHECKS.map((check) => [check, MARKS.find((one) => one === textOf(form, check)) ?? 'none'] as const);
    const kind = KINDS.find((one) => one === textOf(form, 'kind')) ?? run.kind;
    onSend({ result, note, checks: Object.fromEntries(marks), ...(kind === run.kind ? {} : { kind }) });
  }

  return (
    <FormDialog
      title={t('testRuns.signTitle')}
      submit={t('testRuns.sign')}
      pending={pending}
      error={error}
      onSubmit={send}
      onClose={onClose}
    >
      <SelectField
        name="kind"
        label={t('paper.what')}
        value={run.kind}
        options={KINDS.map((kind) => ({ value: kind, label: t(`testRuns.kind.${kind}`) }))}
      />
      {CHECKS.map((check) => (
        <SelectField
          key={check}
          name={check}
          label={t(`testRuns.check.${check}`)}
          value="none"
          options={MARKS.map((mark) => ({ value: mark, label: t(`testRuns.mark.${mark}`) }))}
        />
      ))}
      <SelectField
        name="result"
        label={t('testRuns.result')}
        value="pass"
        options={RESULTS.map((result) => ({ value: result, label: t(`testRuns.resultOf.${result}`) }))}
      />
      <TextAreaField name="note" label={t('paper.note')} problem={isWrong ? t('paper.wordsNeeded') : undefined} />
    </FormDialog>
  );
}
