import { Button } from '@mantine/core';
import { type FormEvent, type ReactElement, useState } from 'react';
import type { WireTold } from '../../data/config-api.ts';
import { useLimits, useQuestion } from '../../data/hooks/use-config.ts';
import { useNow, usePlant, useSiteTime } from '../../data/hooks/use-site.ts';
import { formatAge } from '../../format/duration.ts';
import { readSiteEntry, siteEntry } from '../../format/site-entry.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Refusal } from '../../panels/form-dialog/refusal.tsx';
import { SelectField, TextField } from '../../ui/fields.tsx';
import { Section } from '../../ui/section.tsx';
import css from './config.module.css';

interface ToldWish {
  readonly condition: string;
  readonly at: string;
}

/** Who would be told of an alarm at some moment, by the plan as it stands in the file. */
export function ToldSection(): ReactElement {
  const plant = usePlant();
  const now = useNow();
  const { timeZone } = plant.site;
  const [equipment, setEquipment] = useState('');
  const [isWrong, setIsWrong] = useState(false);
  const [usual] = useState(() => siteEntry(now, timeZone));
  const limits = useLimits(equipment);
  const ask = useQuestion((api, wish: ToldWish) => api.whoIsTold([], wish));
  const { t, text } = useWords();
  function send(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const condition = String(form.get('alarm') ?? '');
    const at = readSiteEntry(String(form.get('at') ?? ''), timeZone);
    setIsWrong(at === undefined);
    if (at !== undefined && condition !== '') ask.mutate({ condition, at: new Date(at).toISOString() });
  }
  return (
    <Section title={t('rota.tester')}>
      <form className={css.form} onSubmit={send} noValidate>
        <label className={css.fields}>
          {t('limits.machine')}
          <select
            className={css.search}
            value={equipment}
            onChange={(event) => setEquipment(event.currentTarget.value)}
          >
            <option value="">—</option>
            {plant.equipment.map(({ id, name }) => (
              <option key={id} value={id}>
                {id} · {text(name)}
              </option>
            ))}
          </select>
        </label>
        <SelectField
          key={equipment}
          name="alarm"
          label={t('limits.alarm')}
          options={(limits.data ?? []).flatMap(({ condition, title, priority, isEnabled }) =>
            isEnabled ? [{ value: condition, label: `${priority} ${text(title)}` }] : [],
          )}
        />
        <TextField name="at" label={t('rota.at')} value={usual} problem={isWrong ? t('rota.notMoment') : undefined} />
        <div className={css.buttons}>
          <Button type="submit" variant="default" loading={ask.isPending}>
            {t('rota.ask')}
          </Button>
        </div>
      </form>
      {ask.error && <Refusal error={ask.error} />}
      {ask.data && <Steps told={ask.data} />}
    </Section>
  );
}

function Steps({ told }: { readonly told: WireTold }): ReactElement {
  const { policies, steps, repeatAfterMs, isDigest, isUnroutable } = told;
  const { t, text } = useWords();
  return (
    <div role="status">
      <p>{t('rota.byPolicy', { policies: policies.map(({ title }) => text(title)).join(', ') })}</p>
      <ol className={css.list}>
        {steps.map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: steps are known by their place
          <Step key={index} step={step} />
        ))}
      </ol>
      {isDigest && <p>{t('rota.digest')}</p>}
      {repeatAfterMs !== null && <p>{t('rota.repeats', { time: formatAge(repeatAfterMs) })}</p>}
      {isUnroutable && <p role="alert">{t('rota.unroutable')}</p>}
    </div>
  );
}

function Step({ step }: { readonly step: WireTold['steps'][number] }): ReactElement {
  const { afterMs, people, channels, waits } = step;
  const time = useSiteTime();
  const now = useNow();
  const { t } = useWords();
  return (
    <li className={css.row}>
      <span>{afterMs === 0 ? t('rota.atOnce') : `+ ${formatAge(afterMs)}`}</span>
      <span className={css.what}>
        {people.map(({ id, name, channels: ways, quietUntil }) => (
          <span key={id}>
            <strong>{name}</strong> {ways.join(', ')}
            {quietUntil !== null && ` · ${t('rota.quiet', { time: time.stamp(Date.parse(quietUntil), now) })}`}{' '}
          </span>
        ))}
        {channels.length > 0 && <span className="mono">{channels.join(', ')}</span>}
        {waits && <span className="quiet"> {t('rota.waits')}</span>}
      </span>
    </li>
  );
}
