import { Button } from '@mantine/core';
import { type FormEvent, type ReactElement, useId } from 'react';
import type { EquipmentState, PointState } from '../../../../gateway/contract/resources.ts';
import type { WireOffer } from '../../../data/api.ts';
import { useReading } from '../../../data/hooks/use-reading.ts';
import { useLink } from '../../../data/hooks/use-site.ts';
import { pointText, unitOf } from '../../../format/point-text.ts';
import { useWords } from '../../../i18n/use-words.ts';
import { TextField } from '../../../ui/fields.tsx';
import { Conditions } from './conditions.tsx';
import type { Wish } from './entry-step.tsx';
import { HoldButton } from './hold-button.tsx';
import css from './setting.module.css';

export interface ConfirmStepProps {
  readonly equipment: EquipmentState;
  readonly point: PointState;
  readonly offer: WireOffer;
  readonly wish: Wish;
  readonly busy: boolean;
  readonly onBack: () => void;
  readonly onConfirm: () => void;
}

/** Second step: from what to what, on which machine. Locked as soon as the present value is not the one shown here. */
export function ConfirmStep(props: ConfirmStepProps): ReactElement {
  const { equipment, point, offer, wish, busy, onBack, onConfirm } = props;
  const { t, text, language } = useWords();
  const hintId = useId();
  const reading = useReading(point.tag);
  const isLive = useLink().state === 'live';
  const live = reading?.standing === 'good' ? reading.value : null;
  const hasChanged = live === null || Math.abs(live - offer.present) >= offer.step / 2;
  const isLocked = busy || hasChanged || !isLive;

  function onType(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const typed = String(new FormData(event.currentTarget).get('id') ?? '').trim();
    if (typed === equipment.id && !isLocked) onConfirm();
  }

  return (
    <div className={css.form}>
      <p>
        {text(equipment.name)} <span className="mono">{equipment.id}</span>
      </p>
      <p className={css.change}>
        <span>{text(point.title)}</span>
        <span>
          {pointText(point, offer.present, language)} → <b>{pointText(point, wish.value, language)}</b> {unitOf(point)}
        </span>
      </p>
      <p className="quiet">
        {t('write.reason')}: {wish.reason}
      </p>
      <Conditions offer={offer} />
      {hasChanged && (
        <p role="alert" className={css.problem}>
          ! {t('write.changed')}
        </p>
      )}
      <p role="status" className="quiet">
        {busy && t('write.sending')}
      </p>
      {/* A new step begins here, never on what sets the machine. */}
      <Button variant="default" size="md" onClick={onBack} disabled={busy} autoFocus>
        {t('write.back')}
      </Button>
      <HoldButton label={t('write.hold')} disabled={isLocked} hintId={hintId} onHeld={onConfirm} />
      <p id={hintId} className="quiet">
        {t('write.holdHint')}
      </p>
      <form onSubmit={onType}>
        <TextField name="id" label={t('write.typed', { id: equipment.id })} />
      </form>
    </div>
  );
}
