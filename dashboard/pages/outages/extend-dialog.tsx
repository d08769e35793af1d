import { type ReactElement, useState } from 'react';
import { useDeed } from '../../data/hooks/use-paper.ts';
import { usePlant } from '../../data/hooks/use-site.ts';
import type { OutageDeed, WireOutage } from '../../data/outage-api.ts';
import { readSiteEntry, siteEntry } from '../../format/site-entry.ts';
import { useWords } from '../../i18n/use-words.ts';
import { FormDialog } from '../../panels/form-dialog/form-dialog.tsx';
import { reasonOf, textOf } from '../../panels/form-dialog/read-text.ts';
import { TextAreaField, TextField } from '../../ui/fields.tsx';

const HOUR_MS = 3_600_000;

export interface ExtendDialogProps {
  readonly outage: WireOutage;
  readonly onClose: () => void;
}

/** Puts the end of an outage off, with the reason. */
export function ExtendDialog({ outage, onClose }: ExtendDialogProps): ReactElement {
  const { timeZone } = usePlant().site;
  const extend = useDeed('outage', (api, wish: OutageDeed) => api.doOutage(outage.id, wish));
  const [wrong, setWrong] = useState<'end' | 'reason'>();
  const { t } = useWords();
  const endAt = Date.parse(outage.endAt);

  function send(form: FormData): void {
    const [end, reason] = [readSiteEntry(textOf(form, 'end'), timeZone), reasonOf(form)];
    const first = end === undefined || end <= endAt ? 'end' : reason === undefined ? 'reason' : undefined;
    setWrong(first);
    if (end === undefined || reason === undefined || first) return;
    const body = { endAt: new Date(end).toISOString(), reason };
    extend.mutate({ deed: 'extend', body }, { onSuccess: onClose });
  }

  return (
    <FormDialog
      title={t('outages.extend')}
      submit={t('outages.extend')}
      pending={extend.isPending}
      error={extend.error}
      onSubmit={send}
      onClose={onClose}
    >
      <TextField
        name="end"
        label={t('outages.newEnd')}
        value={siteEntry(endAt + HOUR_MS, timeZone).slice(0, -3)}
        problem={wrong === 'end' ? t('outages.toNeeded') : undefined}
      />
      <TextAreaField
        name="reason"
        label={t('paper.reason')}
        problem={wrong === 'reason' ? t('paper.reasonNeeded') : undefined}
      />
    </FormDialog>
  );
}
