import { Button } from '@mantine/core';
import type { FormEvent, ReactElement, ReactNode } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { Dialog } from '../../ui/dialog.tsx';
import css from './form-dialog.module.css';
import { Refusal } from './refusal.tsx';

export interface FormDialogProps {
  readonly title: string;
  /** What the button says that sends it. Without one there is nothing to send. */
  readonly submit: string | undefined;
  readonly pending: boolean;
  readonly error: Error | null;
  readonly onSubmit: (form: FormData) => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Asks for something before it is done. Stays while it is under way, and when it was refused. */
export function FormDialog(props: FormDialogProps): ReactElement {
  const { title, submit, pending, error, onSubmit, onClose, children } = props;
  const { t } = useWords();
  function send(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    onSubmit(new FormData(event.currentTarget));
  }
  return (
    <Dialog title={title} close={t('deed.leave')} onClose={() => pending || onClose()}>
      <form className={css.form} onSubmit={send} noValidate>
        {children}
        {error && <Refusal error={error} />}
        {submit && (
          <Button type="submit" size="lg" h={60} loading={pending}>
            {submit}
          </Button>
        )}
      </form>
    </Dialog>
  );
}
