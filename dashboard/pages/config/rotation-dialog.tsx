import { type ReactElement, useState } from 'react';
import type { SiteEdit } from '../../data/config-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { FormDialog } from '../../panels/form-dialog/form-dialog.tsx';
import { SelectField, TextAreaField, TextField } from '../../ui/fields.tsx';
import { readRotation } from './read-rota.ts';
import { bothOf, entryOf, type RotaEntry, textOf, textsOf } from './rota-entries.ts';

const UNITS = ['days', 'weeks', 'hours'] as const;

export interface EntryDialogProps {
  /** Undefined: a new one. */
  readonly entry: RotaEntry | undefined;
  readonly onEdit: (edit: SiteEdit) => void;
  readonly onClose: () => void;
}

/** One roster: who takes turns, or who has which shift on which day of its pattern. */
export function RotationDialog({ entry, onEdit, onClose }: EntryDialogProps): ReactElement {
  const [wrong, setWrong] = useState<ReadonlySet<string>>(new Set());
  const { t } = useWords();
  const title = bothOf(entry?.title);
  const problem = (name: string): string | undefined => (wrong.has(name) ? t('config.needed') : undefined);
  function send(form: FormData): void {
    const read = readRotation(form, entry === undefined ? undefined : textOf(entry.id));
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
      <TextField name="titleEn" label={t('rota.titleEn')} value={title.en} problem={problem('titleEn')} />
      <TextField name="titleZh" label={t('rota.titleZh')} value={title.zh} problem={problem('titleZh')} />
      <TextField name="start" label={t('rota.start')} value={textOf(entry?.start)} problem={problem('start')} />
      {entry?.pattern === undefined ? (
        <TurnFields entry={entry ?? {}} problem={problem('members')} />
      ) : (
        <PatternFields entry={entry} problem={problem('days')} />
      )}
    </FormDialog>
  );
}

interface PartProps {
  readonly entry: RotaEntry;
  readonly problem: string | undefined;
}

function TurnFields({ entry, problem }: PartProps): ReactElement {
  const { t } = useWords();
  const every = entryOf(entry.every);
  const unit = UNITS.find((one) => every[one] !== undefined) ?? 'weeks';
  return (
    <>
      <TextField name="handoff" label={t('rota.handoff')} value={textOf(entry.handoff) || '08:00'} />
      <TextField name="count" label={t('rota.turn')} value={textOf(every[unit]) || '1'} unit="" />
      <SelectField
        name="unit"
        label={t('rota.turn')}
        value={unit}
        options={UNITS.map((one) => ({ value: one, label: t(`rota.unit.${one}`) }))}
      />
      <TextAreaField
        name="members"
        label={t('rota.members')}
        value={textsOf(entry.members).join('\n')}
        problem={problem}
      />
    </>
  );
}

function PatternFields({ entry, problem }: PartProps): ReactElement {
  const { t } = useWords();
  const { shifts, days } = entryOf(entry.pattern);
  const rows = Array.isArray(days)
    ? days.map((day) =>
        textsOf(day)
          .map((who) => who || '-')
          .join(', '),
      )
    : [];
  return (
    <>
      <TextAreaField name="shifts" label={t('rota.shifts')} value={textsOf(shifts).join('\n')} />
      <TextAreaField name="days" label={t('rota.days')} value={rows.join('\n')} problem={problem} />
    </>
  );
}
