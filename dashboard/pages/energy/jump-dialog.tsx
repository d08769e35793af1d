import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import type { WireCorrection } from '../../data/api.ts';
import { useDecideJump } from '../../data/hooks/use-corrections.ts';
import { usePlant, useSiteTime } from '../../data/hooks/use-site.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { TextAreaField } from '../../ui/fields.tsx';
import { correctionWords } from './correction-words.ts';
import css from './corrections.module.css';
import { Refusal } from './exchange-dialog.tsx';
import { meterName } from './meter-name.ts';

const LEAST_NOTE = 3;

export interface JumpDialogProps {
  readonly jump: WireCorrection;
  readonly onClose: () => void;
}

/** Was the energy of a jump used? The answer needs a reason, which is kept. */
export function JumpDialog({ jump, onClose }: JumpDialogProps): ReactElement {
  const plant = usePlant();
  const time = useSiteTime();
  const decide = useDecideJump();
  const [isBare, setBare] = useState(false);
  const { t, text } = useWords();

  function send(form: HTMLFormElement | null, accept: boolean): void {
    const note = String(new FormData(form ?? undefined).get('note') ?? '').trim();
    setBare(note.length < LEAST_NOTE);
    if (note.length < LEAST_NOTE) return;
    decide.mutate({ tag: jump.tag, at: jump.at, accept, note }, { onSuccess: onClose });
  }

  return (
    <Dialog title={t('jump.title')} close={t('correction.close')} onClose={() => decide.isPending || onClose()}>
      <form className={css.form} onSubmit={(event) => event.preventDefault()}>
        <p>
          <strong>{meterName(plant, jump.tag, text)}</strong>
        </p>
        <p>{correctionWords(jump, t, time)}</p>
        <TextAreaField name="note" label={t('exchange.note')} problem={isBare ? t('exchange.noteNeeded') : undefined} />
        {decide.error && <Refusal error={decide.error} />}
        <Button
          size="lg"
          h={60}
          loading={decide.isPending}
          onClick={({ currentTarget }) => send(currentTarget.form, true)}
        >
          {t('jump.count')}
        </Button>
        <Button
          variant="default"
          size="lg"
          h={60}
          loading={decide.isPending}
          onClick={({ currentTarget }) => send(currentTarget.form, false)}
        >
          {t('jump.leave')}
        </Button>
      </form>
    </Dialog>
  );
}
