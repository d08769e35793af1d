import { getRouteApi } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { usePapers } from '../../data/hooks/use-paper.ts';
import { useNow, useSiteTime } from '../../data/hooks/use-site.ts';
import type { WirePlaybookDetail } from '../../data/playbook-api.ts';
import { formatElapsed } from '../../format/duration.ts';
import { useWords } from '../../i18n/use-words.ts';
import { usePersonName } from '../../panels/live/use-person-name.ts';
import css from '../../panels/paper/paper.module.css';
import { PaperHead, SignatureBoxes } from '../../panels/paper/paper-head.tsx';
import { PaperHistory } from '../../panels/paper/paper-history.tsx';
import { Shown } from '../../panels/paper/shown.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import { OpenStep } from './open-step.tsx';
import own from './playbooks.module.css';
import { ReportSection } from './report-section.tsx';
import { RunDeeds } from './run-deeds.tsx';
import { stepLists } from './step-lists.ts';
import { Timeline } from './timeline.tsx';

const route = getRouteApi('/playbooks/$id');

/** One event, worked through: what is to be done now on top, within reach of the thumb; printed it is the incident report. */
export function PlaybookRunPage(): ReactElement {
  const id = Number(route.useParams().id);
  const query = usePapers('playbook', ['one', id], (api) => api.playbookRun(id));
  const { t } = useWords();
  return (
    <Shown query={query} unknown={t('playbooks.unknown')}>
      {(run) => <Run run={run} />}
    </Shown>
  );
}

function Run({ run }: { readonly run: WirePlaybookDetail }): ReactElement {
  const { t, text } = useWords();
  const lists = stepLists(run);
  const isOpen = run.state === 'open';
  return (
    <div className={css.page}>
      <PaperHead title={text(run.title)} paper={t('playbooks.report')} id={run.id} />
      {run.isDrill && <strong className={css.watermark}>{t('playbooks.drill')}</strong>}
      <Facts run={run} />
      {isOpen && run.never.length > 0 && (
        <ul className={own.never} aria-label={t('playbooks.never')}>
          {run.never.map((one) => (
            <li key={one.en}>× {text(one)}</li>
          ))}
        </ul>
      )}
      {isOpen && (
        <Section title={t('playbooks.now')} className={css.screenOnly}>
          {lists.now.length === 0 && <Notice title={t('playbooks.nothingNow')} />}
          <ul className={own.steps}>
            {lists.now.map((step) => (
              <OpenStep key={step.id} run={run} step={step} />
            ))}
          </ul>
        </Section>
      )}
      <RunDeeds run={run} />
      {isOpen && lists.later.length > 0 && (
        <Section title={t('playbooks.later')} className={css.screenOnly}>
          <ol>
            {lists.later.map((step) => (
              <li key={step.id}>
                {t(`playbooks.post.${step.post}`)}: {text(step.title)}
              </li>
            ))}
          </ol>
        </Section>
      )}
      <Timeline run={run} done={lists.done} />
      <ReportSection run={run} />
      <SignatureBoxes names={[t('playbooks.post.lead'), t('playbooks.post.manager')]} />
      <PaperHistory events={run.events} />
    </div>
  );
}

function Facts({ run }: { readonly run: WirePlaybookDetail }): ReactElement {
  const time = useSiteTime();
  const now = useNow();
  const personName = usePersonName();
  const { t } = useWords();
  const startedAt = Date.parse(run.startedAt);
  const endedAt = run.endedAt === null ? undefined : Date.parse(run.endedAt);
  const stamp = (at: number): string => `${time.date(at)} ${time.clock(at)}`;
  const length = formatElapsed((endedAt ?? now) - startedAt);
  return (
    <p className="label">
      {t('playbooks.since', { at: stamp(startedAt) })} ·{' '}
      {endedAt !== undefined && `${t('playbooks.ended', { at: stamp(endedAt) })} · `}
      {t(run.endedAt ? 'playbooks.took' : 'playbooks.elapsed', { time: length })} ·{' '}
      {run.startedBy === null ? t('playbooks.byAlarm') : t('playbooks.startedBy', { who: personName(run.startedBy) })}
      {run.place && ` · ${run.place}`}
      {run.equipment.length > 0 && ` · ${run.equipment.join(', ')}`}
    </p>
  );
}
