import { Button } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { ApiError, codeOf } from '../../data/api-error.ts';
import { useSession } from '../../data/hooks/use-session.ts';
import { useShift, useStanding } from '../../data/hooks/use-shifts.ts';
import { useNow, usePlant, useSiteTime } from '../../data/hooks/use-site.ts';
import type { WireShiftDetail } from '../../data/shift-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Loading, Notice } from '../../ui/notice.tsx';
import { PersonName } from '../../ui/person-name.tsx';
import { Addenda } from './addenda.tsx';
import { HandPart } from './hand-part.tsx';
import css from './handover-page.module.css';
import { ReportPart } from './report-part.tsx';
import { ShiftHistory } from './shift-history.tsx';
import { Signatures } from './signatures.tsx';

const route = getRouteApi('/handover/$id');

/** One handover: what I take over, read in a minute, and both signatures. Prints as the page of the duty book. */
export function HandoverPage(): ReactElement {
  const { id } = route.useParams();
  const shift = useShift(Number(id));
  const { t } = useWords();
  if (shift.isPending) return <Loading label={t('signIn.loading')} rows={8} />;
  if (shift.error) {
    const isGone = shift.error instanceof ApiError && shift.error.status === 404;
    return (
      <Notice
        title={isGone ? t('handover.unknown') : t('error.title')}
        code={t('error.code', { code: codeOf(shift.error) })}
        retry={{ label: t('error.retry'), act: () => void shift.refetch() }}
      />
    );
  }
  return <Paper shift={shift.data} />;
}

function Paper({ shift }: { readonly shift: WireShiftDetail }): ReactElement {
  const { body, id, state } = shift;
  const { handover } = body;
  const isOpen = state === 'open';
  const isSigned = Boolean(handover?.outgoing);
  const standing = useStanding(id, isOpen).data;
  // What was signed is what counts; until then how things stand now.
  const report = isSigned || !isOpen ? handover?.report : (standing?.report ?? handover?.report);
  const { t } = useWords();
  return (
    <div className={css.page}>
      <Head shift={shift} />
      {isOpen && !handover && <p>{t('handover.notOpen')}</p>}
      {isOpen && standing && standing.blocks.length > 0 && (
        <div className={css.blocked} role="status">
          <span>
            <strong>! {t('handover.blocked')}</strong>:{' '}
            {standing.blocks.map((block) => t(`handover.block.${block}`)).join(', ')}
          </span>
        </div>
      )}
      {report && <ReportPart report={report} />}
      {handover && <HandPart shift={shift} handover={handover} />}
      {handover && <Signatures shift={shift} handover={handover} blocks={standing?.blocks ?? []} />}
      {!isOpen && <Addenda shift={shift} />}
      <ShiftHistory events={shift.events} />
    </div>
  );
}

/** Only on paper: which sheet of the book it is, who printed it and when. */
function Printed({ id }: { readonly id: number }): ReactElement {
  const time = useSiteTime();
  const now = useNow();
  const who = useSession()?.user.displayName ?? '';
  const { t } = useWords();
  const at = `${time.date(now)} ${time.minute(now)}`;
  return <p className={css.printed}>{t('handover.printed', { id, at, who })}</p>;
}

function Head({ shift }: { readonly shift: WireShiftDetail }): ReactElement {
  const { site } = usePlant();
  const time = useSiteTime();
  const { t, text } = useWords();
  const { body, state } = shift;
  const [from, to] = [Date.parse(body.startsAt), Date.parse(body.endsAt)];
  const takenOver = body.takenOver;
  return (
    <header className={css.head}>
      <div className={css.bar}>
        <Link to="/duty">‹ {t('handover.back')}</Link>
        <Button variant="default" size="sm" onClick={() => window.print()}>
          {t('handover.print')}
        </Button>
      </div>
      <h1>
        {t('handover.title')} · {text(body.title)}
      </h1>
      <p>
        {text(site.name)} · {time.date(from)} {time.minute(from)}–{time.minute(to)}
        {body.holiday && ` · ${text(body.holiday)}`} · {t(`recordState.${state}`)}
      </p>
      <p>
        {t('shifts.planned')}:{' '}
        {body.people.length === 0
          ? t('shifts.nobody')
          : body.people.map(({ person, name, startsAt }) => (
              <PersonName key={`${person} ${startsAt}`}>{name}</PersonName>
            ))}
      </p>
      <p className="quiet">
        {takenOver
          ? t('handover.takenOverFrom', { name: takenOver.name, at: time.minute(Date.parse(takenOver.at)) })
          : t('handover.notTakenOver')}
      </p>
      <Printed id={shift.id} />
    </header>
  );
}
