import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { useRegisterEntry } from '../../data/hooks/use-maintenance.ts';
import type { StoresEntries } from '../../data/maintenance-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { AskDialog } from '../../panels/form-dialog/ask-dialog.tsx';
import type { Asked, AskedValues } from '../../panels/form-dialog/read-asked.ts';

export interface AddButtonProps<R extends keyof StoresEntries> {
  readonly register: R;
  readonly asked: readonly Asked[];
  readonly entryOf: (values: AskedValues) => StoresEntries[R];
  /** What the button says where it is not "Add". */
  readonly label?: string;
}

/** Takes something up into a register. */
export function AddButton<R extends keyof StoresEntries>(props: AddButtonProps<R>): ReactElement {
  const { register, asked, entryOf } = props;
  const add = useRegisterEntry(register);
  const [isOpen, setOpen] = useState(false);
  const { t } = useWords();
  const { label = t('stores.add') } = props;
  return (
    <>
      <Button variant="default" size={props.label === undefined ? 'sm' : 'xs'} onClick={() => setOpen(true)}>
        {label}
      </Button>
      {isOpen && (
        <AskDialog
          title={label}
          asked={asked}
          pending={add.isPending}
          error={add.error}
          onSend={(values) => add.mutate(entryOf(values), { onSuccess: () => setOpen(false) })}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}

/** A name that was typed in one language stands for both. */
export const bothLanguages = (name: string) => ({ en: name, zh: name });
