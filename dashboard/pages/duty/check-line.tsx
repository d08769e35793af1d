import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { useMay } from '../../data/hooks/use-session.ts';
import { useShiftDeed } from '../../data/hooks/use-shifts.ts';
import { useNow, useSiteTime } from '../../data/hooks/use-site.ts';
import type { WireShift } from '../../data/shift-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { FormDialog } from '../../panels/form-dialog/form-dialog.tsx';
import { textOf } from '../../panels/form-dialog/read-text.ts';
import { usePersonName } from '../../panels/live/use-person-name.ts';
import { TextAreaField } from '../../ui/fields.tsx';
import css from './duty-page.module.css';

type Check = NonNullable<WireShift['body']['check']>;

/** That all equipment was looked at before the night's rest, or by when it has to be. */
export function CheckLine({ shift, check }: { readonly shift: WireShift; readonly check: Check }): ReactElement {
  const time = useSiteTime();
  const now = useNow();
  const personName = usePersonName();
  const mayWrite = useMay('record:write');
  const [isAsked, setAsked] = useState(false);
  const { t } = useWords();
  const due = time.brief(Date.parse(check.dueAt), now);
  if (check.doneAt) {
    const at = time.brief(Date.parse(check.doneAt), now);
    return <p>√ {t('shifts.checkDone', { at, name: personName(check.by ?? '') })}</p>;
  }
  return (
    <div className={css.check}>
      <span>
        {t('shifts.check', { at: due })}
        {check.isMissed && <strong> ! {t('shifts.checkMissed')}</strong>}
      </span>
      {mayWrite && shift.state === 'open' && (
        <Button variant="default" size="sm" onClick={() => setAsked(true)}>
          {t('shifts.checkButton')}
        </Button>
      )}
      {isAsked && <CheckDialog shift={shift} onClose={() => setAsked(false)} />}
    </div>
  );
}

function CheckDialog({ shift, onClose }: { readonly shift: WireShift; readonly onClose: () => void }): ReactElement {
  const deed = useShiftDeed(shift.id);
  const { t } = useWords();
  return (
    <FormDialog
      title={t('shifts.checkTitle')}
      submit={t('shifts.confirm')}
      pending={deed.isPending}
      error={deed.error}
      onSubmit={(form) => deed.mutate({ what: 'check', note: textOf(form, 'note') }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <TextAreaField name="note" label={t('shifts.checkNote')} />
    </FormDialog>
  );
}
