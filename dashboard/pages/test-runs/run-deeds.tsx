import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { useDeed } from '../../data/hooks/use-paper.ts';
import { useMay, useSession } from '../../data/hooks/use-session.ts';
import type { TestRunDeed, WireTestRun } from '../../data/test-run-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import css from '../../panels/paper/paper.module.css';
import { WordsDialog } from '../../panels/paper/words-dialog.tsx';
import { SignRunDialog } from './sign-run-dialog.tsx';

export interface RunDeedsProps {
  readonly record: WireTestRun;
  readonly run: NonNullable<WireTestRun['run']>;
}

/** What can be done with a run now: sign it, review what another signed, add to what is signed. */
export function RunDeeds({ record, run }: RunDeedsProps): ReactElement {
  const [asked, setAsked] = useState<'sign' | 'review' | 'add'>();
  const deed = useDeed('test-run', (api, wish: TestRunDeed) => api.doTestRun(record.id, wish));
  const [mayWrite, mayReview] = [useMay('record:write'), useMay('record:review')];
  const me = useSession()?.user.username;
  const { t } = useWords();
  const close = () => setAsked(undefined);
  const canReview = mayReview && run.signed !== null && run.reviewed === null && run.signed.by !== me;
  return (
    <div className={css.deeds}>
      {mayWrite && record.state === 'open' && run.endedAt !== null && (
        <Button size="md" onClick={() => setAsked('sign')}>
          {t('testRuns.sign')}
        </Button>
      )}
      {canReview && (
        <Button size="md" onClick={() => setAsked('review')}>
          {t('testRuns.review')}
        </Button>
      )}
      {mayWrite && run.signed && (
        <Button variant="default" size="md" onClick={() => setAsked('add')}>
          {t('testRuns.add')}
        </Button>
      )}
      {asked === 'sign' && (
        <SignRunDialog
          run={run}
          pending={deed.isPending}
          error={deed.error}
          onSend={(body) => deed.mutate({ deed: 'sign', body }, { onSuccess: close })}
          onClose={close}
        />
      )}
      {(asked === 'review' || asked === 'add') && (
        <WordsDialog
          title={t(`testRuns.${asked}`)}
          submit={t(`testRuns.${asked}`)}
          label={t('paper.note')}
          isOptional={asked === 'review'}
          pending={deed.isPending}
          error={deed.error}
          onSend={(note) => deed.mutate({ deed: asked, body: { note } }, { onSuccess: close })}
          onClose={close}
        />
      )}
    </div>
  );
}
