import { type ReactElement, useState } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { FormDialog } from '../../panels/form-dialog/form-dialog.tsx';
import { reasonOf, textOf } from '../../panels/form-dialog/read-text.ts';
import { TextAreaField } from '../../ui/fields.tsx';

export interface AnswerDialogProps {
  readonly pending: boolean;
  readonly error: Error | null;
  readonly onSend: (answer: { readonly result: string; readonly measure: string }) => void;
  readonly onClose: () => void;
}

/** What was answered, and what is done so that it does not come again. */
export function AnswerDialog({ pending, error, onSend, onClose }: AnswerDialogProps): ReactElement {
  const [isWrong, setWrong] = useState(false);
  const { t } = useWords();

  function send(form: FormData): void {
    const result = reasonOf(form, 'result');
    setWrong(result === undefined);
    if (result !== undefined) onSend({ result, measure: textOf(form, 'measure') });
  }

  return (
    <FormDialog
      title={t('complaints.answerTitle')}
      submit={t('complaints.answer')}
      pending={pending}
      error={error}
      onSubmit={send}
      onClose={onClose}
    >
      <TextAreaField
        name="result"
        label={t('complaints.result')}
        problem={isWrong ? t('paper.reasonNeeded') : undefined}
      />
      <TextAreaField name="measure" label={t('complaints.measure')} />
    </FormDialog>
  );
}
