import type { UseMutationResult } from '@tanstack/react-query';
import { type ReactElement, type ReactNode, useState } from 'react';
import type { DeedRequest } from '../../data/hooks/use-rounds.ts';
import { useWords } from '../../i18n/use-words.ts';
import { FormDialog } from '../../panels/form-dialog/form-dialog.tsx';
import { reasonOf, textOf } from '../../panels/form-dialog/read-text.ts';
import { TextAreaField } from '../../ui/fields.tsx';

export interface NoteDialogProps {
  readonly title: string;
  readonly submit: string;
  readonly label: string;
  readonly deed: UseMutationResult<'done' | 'kept', Error, DeedRequest>;
  readonly request: (note: string) => DeedRequest;
  /** Nothing may be said as well: a signature. */
  readonly isOptional?: boolean;
  readonly children?: ReactNode;
  readonly onClose: () => void;
}

/** A deed that wants words. */
export function NoteDialog(props: NoteDialogProps): ReactElement {
  const { title, submit, label, deed, request, isOptional = false, children, onClose } = props;
  const [isShort, setShort] = useState(false);
  const { t } = useWords();
  function send(form: FormData): void {
    const note = isOptional ? textOf(form, 'reason') : reasonOf(form);
    setShort(note === undefined);
    if (note !== undefined) deed.mutate(request(note), { onSuccess: onClose });
  }
  return (
    <FormDialog
      title={title}
      submit={submit}
      pending={deed.isPending}
      error={deed.error}
      onSubmit={send}
      onClose={onClose}
    >
      {children}
      <TextAreaField
        name="reason"
        label={label}
        autoFocus={!isOptional}
        problem={isShort ? t('deed.reasonNeeded') : undefined}
      />
    </FormDialog>
  );
}
