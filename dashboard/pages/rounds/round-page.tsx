import { Button } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import { codeOf } from '../../data/api-error.ts';
import { type DeedRequest, useDeed, useRound, useRoundPreview } from '../../data/hooks/use-rounds.ts';
import { useMay } from '../../data/hooks/use-session.ts';
import { useNow, usePlant, useSiteTime } from '../../data/hooks/use-site.ts';
import type { RoundWithEvents } from '../../data/round-api.ts';
import { formatElapsed } from '../../format/duration.ts';
import { useWords } from '../../i18n/use-words.ts';
import { usePersonName } from '../../panels/live/use-person-name.ts';
import { UnsentDeeds } from '../../panels/unsent-deeds/unsent-deeds.tsx';
import { Loading, Notice } from '../../ui/notice.tsx';
import { NoteDialog } from './note-dialog.tsx';
import { RecordHistory } from './record-history.tsx';
import { RoundFindings } from './round-findings.tsx';
import css from './rounds.module.css';
import { StopSection } from './stop-section.tsx';

const route = getRouteApi('/rounds/$id');

/** One round on the phone of who walks it, and as the paper that is left of it. */
export function RoundPage(): ReactElement {
  const id = Number(route.useParams().id);
  const round = useRound(id);
  const { t } = useWords();
  if (round.error && !round.data) {
    return (
      <Notice
        title={codeOf(round.error) === 'RECORD_NOT_FOUND' ? t('rounds.unknown') : t('error.title')}
        code={t('error.code', { code: codeOf(round.error) })}
        retry={{ label: t('error.retry'), act: () => void round.refetch() }}
      />
    );
  }
  return round.data ? <RoundPaper round={round.data} /> : <Loading label={t('signIn.loading')} rows={8} />;
}

function RoundPaper({ round }: { readonly round: RoundWithEvents }): ReactElement {
  const { record } = useRoundPreview(round);
  const chosen = route.useSearch().stop;
  const now = useNow();
  const may = useMay('record:write');
  const { t } = useWords();
  const { body, id } = record;
  const isOpen = body.signed === null && now >= body.opensAt && now <= body.closesAt;
  const first = body.stops.filter((stop) => stop.id === chosen);
  return (
    <div className={css.page}>
      <Head record={record} />
      <UnsentDeeds path={`/rounds/${id}/`} />
      {[...first, ...body.stops.filter((stop) => !first.includes(stop))].map((stop) => (
        <StopSection
          key={stop.id}
          round={id}
          stop={stop}
          mayFill={may && isOpen}
          mayCorrect={may && body.signed === null}
        />
      ))}
      <RoundFindings findings={body.findings} />
      <Endings record={record} />
      <RecordHistory events={round.events} />
      <p className={`${css.onlyPrint} quiet`}>{t('rounds.footer')}</p>
    </div>
  );
}

type Shown = Pick<RoundWithEvents, 'id' | 'at' | 'state' | 'body'>;

function Head({ record }: { readonly record: Shown }): ReactElement {
  const { site } = usePlant();
  const time = useSiteTime();
  const now = useNow();
  const { t, text } = useWords();
  const { body, at, state } = record;
  const { closesAt } = body;
  return (
    <header>
      <Link to="/rounds" search={{ view: 'now' }} className={css.noPrint}>
        ‹ {t('rounds.all')}
      </Link>
      <div className={css.head}>
        <h1>{text(body.title)}</h1>
        <span className={css.tag}>{t(`rounds.state.${state}`)}</span>
      </div>
      <p>
        {text(site.name)} · {time.date(at)} {time.minute(at)} ·{' '}
        {now < closesAt
          ? t('rounds.endsIn', { time: formatElapsed(closesAt - now) })
          : t('rounds.isOver', { at: time.brief(closesAt, now) })}
      </p>
    </header>
  );
}

type Asked = 'sign' | 'addendum' | 'review';

/** Signature, review and additions: what stands there, and what may be added. */
function Endings({ record }: { readonly record: Shown }): ReactElement {
  const deed = useDeed('rounds', record.id);
  const [asked, setAsked] = useState<Asked>();
  const mayWrite = useMay('record:write');
  const mayReview = useMay('record:review');
  const { t } = useWords();
  const { body, state } = record;
  const isWhole = body.stops.every((stop) => stop.state !== 'open' && stop.state !== 'missed');
  const request = (note: string): DeedRequest => ({ deed: asked ?? 'sign', body: { note } });
  return (
    <section>
      <Signatures body={body} />
      <div className={`${css.actions} ${css.thumb} ${css.noPrint}`}>
        {mayWrite && isWhole && body.signed === null && (
          <Button size="md" onClick={() => setAsked('sign')}>
            {t('rounds.sign')}
          </Button>
        )}
        {mayReview && state !== 'open' && body.review === null && (
          <Button variant="default" size="md" onClick={() => setAsked('review')}>
            {t('rounds.review')}
          </Button>
        )}
        {mayWrite && (state !== 'open' || body.signed !== null) && (
          <Button variant="default" size="md" onClick={() => setAsked('addendum')}>
            {t('rounds.addendum')}
          </Button>
        )}
        <Button variant="default" size="md" onClick={() => window.print()}>
          {t('rounds.print')}
        </Button>
      </div>
      {asked && (
        <NoteDialog
          title={
            { sign: t('rounds.signTitle'), review: t('rounds.review'), addendum: t('rounds.addendumTitle') }[asked]
          }
          submit={{ sign: t('rounds.sign'), review: t('rounds.review'), addendum: t('deed.save') }[asked]}
          label={t('rounds.note')}
          deed={deed}
          request={request}
          isOptional={asked !== 'addendum'}
          onClose={() => setAsked(undefined)}
        >
          {asked === 'sign' && <p>{t('rounds.signHint')}</p>}
        </NoteDialog>
      )}
    </section>
  );
}

function Signatures({ body }: Pick<Shown, 'body'>): ReactElement {
  const time = useSiteTime();
  const now = useNow();
  const personName = usePersonName();
  const { t } = useWords();
  const lines = [
    ...(body.signed ? [{ what: t('rounds.signedBy'), ...body.signed }] : []),
    ...(body.review ? [{ what: t('rounds.reviewedBy'), ...body.review }] : []),
    ...body.addenda.map((one) => ({ what: t('rounds.addenda'), ...one })),
  ];
  return (
    <ul>
      {lines.map(({ what, by, at, note }) => (
        <li key={`${what} ${at}`} className={css.note}>
          {what}: {personName(by)} {time.brief(at, now)} {note}
        </li>
      ))}
    </ul>
  );
}
