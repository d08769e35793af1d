import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { useDeed } from '../../data/hooks/use-paper.ts';
import { useMay, useSession } from '../../data/hooks/use-session.ts';
import type { PlaybookDeed, WirePlaybookRun } from '../../data/playbook-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Refusal } from '../../panels/form-dialog/refusal.tsx';
import css from '../../panels/paper/paper.module.css';
import { WordsDialog } from '../../panels/paper/words-dialog.tsx';
import { ReportDialog } from './report-dialog.tsx';

/** What can be done with the whole of it: a note, its end, its report, a signature. */
export function RunDeeds({ run }: { readonly run: WirePlaybookRun }): ReactElement | null {
  const [asked, setAsked] = useState<'note' | 'cancel' | 'report'>();
  const deed = useDeed('playbook', (api, wish: PlaybookDeed) => api.doPlaybook(run.id, wish));
  const [mayWrite, mayReview] = [useMay('record:write'), useMay('record:review')];
  const me = useSession()?.user.username;
  const { t } = useWords();
  const close = () => setAsked(undefined);
  const isOpen = run.state === 'open';
  const isLeft = run.steps.some(({ closedAt, isOptional }) => closedAt === null && !isOptional);
  const hasSigned = run.signed.some(({ by }) => by === me);
  if (!mayWrite) return null;
  return (
    <div className={css.deeds}>
      <Button variant="default" size="md" onClick={() => setAsked('note')}>
        {t('playbooks.addNote')}
      </Button>
      {isOpen && (
        <>
          <Button variant="default" size="md" onClick={() => setAsked('cancel')}>
            {t('playbooks.cancel')}
          </Button>
          <Button size="md" disabled={isLeft} onClick={() => deed.mutate({ deed: 'end', body: {} })}>
            {t('playbooks.end')}
          </Button>
        </>
      )}
      {run.signed.length === 0 && (
        <Button variant="default" size="md" onClick={() => setAsked('report')}>
          {t('playbooks.writeReport')}
        </Button>
      )}
      {mayReview && !isOpen && !hasSigned && (
        <Button size="md" onClick={() => deed.mutate({ deed: 'sign', body: {} })}>
          {t('playbooks.sign')}
        </Button>
      )}
      {deed.error && asked === undefined && <Refusal error={deed.error} />}
      {asked === 'report' && <ReportDialog run={run} onClose={close} />}
      {(asked === 'note' || asked === 'cancel') && (
        <WordsDialog
          title={t(asked === 'note' ? 'playbooks.addNote' : 'playbooks.cancel')}
          submit={t(asked === 'note' ? 'playbooks.addNote' : 'playbooks.cancel')}
          label={t(asked === 'note' ? 'paper.words' : 'paper.reason')}
          pending={deed.isPending}
          error={deed.error}
          onSend={(text) =>
            deed.mutate(
              asked === 'note' ? { deed: 'note', body: { text } } : { deed: 'cancel', body: { reason: text } },
              {
                onSuccess: close,
              },
            )
          }
          onClose={close}
        />
      )}
    </div>
  );
}
