import { type ReactElement, useState } from 'react';
import type { WireOutline } from '../../data/config-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { FormDialog } from '../../panels/form-dialog/form-dialog.tsx';
import { SelectField, TextAreaField, TextField } from '../../ui/fields.tsx';
import css from './config.module.css';
import { readPerson } from './read-rota.ts';
import { entriesOf, textOf } from './rota-entries.ts';
import type { EntryDialogProps } from './rotation-dialog.tsx';

const LANGUAGES = [
  { value: 'zh', label: '中文' },
  { value: 'en', label: 'English' },
];

export interface PersonDialogProps extends EntryDialogProps {
  readonly channels: WireOutline['channels'];
}

/** Somebody who can be told, and how. */
export function PersonDialog({ entry, channels, onEdit, onClose }: PersonDialogProps): ReactElement {
  const [wrong, setWrong] = useState<ReadonlySet<string>>(new Set());
  const { t } = useWords();
  const problem = (name: string): string | undefined => (wrong.has(name) ? t('config.needed') : undefined);
  const contacts = entriesOf(entry ?? {}, 'contacts');
  function send(form: FormData): void {
    const read = readPerson(form, entry === undefined ? undefined : textOf(entry.id));
    setWrong(read.ok ? new Set() : read.wrong);
    if (read.ok) onEdit(read.edit);
  }
  return (
    <FormDialog
      title={entry ? textOf(entry.id) : t('rota.add').replace(/…$/, '')}
      submit={t('config.review')}
      pending={false}
      error={null}
      onSubmit={send}
      onClose={onClose}
    >
      {!entry && <TextField name="id" label={t('rota.id')} problem={problem('id')} />}
      <TextField name="name" label={t('rota.personName')} value={textOf(entry?.name)} problem={problem('name')} />
      <SelectField
        name="language"
        label={t('rota.language')}
        value={textOf(entry?.language) || 'zh'}
        options={LANGUAGES}
      />
      <TextAreaField
        name="contacts"
        label={t('rota.contacts')}
        value={contacts.map(({ channel, address }) => `${textOf(channel)} ${textOf(address)}`.trim()).join('\n')}
      />
      <p className={css.hint}>{t('rota.contactHint', { channels: channels.map(({ id }) => id).join(', ') })}</p>
    </FormDialog>
  );
}
