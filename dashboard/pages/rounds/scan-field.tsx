import { Button } from '@mantine/core';
import { type FormEvent, type ReactElement, useState } from 'react';
import { codeOf as placeCodeOf } from '../../../gateway/domain/duty/rounds/place-code.ts';
import { useDeed } from '../../data/hooks/use-rounds.ts';
import { useWords } from '../../i18n/use-words.ts';
import { textOf } from '../../panels/form-dialog/read-text.ts';
import { Refusal } from '../../panels/form-dialog/refusal.tsx';
import { TextField } from '../../ui/fields.tsx';
import css from './rounds.module.css';

/** Proves that one is at the stop by what is written under its code; who scans it with the camera comes in by its address. */
export function ScanField({ round, stop }: { readonly round: number; readonly stop: string }): ReactElement {
  const deed = useDeed('rounds', round);
  const [isEmpty, setEmpty] = useState(false);
  const { t } = useWords();
  function send(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const code = placeCodeOf(textOf(new FormData(event.currentTarget), 'code'));
    setEmpty(code === '');
    if (code !== '') deed.mutate({ deed: 'scan', body: { stop, code, typed: true } });
  }
  return (
    <form className={css.below} onSubmit={send} noValidate>
      <p className="quiet">{t('rounds.codeHint')}</p>
      <TextField name="code" label={t('rounds.code')} problem={isEmpty ? t('rounds.codeNeeded') : undefined} />
      {deed.error && <Refusal error={deed.error} />}
      <div className={css.actions}>
        <Button type="submit" size="md" loading={deed.isPending}>
          {t('rounds.scan')}
        </Button>
      </div>
    </form>
  );
}
