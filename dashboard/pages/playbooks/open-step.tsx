import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { useDeed } from '../../data/hooks/use-paper.ts';
import { useMay } from '../../data/hooks/use-session.ts';
import { useNow } from '../../data/hooks/use-site.ts';
import type { PlaybookDeed, WirePlaybookRun, WireRunStep } from '../../data/playbook-api.ts';
import { formatElapsed } from '../../format/duration.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Refusal } from '../../panels/form-dialog/refusal.tsx';
import { WordsDialog } from '../../panels/paper/words-dialog.tsx';
import css from './playbooks.module.css';
import { StepDialog } from './step-dialog.tsx';
import { limitOf } from './step-lists.ts';

export interface OpenStepProps {
  readonly run: WirePlaybookRun;
  readonly step: WireRunStep;
}

/** A step to be done now: who, what, how long yet; one press when it needs no evidence. */
export function OpenStep({ run, step }: OpenStepProps): ReactElement {
  const [asked, setAsked] = useState<'confirm' | 'skip'>();
  const deed = useDeed('playbook', (api, wish: PlaybookDeed) => api.doPlaybook(run.id, wish));
  const may = useMay('record:write');
  const now = useNow();
  const { t, text } = useWords();
  const limit = limitOf(step, run.startedAt);
  const isLate = limit !== undefined && now >= limit;
  const close = () => setAsked(undefined);
  const confirm = (): void => {
    if (step.evidence.length > 0) setAsked('confirm');
    else deed.mutate({ deed: `steps/${step.id}/confirm`, body: {} });
  };
  return (
    <li className={css.step} data-late={isLate}>
      <p className={css.stepHead}>
        <span className="label">
          {t(`playbooks.post.${step.post}`)}
          {step.isOptional && ` · ${t('playbooks.optional')}`}
          {step.canBeSeen && ` · ${t('playbooks.seenItself')}`}
        </span>
        {limit !== undefined && (
          <strong>
            {isLate
              ? `! ${t('playbooks.late', { time: formatElapsed(now - limit) })}`
              : t('playbooks.left', { time: formatElapsed(limit - now) })}
          </strong>
        )}
      </p>
      <h3>{text(step.title)}</h3>
      {step.text && <p>{text(step.text)}</p>}
      {may && (
        <p className={css.doing}>
          <Button variant="default" h={60} onClick={() => setAsked('skip')}>
            {t('playbooks.skip')}
          </Button>
          <Button variant={step.canBeSeen ? 'default' : 'filled'} h={60} loading={deed.isPending} onClick={confirm}>
            {t('playbooks.confirm')}
          </Button>
        </p>
      )}
      {deed.error && asked === undefined && <Refusal error={deed.error} />}
      {asked === 'confirm' && <StepDialog runId={run.id} step={step} onClose={close} />}
      {asked === 'skip' && (
        <WordsDialog
          title={t('playbooks.skipTitle', { title: text(step.title) })}
          submit={t('playbooks.skip')}
          label={t('paper.reason')}
          pending={deed.isPending}
          error={deed.error}
          onSend={(reason) => deed.mutate({ deed: `steps/${step.id}/skip`, body: { reason } }, { onSuccess: close })}
          onClose={close}
        />
      )}
    </li>
  );
}
