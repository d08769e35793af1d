import type { ReactElement } from 'react';
import type { WireAlarm, WireStep } from '../../../data/alarm-api.ts';
import { useResponseCard, useTick } from '../../../data/hooks/use-alarm-work.ts';
import { useMay } from '../../../data/hooks/use-session.ts';
import { useLink } from '../../../data/hooks/use-site.ts';
import { useWords } from '../../../i18n/use-words.ts';
import { Refusal } from '../../form-dialog/refusal.tsx';
import css from './card-steps.module.css';
import { PhoneText } from './phone-text.tsx';
import { ReadingStep } from './reading-step.tsx';
import { TickedBy } from './ticked-by.tsx';

/** The steps of a card: what is done is ticked, which is the record of who and when; what must not be done stands apart. */
export function CardSteps({ alarm }: { readonly alarm: WireAlarm }): ReactElement | null {
  const steps = useResponseCard(alarm.id).data?.steps ?? [];
  const { t } = useWords();
  const never = steps.filter(({ kind }) => kind === 'never');
  const rest = steps.filter(({ kind }) => kind !== 'never');
  if (steps.length === 0) return null;
  const done = rest.filter(({ tick }) => tick !== null).length;
  return (
    <section>
      {rest.length > 0 && <h3 className="label">{t('card.steps', { done, count: rest.length })}</h3>}
      <ol className={css.steps}>
        {rest.map((step) => (
          <Step key={step.id} alarm={alarm} step={step} />
        ))}
      </ol>
      {never.length > 0 && <h3 className="label">{t('card.never')}</h3>}
      <ul className={css.never}>
        {never.map((step) => (
          <NeverStep key={step.id} step={step} />
        ))}
      </ul>
    </section>
  );
}

function NeverStep({ step }: { readonly step: WireStep }): ReactElement {
  const { text } = useWords();
  return (
    <li>
      <span aria-hidden="true">✗ </span>
      {text(step.text)}
    </li>
  );
}

interface StepProps {
  readonly alarm: WireAlarm;
  readonly step: WireStep;
}

function Step({ alarm, step }: StepProps): ReactElement {
  const tick = useTick(alarm.id);
  const may = useMay('alarm:acknowledge');
  const linkUp = useLink().state === 'live';
  const enabled = may && linkUp && alarm.state !== 'closed' && !tick.isPending;
  return (
    <li className={css.step} data-kind={step.kind}>
      {step.kind === 'reading' ? (
        <ReadingStep step={step} enabled={enabled} onNote={(value) => tick.mutate({ step: step.id, value })} />
      ) : (
        <label className={css.line}>
          <input
            type="checkbox"
            className={css.box}
            checked={step.tick !== null}
            disabled={!enabled || step.tick !== null}
            onChange={() => tick.mutate({ step: step.id })}
          />
          <Words step={step} />
        </label>
      )}
      {step.tick && <TickedBy tick={step.tick} />}
      {tick.error && <Refusal error={tick.error} />}
    </li>
  );
}

function Words({ step }: { readonly step: WireStep }): ReactElement {
  const { t, text } = useWords();
  return (
    <span>
      {step.kind === 'call' ? <PhoneText>{text(step.text)}</PhoneText> : text(step.text)}
      {step.required && step.tick === null && <span className="quiet"> · {t('card.required')}</span>}
    </span>
  );
}
