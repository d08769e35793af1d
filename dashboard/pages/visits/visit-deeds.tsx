import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { useMay } from '../../data/hooks/use-session.ts';
import { useVisitDeed } from '../../data/hooks/use-shifts.ts';
import { useNow } from '../../data/hooks/use-site.ts';
import type { WireVisit } from '../../data/shift-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { FormDialog } from '../../panels/form-dialog/form-dialog.tsx';
import { textOf } from '../../panels/form-dialog/read-text.ts';
import { Refusal } from '../../panels/form-dialog/refusal.tsx';
import { TextAreaField } from '../../ui/fields.tsx';
import { visitStanding } from './visit-standing.ts';
import css from './visits-page.module.css';

/** What can be done about a visit now. */
export function VisitDeeds({ visit }: { readonly visit: WireVisit }): ReactElement | null {
  const deed = useVisitDeed(visit);
  const mayWrite = useMay('record:write');
  const mayDecide = useMay('record:review');
  const [asked, setAsked] = useState<'refuse' | 'leave' | undefined>();
  const { t } = useWords();
  const standing = visitStanding(visit, useNow());
  const isWaiting = standing === 'asked' && mayDecide;
  const mayEnter = (standing === 'approved' || standing === 'free') && mayWrite;
  const isInside = (standing === 'inside' || standing === 'overdue') && mayWrite;
  const mayCancel = (standing === 'asked' || mayEnter) && mayWrite;
  return (
    <span className={css.deeds}>
      {isWaiting && (
        <Button variant="default" size="xs" onClick={() => deed.mutate({ what: 'approve', note: '' })}>
          {t('visits.approve')}
        </Button>
      )}
      {isWaiting && (
        <Button variant="default" size="xs" onClick={() => setAsked('refuse')}>
          {t('visits.refuse')}
        </Button>
      )}
      {mayEnter && (
        <Button variant="default" size="xs" onClick={() => deed.mutate({ what: 'enter' })}>
          {t('visits.enter')}
        </Button>
      )}
      {isInside && (
        <Button variant="default" size="xs" onClick={() => setAsked('leave')}>
          {t('visits.leave')}
        </Button>
      )}
      {mayCancel && (
        <Button variant="default" size="xs" onClick={() => deed.mutate({ what: 'cancel', note: '' })}>
          {t('visits.cancel')}
        </Button>
      )}
      {deed.error && <Refusal error={deed.error} />}
      {asked && <NoteDialog visit={visit} what={asked} onClose={() => setAsked(undefined)} />}
    </span>
  );
}

interface NoteDialogProps {
  readonly visit: WireVisit;
  readonly what: 'refuse' | 'leave';
  readonly onClose: () => void;
}

function NoteDialog({ visit, what, onClose }: NoteDialogProps): ReactElement {
  const deed = useVisitDeed(visit);
  const [isWrong, setWrong] = useState(false);
  const { t } = useWords();
  const isRefusal = what === 'refuse';

  function send(form: FormData): void {
    const note = textOf(form, 'note');
    setWrong(isRefusal && note === '');
    if (!isRefusal || note !== '') deed.mutate({ what, note }, { onSuccess: onClose });
  }

  return (
    <FormDialog
      title={t(isRefusal ? 'visits.refuseTitle' : 'visits.leaveTitle')}
      submit={t('shifts.confirm')}
      pending={deed.isPending}
      error={deed.error}
      onSubmit={send}
      onClose={onClose}
    >
      <TextAreaField
        name="note"
        label={t(isRefusal ? 'visits.why' : 'visits.leaveNote')}
        problem={isWrong ? t('visits.whyNeeded') : undefined}
      />
    </FormDialog>
  );
}
