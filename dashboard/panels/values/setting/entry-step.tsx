import { Button } from '@mantine/core';
import { type FormEvent, type ReactElement, useState } from 'react';
import type { PointState } from '../../../../gateway/contract/resources.ts';
import type { WireOffer } from '../../../data/api.ts';
import { useSiteTime } from '../../../data/hooks/use-site.ts';
import { formatNumber, formatQuantity } from '../../../format/number.ts';
import { pointText } from '../../../format/point-text.ts';
import { useWords, type Words } from '../../../i18n/use-words.ts';
import { SelectField, TextAreaField, TextField } from '../../../ui/fields.tsx';
import { Conditions } from './conditions.tsx';
import { PresentValue } from './present-value.tsx';
import { type EntryProblem, readEntry } from './read-entry.ts';
import css from './setting.module.css';

/** What a person wants, and why. */
export interface Wish {
  readonly value: number;
  readonly reason: string;
}

export interface EntryStepProps {
  readonly point: PointState;
  readonly offer: WireOffer;
  /** What was typed before, when coming back. */
  readonly wish: Wish | undefined;
  readonly busy: boolean;
  readonly onNext: (wish: Wish) => void;
}

const SHORTEST_REASON = 3;

/** First step: the present value, what is allowed, the new value and the reason. */
export function EntryStep({ point, offer, wish, busy, onNext }: EntryStepProps): ReactElement {
  const words = useWords();
  const time = useSiteTime();
  const { t } = words;
  const [problem, setProblem] = useState<EntryProblem | 'reasonNeeded'>();

  function send(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const entry = readEntry(String(form.get('value') ?? ''), offer);
    const reason = String(form.get('reason') ?? '').trim();
    if (!entry.ok) setProblem(entry.problem);
    else if (reason.length < SHORTEST_REASON) setProblem('reasonNeeded');
    else onNext({ value: entry.value, reason: reason.slice(0, 300) });
  }

  const valueProblem = problem && problem !== 'reasonNeeded' ? t(`write.${problem}`) : undefined;
  return (
    <form className={css.form} onSubmit={send}>
      <PresentValue point={point} />
      <ValueField {...{ point, offer, wish, words }} problem={valueProblem} />
      {!offer.values && <p className="quiet">{allowedText(point, offer, words)}</p>}
      <TextAreaField
        name="reason"
        label={t('write.reason')}
        problem={problem === 'reasonNeeded' ? t('write.reasonNeeded') : undefined}
        {...(wish ? { value: wish.reason } : {})}
      />
      <Conditions offer={offer} />
      {offer.nextAt && <p className="quiet">{t('write.notBefore', { at: time.clock(Date.parse(offer.nextAt)) })}</p>}
      <Button type="submit" size="lg" h={60} loading={busy}>
        {t('write.next')}
      </Button>
    </form>
  );
}

interface ValueFieldProps extends Pick<EntryStepProps, 'point' | 'offer' | 'wish'> {
  readonly words: Words;
  readonly problem: string | undefined;
}

function ValueField({ point, offer, wish, words, problem }: ValueFieldProps): ReactElement {
  const field = { name: 'value', label: words.t('write.wanted'), problem };
  const before = wish && { value: String(wish.value) };
  if (!offer.values) return <TextField {...field} unit={point.unit} {...before} />;
  const options = offer.values.map((value) => ({
    value: String(value),
    label: pointText(point, value, words.language),
  }));
  return <SelectField {...field} options={options} {...before} />;
}

function allowedText(point: PointState, { range, step }: WireOffer, { t }: Words): string {
  const [low = null, high = null] = range;
  return t('write.allowed', {
    low: formatNumber(low, point.decimals),
    high: formatQuantity(high, point.decimals, point.unit),
    step: String(step),
  });
}
