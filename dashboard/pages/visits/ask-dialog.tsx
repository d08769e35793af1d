import { type ReactElement, useState } from 'react';
import { useServices } from '../../data/hooks/services-context.ts';
import { useAskForVisit, useClosedAreas } from '../../data/hooks/use-shifts.ts';
import { usePlant } from '../../data/hooks/use-site.ts';
import { siteEntry } from '../../format/site-entry.ts';
import { useWords } from '../../i18n/use-words.ts';
import { FormDialog } from '../../panels/form-dialog/form-dialog.tsx';
import { SelectField, TextField } from '../../ui/fields.tsx';
import { readVisit, type VisitField } from './read-visit.ts';

const HOUR_MS = 3_600_000;

/** Asks who comes, where to and what for; a closed room says that it needs leave. */
export function AskDialog({ onClose }: { readonly onClose: () => void }): ReactElement {
  const { site } = usePlant();
  const { time } = useServices();
  const ask = useAskForVisit();
  const closed = useClosedAreas().data?.areas ?? [];
  const [wrong, setWrong] = useState<ReadonlySet<VisitField>>(new Set());
  const { t, text } = useWords();
  const now = time.nowMs();
  const problem = (field: VisitField, words: string) => (wrong.has(field) ? words : undefined);
  const areas = site.areas.map(({ id, name }) => ({
    value: id,
    label: closed.includes(id) ? t('visits.closed', { area: text(name) }) : text(name),
  }));

  function send(form: FormData): void {
    const read = readVisit(form, site.timeZone);
    setWrong(read.ok ? new Set() : read.wrong);
    if (read.ok) ask.mutate(read.wish, { onSuccess: onClose });
  }

  return (
    <FormDialog
      title={t('visits.askTitle')}
      submit={t('visits.save')}
      pending={ask.isPending}
      error={ask.error}
      onSubmit={send}
      onClose={onClose}
    >
      <SelectField
        name="area"
        label={t('visits.area')}
        options={areas}
        problem={problem('area', t('visits.areaNeeded'))}
      />
      <TextField name="visitor" label={t('visits.visitor')} problem={problem('visitor', t('visits.visitorNeeded'))} />
      <TextField name="company" label={t('visits.company')} />
      <TextField name="phone" label={t('visits.phone')} />
      <TextField
        name="people"
        label={t('visits.people')}
        value="1"
        problem={problem('people', t('visits.peopleNeeded'))}
      />
      <TextField name="purpose" label={t('visits.purpose')} problem={problem('purpose', t('visits.purposeNeeded'))} />
      <TextField name="host" label={t('visits.host')} problem={problem('host', t('visits.hostNeeded'))} />
      <TextField
        name="from"
        label={t('visits.from')}
        value={siteEntry(now, site.timeZone).slice(0, -3)}
        problem={problem('from', t('shifts.timeWrong'))}
      />
      <TextField
        name="to"
        label={t('visits.to')}
        value={siteEntry(now + HOUR_MS, site.timeZone).slice(0, -3)}
        problem={problem('to', t('visits.timesNeeded'))}
      />
    </FormDialog>
  );
}
