import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { useMay } from '../../data/hooks/use-session.ts';
import { useShiftDeed } from '../../data/hooks/use-shifts.ts';
import { useNow, useSiteTime } from '../../data/hooks/use-site.ts';
import type { WireShift } from '../../data/shift-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { FormDialog } from '../../panels/form-dialog/form-dialog.tsx';
import { reasonOf } from '../../panels/form-dialog/read-text.ts';
import { usePersonName } from '../../panels/live/use-person-name.ts';
import { TextAreaField } from '../../ui/fields.tsx';
import { Section } from '../../ui/section.tsx';
import css from './handover-page.module.css';

/** Words added after the end: what was signed stays as it was. */
export function Addenda({ shift }: { readonly shift: WireShift }): ReactElement {
  const time = useSiteTime();
  const now = useNow();
  const personName = usePersonName();
  const mayWrite = useMay('record:write');
  const [isWriting, setWriting] = useState(false);
  const { t } = useWords();
  const add = mayWrite && (
    <Button variant="default" size="sm" onClick={() => setWriting(true)}>
      {t('handover.addendum')}
    </Button>
  );
  return (
    <Section title={t('handover.addenda')} aside={add}>
      {shift.body.addenda.length === 0 && <p className="quiet">{t('handover.nothing')}</p>}
      {shift.body.addenda.map(({ by, at, text }) => (
        <p key={at} className={css.words}>
          {text}{' '}
          <span className="quiet">
            {personName(by)} · {time.brief(Date.parse(at), now)}
          </span>
        </p>
      ))}
      {isWriting && <AddendumDialog shift={shift} onClose={() => setWriting(false)} />}
    </Section>
  );
}

function AddendumDialog({ shift, onClose }: { readonly shift: WireShift; readonly onClose: () => void }): ReactElement {
  const deed = useShiftDeed(shift.id);
  const [isWrong, setWrong] = useState(false);
  const { t } = useWords();

  function send(form: FormData): void {
    const text = reasonOf(form, 'text');
    setWrong(text === undefined);
    if (text !== undefined) deed.mutate({ what: 'addendum', text }, { onSuccess: onClose });
  }

  return (
    <FormDialog
      title={t('handover.addendumTitle')}
      submit={t('handover.save')}
      pending={deed.isPending}
      error={deed.error}
      onSubmit={send}
      onClose={onClose}
    >
      <TextAreaField
        name="text"
        label={t('handover.addendumTitle')}
        problem={isWrong ? t('handover.addendumNeeded') : undefined}
      />
    </FormDialog>
  );
}
