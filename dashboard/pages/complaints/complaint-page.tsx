import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactElement, ReactNode } from 'react';
import type { WireComplaintDetail } from '../../data/complaint-api.ts';
import { usePapers } from '../../data/hooks/use-paper.ts';
import { usePlant, useSiteTime } from '../../data/hooks/use-site.ts';
import { MISSING } from '../../format/number.ts';
import { useWords } from '../../i18n/use-words.ts';
import { usePersonName } from '../../panels/live/use-person-name.ts';
import css from '../../panels/paper/paper.module.css';
import { PaperHead, SignatureBoxes } from '../../panels/paper/paper-head.tsx';
import { PaperHistory } from '../../panels/paper/paper-history.tsx';
import { Shown } from '../../panels/paper/shown.tsx';
import { Section } from '../../ui/section.tsx';
import { ComplaintClock } from './complaint-clock.tsx';
import { ComplaintDeeds } from './complaint-deeds.tsx';

const route = getRouteApi('/complaints/$id');

/** One complaint: who, what, what it is tied to, what was answered, how it was found. */
export function ComplaintPage(): ReactElement {
  const id = Number(route.useParams().id);
  const query = usePapers('complaint', ['one', id], (api) => api.complaint(id));
  const { t } = useWords();
  return (
    <Shown query={query} unknown={t('complaints.unknown')}>
      {(complaint) => <Paper complaint={complaint} />}
    </Shown>
  );
}

interface PaperProps {
  readonly complaint: WireComplaintDetail;
}

function Paper({ complaint }: PaperProps): ReactElement {
  const { t } = useWords();
  return (
    <div className={css.page}>
      <PaperHead
        title={`${t('paper.number', { id: complaint.id })} · ${complaint.room}`}
        paper={t('complaints.sheet')}
        id={complaint.id}
        aside={
          <>
            {complaint.isMajor && <span className={css.mark}>{t('complaints.major')}</span>}
            <ComplaintClock complaint={complaint} />
          </>
        }
      />
      <ComplaintDeeds complaint={complaint} />
      <p className={css.words}>{complaint.summary}</p>
      <Facts complaint={complaint} />
      <Ties complaint={complaint} />
      <CallBacks complaint={complaint} />
      <SignatureBoxes names={[t('complaints.assignee'), t('complaints.callBacks')]} />
      <PaperHistory events={complaint.events} />
    </div>
  );
}

function Facts({ complaint }: PaperProps): ReactElement {
  const time = useSiteTime();
  const personName = usePersonName();
  const { t } = useWords();
  const at = (iso: string): string => `${time.date(Date.parse(iso))} ${time.minute(Date.parse(iso))}`;
  const { isValid, assignee, decision, answered, received } = complaint;
  const valid = isValid === null ? 'notJudged' : isValid ? 'valid' : 'notValid';
  const facts: readonly (readonly [string, string])[] = [
    [t('complaints.name'), complaint.name],
    [t('complaints.phone'), complaint.phone || MISSING],
    [t('complaints.channelField'), t(`complaints.channel.${complaint.channel}`)],
    [t('complaints.topicField'), t(`complaints.topic.${complaint.topic}`)],
    [t('complaints.receivedBy'), `${personName(received.by)} ${at(received.at)}`],
    [t('complaints.assignee'), assignee === null ? t('complaints.nobody') : personName(assignee)],
    [t('complaints.judgeTitle'), t(`complaints.${valid}`)],
    [t('complaints.decision'), decision ? `${decision.words} · ${personName(decision.by)}` : MISSING],
    [t('complaints.result'), complaint.result ?? MISSING],
    [t('complaints.measure'), complaint.measure ?? MISSING],
    [t('complaints.answerTitle'), answered ? `${personName(answered.by)} ${at(answered.at)}` : MISSING],
  ];
  return (
    <dl className={css.facts}>
      {facts.map(([term, words]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{words}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Equipment, alarm, outage, orders and the complaint before. */
function Ties({ complaint }: PaperProps): ReactElement | null {
  const plant = usePlant();
  const { t, text } = useWords();
  const { equipment, alarmId, outage, orders, secondOf } = complaint;
  const name = equipment === null ? undefined : plant.equipmentById.get(equipment)?.name;
  const ties: readonly ReactNode[] = [
    equipment !== null && (
      <Link to="/equipment/$id" params={{ id: equipment }}>
        {name ? text(name) : equipment}
      </Link>
    ),
    alarmId !== null && (
      <Link to="/alarms" search={{ view: 'history', id: alarmId }}>
        {alarmId}
      </Link>
    ),
    outage !== null && (
      <Link to="/outages/$id" params={{ id: String(outage) }}>
        {t('outages.title')} {outage}
      </Link>
    ),
    ...orders.map((order) => (
      <Link key={order} to="/work-orders/$id" params={{ id: String(order) }}>
        {t('testRuns.order', { id: order })}
      </Link>
    )),
    secondOf !== null && (
      <Link to="/complaints/$id" params={{ id: String(secondOf) }}>
        {t('complaints.secondOf', { id: secondOf })}
      </Link>
    ),
  ].filter((tie) => tie !== false);
  if (ties.length === 0) return null;
  return (
    <ul className={css.lines}>
      {ties.map((tie, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the ties of one complaint have no other identity
        <li key={index}>{tie}</li>
      ))}
    </ul>
  );
}

function CallBacks({ complaint }: PaperProps): ReactElement | null {
  const time = useSiteTime();
  const personName = usePersonName();
  const { t } = useWords();
  const { callBacks, notes, reopened } = complaint;
  if (callBacks.length === 0 && notes.length === 0) return null;
  return (
    <Section title={t('complaints.callBacks')}>
      {reopened > 0 && <p>{t('complaints.reopened', { count: reopened })}</p>}
      <ul className={css.lines}>
        {callBacks.map(({ at, by, satisfaction, words }) => (
          <li key={at}>
            {time.date(Date.parse(at))} · {personName(by)} · {t(`complaints.satisfaction.${satisfaction}`)}
            {words && ` · ${words}`}
          </li>
        ))}
        {notes.map(({ at, by, text }) => (
          <li key={`note ${at}`} className={css.words}>
            {time.date(Date.parse(at))} · {personName(by)}: {text}
          </li>
        ))}
      </ul>
    </Section>
  );
}
