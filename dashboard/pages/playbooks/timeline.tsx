import type { ReactElement, ReactNode } from 'react';
import { fileUrl } from '../../data/file-api.ts';
import { useSiteTime } from '../../data/hooks/use-site.ts';
import type { WirePlaybookDetail, WirePlaybookRun, WireRunStep } from '../../data/playbook-api.ts';
import { formatElapsed } from '../../format/duration.ts';
import { useWords } from '../../i18n/use-words.ts';
import { usePersonName } from '../../panels/live/use-person-name.ts';
import paper from '../../panels/paper/paper.module.css';
import { Section } from '../../ui/section.tsx';
import css from './playbooks.module.css';
import { lateCalls, limitOf } from './step-lists.ts';

export interface TimelineProps {
  readonly run: WirePlaybookDetail;
  readonly done: readonly WireRunStep[];
}

interface Moment {
  readonly key: string;
  readonly at: number;
  readonly line: ReactNode;
}

/** Everything that happened, in order of time: alarms, steps, what was late and who was told of it, notes. */
export function Timeline({ run, done }: TimelineProps): ReactElement {
  const time = useSiteTime();
  const { t, text } = useWords();
  const personName = usePersonName();
  const startedAt = Date.parse(run.startedAt);
  const moments: Moment[] = [
    ...run.alarms.map(({ id, at, equipment, title }) => ({
      ...{ key: id, at: Date.parse(at), line: `${equipment} ${text(title)}` },
    })),
    ...done.map((step) => ({
      ...{ key: step.id, at: Date.parse(step.closedAt ?? ''), line: <Done step={step} startedAt={run.startedAt} /> },
    })),
    ...lateCalls(run).map(({ key, at, step, post }) => {
      const words = { step: text(step.title), post: t(`playbooks.post.${post}`) };
      return { key, at, line: `! ${t(run.isDrill ? 'playbooks.notInTime' : 'playbooks.toldLate', words)}` };
    }),
    ...run.notes.map(({ at, by, text: words }) => ({
      ...{ key: `note ${at}`, at: Date.parse(at), line: `${personName(by)}: ${words}` },
    })),
  ];
  return (
    <Section title={t('playbooks.timeline')}>
      <ol className={paper.lines}>
        {moments
          .toSorted((a, b) => a.at - b.at)
          .map(({ key, at, line }) => (
            <li key={key} className={`${paper.line} ${css.moment}`}>
              <span>
                {time.clock(at)} <span className="quiet">+{formatElapsed(at - startedAt)}</span>
              </span>
              <span className={paper.words}>{line}</span>
            </li>
          ))}
      </ol>
      <NotDone run={run} />
    </Section>
  );
}

/** Steps that an ended run leaves undone. */
function NotDone({ run }: { readonly run: WirePlaybookRun }): ReactElement | null {
  const { t, text } = useWords();
  const left = run.steps.filter(({ closedAt }) => closedAt === null);
  if (run.state === 'open' || left.length === 0) return null;
  return <p className="label">{t('playbooks.notDone', { steps: left.map(({ title }) => text(title)).join('; ') })}</p>;
}

const MARK = { seen: '√', confirmed: '√', skipped: '○', open: '', waiting: '' } as const;

function Done({ step, startedAt }: { readonly step: WireRunStep; readonly startedAt: string }): ReactElement {
  const personName = usePersonName();
  const { t, text } = useWords();
  const limit = limitOf(step, startedAt);
  const isLate = limit !== undefined && step.closedAt !== null && Date.parse(step.closedAt) > limit;
  const who =
    step.by === null ? t('playbooks.stepState.seen') : `${t(`playbooks.post.${step.post}`)} ${personName(step.by)}`;
  const words = [step.value, step.note].filter((one) => one !== null);
  return (
    <>
      {MARK[step.state]} {text(step.title)} · {step.state === 'skipped' && `${t('playbooks.stepState.skipped')} · `}
      {who}
      {isLate && <strong> · {t('playbooks.lateMark')}</strong>}
      {words.length > 0 && ` · ${words.join(' · ')}`}
      {step.photos.length > 0 && (
        <span className={css.photos}>
          {step.photos.map((hash) => (
            <a key={hash} href={fileUrl(hash)} target="_blank" rel="noreferrer">
              <img src={fileUrl(hash)} alt={text(step.title)} />
            </a>
          ))}
        </span>
      )}
    </>
  );
}
