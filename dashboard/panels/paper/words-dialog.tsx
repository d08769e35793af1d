import { type ReactElement, type ReactNode, useState } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { TextAreaField } from '../../ui/fields.tsx';
import { FormDialog } from '../form-dialog/form-dialog.tsx';
import { textOf } from '../form-dialog/read-text.ts';

/** Fewer letters say nothing. */
const LEAST = 3;

export interface WordsDialogProps {
  readonly title: string;
  readonly submit: string;
  /** Above the field. */
  readonly label: string;
  readonly about?: ReactNode;
  readonly value?: string;
  /** It may stay empty. */
  readonly isOptional?: boolean;
  readonly pending: boolean;
  readonly error: Error | null;
  readonly onSend: (words: string) => void;
  readonly onClose: () => void;
}

/** Asks for a few words before something is done. */
export function WordsDialog(props: WordsDialogProps): ReactElement {
  const { title, submit, label, about, value, isOptional = false, pending, error, onSend, onClose } = props;
  const [isWrong, setWrong] = useState(false);
  const { t } = useWords();
  function send(form: FormData): void {
    const words = textOf(form, 'words');
    const isShort = !isOptional && words.length < LEAST;
    setWrong(isShort);
    if (!isShort) onSend(words);
  }
  return (
    <FormDialog title={title} submit={submit} pending={pending} error={error} onSubmit={send} onClose={onClose}>
      {about && <p>{about}</p>}
      <TextAreaField
        name="words"
        label={label}
        {...(value === undefined ? {} : { value })}
        problem={isWrong ? t('paper.reasonNeeded') : undefined}
      />
    </FormDialog>
  );
}
