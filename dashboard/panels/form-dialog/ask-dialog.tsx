import { type ReactElement, type ReactNode, useState } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { SelectField, TextAreaField, TextField } from '../../ui/fields.tsx';
import { FormDialog } from './form-dialog.tsx';
import { type Asked, type AskedValues, readAsked } from './read-asked.ts';

export interface AskDialogProps {
  readonly title: string;
  readonly asked: readonly Asked[];
  readonly pending: boolean;
  readonly error: Error | null;
  readonly onSend: (values: AskedValues) => void;
  readonly onClose: () => void;
  /** Above the fields. */
  readonly children?: ReactNode;
}

/** Asks for a few things before a step is taken. */
export function AskDialog({ title, asked, pending, error, onSend, onClose, children }: AskDialogProps): ReactElement {
  const [wrong, setWrong] = useState<ReadonlySet<string>>(new Set());
  const { t } = useWords();
  function send(form: FormData): void {
    const read = readAsked(form, asked);
    setWrong(read.ok ? new Set() : read.wrong);
    if (read.ok) onSend(read.values);
  }
  return (
    <FormDialog
      title={title.replace(/…$/, '')}
      submit={t('deed.save')}
      pending={pending}
      error={error}
      onSubmit={send}
      onClose={onClose}
    >
      {children}
      {asked.map((one) => (
        <AskedField key={one.name} asked={one} isWrong={wrong.has(one.name)} />
      ))}
    </FormDialog>
  );
}

function AskedField({ asked, isWrong }: { readonly asked: Asked; readonly isWrong: boolean }): ReactElement {
  const { t } = useWords();
  const { name, label, kind, value, unit, options = [] } = asked;
  const problem = isWrong ? t(kind === 'day' ? 'upkeep.dayNeeded' : 'stores.needed') : undefined;
  const common = { name, label, problem, ...(value === undefined ? {} : { value }) };
  if (kind === 'text') return <TextAreaField {...common} />;
  if (kind === 'choice') return <SelectField {...common} options={options} />;
  return <TextField {...common} {...(kind === 'number' ? { unit: unit ?? '' } : {})} />;
}
