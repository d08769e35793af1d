import { type ReactElement, useState } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { FormDialog } from '../../panels/form-dialog/form-dialog.tsx';
import { reasonOf, textOf } from '../../panels/form-dialog/read-text.ts';
import { SelectField, TextAreaField } from '../../ui/fields.tsx';

export interface ChoiceDialogProps<Choice extends string> {
  readonly title: string;
  readonly submit: string;
  readonly label: string;
  readonly choices: readonly (readonly [Choice, string])[];
  /** Words may be left out. */
  readonly isOptional?: boolean;
  readonly pending: boolean;
  readonly error: Error | null;
  readonly onSend: (choice: Choice, words: string) => void;
  readonly onClose: () => void;
}

/** Asks for one of a few, and why. */
export function ChoiceDialog<Choice extends string>(props: ChoiceDialogProps<Choice>): ReactElement {
  const { title, submit, label, choices, isOptional = false, pending, error, onSend, onClose } = props;
  const [wrong, setWrong] = useState<'choice' | 'words'>();
  const { t } = useWords();

  function send(form: FormData): void {
    const choice = choices.find(([one]) => one === textOf(form, 'choice'))?.[0];
    const words = isOptional ? textOf(form, 'words') : reasonOf(form, 'words');
    setWrong(choice === undefined ? 'choice' : words === undefined ? 'words' : undefined);
    if (choice !== undefined && words !== undefined) onSend(choice, words);
  }

  return (
    <FormDialog title={title} submit={submit} pending={pending} error={error} onSubmit={send} onClose={onClose}>
      <SelectField
        name="choice"
        label={label}
        options={choices.map(([value, name]) => ({ value, label: name }))}
        problem={wrong === 'choice' ? t('complaints.needed') : undefined}
      />
      <TextAreaField
        name="words"
        label={t(isOptional ? 'paper.words' : 'paper.reason')}
        problem={wrong === 'words' ? t('paper.reasonNeeded') : undefined}
      />
    </FormDialog>
  );
}
