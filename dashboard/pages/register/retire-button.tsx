import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { useCardDeed } from '../../data/hooks/use-register.ts';
import type { WireCard } from '../../data/register-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { FormDialog } from '../../panels/form-dialog/form-dialog.tsx';
import { reasonOf } from '../../panels/form-dialog/read-text.ts';
import { TextAreaField } from '../../ui/fields.tsx';
import css from './register.module.css';

/** Takes a machine out of use for good, with a reason. */
export function RetireButton({ card }: { readonly card: WireCard }): ReactElement {
  const deed = useCardDeed(card.id);
  const [isAsking, setAsking] = useState(false);
  const [isBare, setBare] = useState(false);
  const { t } = useWords();
  function send(form: FormData): void {
    const reason = reasonOf(form);
    setBare(reason === undefined);
    if (reason === undefined) return;
    const body = { reason, expectedVersion: card.version };
    deed.mutate({ deed: 'retire', body }, { onSuccess: () => setAsking(false) });
  }
  return (
    <>
      <Button variant="default" size="sm" className={css.noPrint} onClick={() => setAsking(true)}>
        {t('cardPart.retire')}…
      </Button>
      {isAsking && (
        <FormDialog
          title={t('cardPart.retire')}
          submit={t('cardPart.retire')}
          pending={deed.isPending}
          error={deed.error}
          onSubmit={send}
          onClose={() => setAsking(false)}
        >
          <p>{t('cardPart.retireAbout')}</p>
          <TextAreaField name="reason" label={t('deed.reason')} problem={isBare ? t('deed.reasonNeeded') : undefined} />
        </FormDialog>
      )}
    </>
  );
}
