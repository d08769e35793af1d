import { Button } from '@mantine/core';
import { type FormEvent, type ReactElement, useState } from 'react';
import type { WireStep } from '../../../data/alarm-api.ts';
import { usePresentValue } from '../../../data/hooks/use-reading.ts';
import { usePlant } from '../../../data/hooks/use-site.ts';
import { formatNumber, formatQuantity } from '../../../format/number.ts';
import { useWords } from '../../../i18n/use-words.ts';
import { TextField } from '../../../ui/fields.tsx';
import { LiveReadout } from '../../live/live-readout.tsx';
import css from './card-steps.module.css';
import { readNumber } from './read-number.ts';

export interface ReadingStepProps {
  readonly step: WireStep;
  readonly enabled: boolean;
  readonly onNote: (value: number) => void;
}

/** A reading to be noted: the live value beside it, taken over or typed where the instrument says something else. */
export function ReadingStep({ step, enabled, onNote }: ReadingStepProps): ReactElement {
  const point = usePlant().pointByTag.get(step.tag ?? '');
  const live = usePresentValue(step.tag ?? '');
  const [isWrong, setWrong] = useState(false);
  const { t, text } = useWords();
  const decimals = point?.decimals ?? 1;

  function note(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const value = readNumber(String(new FormData(event.currentTarget).get('value') ?? ''));
    setWrong(value === undefined);
    if (value !== undefined) onNote(value);
  }

  return (
    <div className={css.reading}>
      <p>
        <span aria-hidden="true">{step.tick ? '☑ ' : '☐ '}</span>
        {text(step.text)}
      </p>
      {step.tag && <LiveReadout tag={step.tag} />}
      {step.tick ? (
        <p>{t('card.noted', { value: formatQuantity(step.tick.value, decimals, point?.unit ?? '') })}</p>
      ) : (
        <form className={css.noting} onSubmit={note} noValidate>
          <TextField
            name="value"
            label={t('card.reading')}
            unit={point?.unit ?? ''}
            value={live === null ? '' : formatNumber(live, decimals).replace(/,/g, '')}
            problem={isWrong ? t('write.notNumber') : undefined}
          />
          <Button type="submit" variant="default" disabled={!enabled}>
            {t('card.note')}
          </Button>
        </form>
      )}
    </div>
  );
}
