import { type ReactElement, useState } from 'react';
import { useWords } from '../../../i18n/use-words.ts';
import { TextAreaField } from '../../../ui/fields.tsx';
import { FormDialog } from '../../form-dialog/form-dialog.tsx';
import { reasonOf } from '../../form-dialog/read-text.ts';

export interface NoteDialogProps {
  readonly title: string;
  /** What is to be written. */
  readonly label: string;
  readonly submit: string;
  readonly pending: boolean;
  readonly error: Error | null;
  readonly onNote: (note: string) => void;
  readonly onClose: () => void;
}

/** Asks for one text, without which it is not done. */
export function NoteDialog({ label, onNote, ...dialog }: NoteDialogProps): ReactElement {
  const [isWrong, setWrong] = useState(false);
  const { t } = useWords();
  function send(form: FormData): void {
    const note = reasonOf(form, 'note');
    setWrong(note === undefined);
    if (note !== undefined) onNote(note);
  }
  return (
    <FormDialog {...dialog} onSubmit={send}>
      <TextAreaField name="note" label={label} problem={isWrong ? t('deed.reasonNeeded') : undefined} />
    </FormDialog>
  );
}
