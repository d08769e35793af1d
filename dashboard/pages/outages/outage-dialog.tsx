import { type ReactElement, useState } from 'react';
import { useServices } from '../../data/hooks/services-context.ts';
import { useDeed, usePapers } from '../../data/hooks/use-paper.ts';
import { usePlant } from '../../data/hooks/use-site.ts';
import type { OutageWish, WireOutage } from '../../data/outage-api.ts';
import { siteEntry } from '../../format/site-entry.ts';
import { useWords } from '../../i18n/use-words.ts';
import { FormDialog } from '../../panels/form-dialog/form-dialog.tsx';
import { SelectField, TextAreaField, TextField } from '../../ui/fields.tsx';
import { EquipmentPicker } from './equipment-picker.tsx';
import { OUTAGE_KINDS, type OutageField, readOutage } from './read-outage.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

export interface OutageDialogProps {
  /** The plan that is changed; absent for a new one. */
  readonly outage?: WireOutage;
  readonly onClose: () => void;
}

/** Plans an outage, or changes a plan that nobody has been told of. */
export function OutageDialog({ outage, onClose }: OutageDialogProps): ReactElement {
  const plant = usePlant();
  const { timeZone } = plant.site;
  const send = useDeed('outage', (api, wish: OutageWish) =>
    outage ? api.doOutage(outage.id, { deed: 'change', body: wish }) : api.planOutage(wish),
  );
  const [wrong, setWrong] = useState<ReadonlySet<OutageField>>(new Set());
  const { t } = useWords();
  const problem = (field: OutageField, words: string) => (wrong.has(field) ? words : undefined);

  function submit(form: FormData): void {
    const read = readOutage(form, timeZone, new Set(plant.equipment.map(({ id }) => id)));
    setWrong(read.ok ? new Set() : read.wrong);
    if (read.ok) send.mutate(read.wish, { onSuccess: onClose });
  }

  return (
    <FormDialog
      title={t(outage ? 'outages.change' : 'outages.planTitle')}
      submit={t(outage ? 'outages.change' : 'outages.plan')}
      pending={send.isPending}
      error={send.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <SelectField
        name="kind"
        label={t('outages.kindField')}
        value={outage?.kind ?? 'power'}
        options={OUTAGE_KINDS.map((kind) => ({ value: kind, label: t(`outages.kind.${kind}`) }))}
      />
      <TextField
        name="title"
        label={t('outages.titleField')}
        value={outage?.title ?? ''}
        problem={problem('title', t('outages.needed'))}
      />
      <TextField
        name="reason"
        label={t('outages.reason')}
        value={outage?.reason ?? ''}
        problem={problem('reason', t('outages.needed'))}
      />
      <EquipmentPicker
        label={t('outages.equipment')}
        chosen={outage?.equipment ?? []}
        problem={problem('equipment', t('outages.equipmentNeeded'))}
      />
      <Times outage={outage} problem={problem} />
      <TextAreaField name="scope" label={t('outages.scope')} value={outage?.scope ?? ''} />
      <TextAreaField name="advice" label={t('outages.advice')} value={outage?.advice ?? ''} />
      <Contact outage={outage} />
    </FormDialog>
  );
}

interface TimesProps {
  readonly outage: WireOutage | undefined;
  readonly problem: (field: OutageField, words: string) => string | undefined;
}

function Times({ outage, problem }: TimesProps): ReactElement {
  const { timeZone } = usePlant().site;
  const now = useServices().time.nowMs();
  const { t } = useWords();
  const entry = (ms: number): string => siteEntry(ms, timeZone).slice(0, -3);
  const startAt = outage ? Date.parse(outage.startAt) : now + DAY_MS + HOUR_MS;
  return (
    <>
      <TextField
        name="from"
        label={t('outages.from')}
        value={entry(startAt)}
        problem={problem('from', t('paper.timeNeeded'))}
      />
      <TextField
        name="to"
        label={t('outages.to')}
        value={entry(outage ? Date.parse(outage.endAt) : startAt + 2 * HOUR_MS)}
        problem={problem('to', t('outages.toNeeded'))}
      />
    </>
  );
}

/** That of the site, once it is known. */
function Contact({ outage }: { readonly outage: WireOutage | undefined }): ReactElement {
  const rules = usePapers('outage', ['rules'], (api) => api.outageRules()).data;
  const { t } = useWords();
  const usual = outage?.contact ?? rules?.contact ?? '';
  return <TextField key={usual} name="contact" label={t('outages.contact')} value={usual} />;
}
