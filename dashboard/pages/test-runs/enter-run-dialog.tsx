import { type ReactElement, useState } from 'react';
import { useServices } from '../../data/hooks/services-context.ts';
import { useDeed } from '../../data/hooks/use-paper.ts';
import { usePlant } from '../../data/hooks/use-site.ts';
import type { HandRunWish, WireSet } from '../../data/test-run-api.ts';
import { siteEntry } from '../../format/site-entry.ts';
import { useWords } from '../../i18n/use-words.ts';
import { FormDialog } from '../../panels/form-dialog/form-dialog.tsx';
import { SelectField, TextAreaField, TextField } from '../../ui/fields.tsx';
import { type RunField, readRun } from './read-run.ts';

const HALF_HOUR = 1_800_000;

export interface EnterRunDialogProps {
  readonly sets: readonly WireSet[];
  readonly onClose: () => void;
}

/** Asks about a run that nobody measured. */
export function EnterRunDialog({ sets, onClose }: EnterRunDialogProps): ReactElement {
  const plant = usePlant();
  const { timeZone } = plant.site;
  const now = useServices().time.nowMs();
  const enter = useDeed('test-run', (api, wish: HandRunWish) => api.enterTestRun(wish));
  const [wrong, setWrong] = useState<ReadonlySet<RunField>>(new Set());
  const { t, text } = useWords();
  const problem = (field: RunField, words: string) => (wrong.has(field) ? words : undefined);
  const nameOf = (id: string) => text(plant.equipmentById.get(id)?.name ?? { en: id, zh: id });

  function send(form: FormData): void {
    const read = readRun(form, timeZone);
    setWrong(read.ok ? new Set() : read.wrong);
    if (read.ok) enter.mutate(read.wish, { onSuccess: onClose });
  }

  return (
    <FormDialog
      title={t('testRuns.enter')}
      submit={t('testRuns.enter')}
      pending={enter.isPending}
      error={enter.error}
      onSubmit={send}
      onClose={onClose}
    >
      <p>{t('testRuns.enterAbout')}</p>
      <SelectField
        name="equipment"
        label={t('paper.equipment')}
        value={sets[0]?.equipment ?? ''}
        options={sets.map(({ equipment }) => ({ value: equipment, label: nameOf(equipment) }))}
      />
      <TextField
        name="start"
        label={t('testRuns.start')}
        value={siteEntry(now - HALF_HOUR, timeZone).slice(0, -3)}
        problem={problem('start', t('paper.timeNeeded'))}
      />
      <TextField
        name="end"
        label={t('testRuns.end')}
        value={siteEntry(now, timeZone).slice(0, -3)}
        problem={problem('end', t('testRuns.endNeeded'))}
      />
      <SelectField
        name="kind"
        label={t('paper.what')}
        value="no-load"
        options={(['no-load', 'load', 'outage'] as const).map((kind) => ({
          value: kind,
          label: t(`testRuns.kind.${kind}`),
        }))}
      />
      <TextField name="load" label={t('testRuns.load')} unit="%" />
      <TextAreaField name="note" label={t('testRuns.who')} problem={problem('note', t('paper.reasonNeeded'))} />
    </FormDialog>
  );
}
