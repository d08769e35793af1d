import { Button } from '@mantine/core';
import { type FormEvent, type ReactElement, useState } from 'react';
import { codeOf } from '../../data/api-error.ts';
import { useReplaceMeter } from '../../data/hooks/use-corrections.ts';
import { usePlant } from '../../data/hooks/use-site.ts';
import { siteEntry } from '../../format/site-entry.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField, TextAreaField, TextField } from '../../ui/fields.tsx';
import { Notice } from '../../ui/notice.tsx';
import css from './corrections.module.css';
import { meterName } from './meter-name.ts';
import { type ExchangeField, readExchange } from './read-exchange.ts';

/** What is known of an exchange before anybody types. */
export interface ExchangeHint {
  readonly tag?: string;
  readonly atMs: number;
  readonly finalReading?: number;
}

export interface ExchangeDialogProps {
  readonly meters: readonly string[];
  readonly hint: ExchangeHint;
  readonly onClose: () => void;
}

/** Asks for both readings of an exchange; the gateway says whether they fit what was read. */
export function ExchangeDialog({ meters, hint, onClose }: ExchangeDialogProps): ReactElement {
  const plant = usePlant();
  const { timeZone } = plant.site;
  const replace = useReplaceMeter();
  const [wrong, setWrong] = useState<ReadonlySet<ExchangeField>>(new Set());
  const { t, text } = useWords();
  const problem = (field: ExchangeField, words: string) => (wrong.has(field) ? words : undefined);
  const unit = (hint.tag && plant.pointByTag.get(hint.tag)?.unit) || 'kWh';

  function send(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const read = readExchange(new FormData(event.currentTarget), timeZone);
    setWrong(read.ok ? new Set() : read.wrong);
    if (read.ok) replace.mutate(read.exchange, { onSuccess: onClose });
  }

  return (
    <Dialog title={t('exchange.title')} close={t('correction.close')} onClose={() => replace.isPending || onClose()}>
      <form className={css.form} onSubmit={send}>
        <p>{t('exchange.about')}</p>
        <SelectField
          name="tag"
          label={t('exchange.meter')}
          options={meters.map((tag) => ({ value: tag, label: meterName(plant, tag, text) }))}
          {...(hint.tag ? { value: hint.tag } : {})}
          problem={problem('tag', t('exchange.meterNeeded'))}
        />
        <TextField
          name="at"
          label={t('exchange.at')}
          value={siteEntry(hint.atMs, timeZone)}
          problem={problem('at', t('exchange.atNeeded'))}
        />
        <TextField
          name="final"
          label={t('exchange.final')}
          unit={unit}
          value={hint.finalReading === undefined ? '' : String(hint.finalReading)}
          problem={problem('final', t('exchange.readingNeeded'))}
        />
        <TextField
          name="start"
          label={t('exchange.start')}
          unit={unit}
          problem={problem('start', t('exchange.readingNeeded'))}
        />
        <TextField name="serialBefore" label={t('exchange.serialBefore')} />
        <TextField name="serialAfter" label={t('exchange.serialAfter')} />
        <TextAreaField name="note" label={t('exchange.note')} problem={problem('note', t('exchange.noteNeeded'))} />
        {replace.error && <Refusal error={replace.error} />}
        <Button type="submit" size="lg" h={60} loading={replace.isPending}>
          {t('exchange.save')}
        </Button>
      </form>
    </Dialog>
  );
}

/** Why the gateway did not take it, in words. */
export function Refusal({ error }: { readonly error: Error }): ReactElement {
  const { t } = useWords();
  const code = codeOf(error);
  const title = t(`code.${code}` as 'code.INTERNAL', { defaultValue: code });
  return <Notice title={title} code={code} />;
}
