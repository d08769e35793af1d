import { Button } from '@mantine/core';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import { codeOf } from '../../data/api-error.ts';
import { useMeterRun } from '../../data/hooks/use-meter-runs.ts';
import { type DeedRequest, useDeed } from '../../data/hooks/use-rounds.ts';
import { useMay } from '../../data/hooks/use-session.ts';
import { useNow, usePlant, useSiteTime } from '../../data/hooks/use-site.ts';
import { type MeterRun, meterRunFileUrl, type RunLine } from '../../data/meter-run-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { usePersonName } from '../../panels/live/use-person-name.ts';
import { UnsentDeeds } from '../../panels/unsent-deeds/unsent-deeds.tsx';
import { Loading, Notice } from '../../ui/notice.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { NoteDialog } from '../rounds/note-dialog.tsx';
import { RecordHistory } from '../rounds/record-history.tsx';
import { BalanceSection } from './balance-section.tsx';
import { METER_LISTS, type MeterList } from './meter-lists.ts';
import css from './meter-runs.module.css';
import { MeterTodo } from './meter-todo.tsx';
import { SheetTable } from './sheet-table.tsx';

const route = getRouteApi('/meter-runs/$id');

/** One run: what is still to be read, explained and checked on top; the whole sheet for paper. */
export function MeterRunPage(): ReactElement {
  const id = Number(route.useParams().id);
  const run = useMeterRun(id);
  const { t } = useWords();
  if (run.error && !run.data) {
    return (
      <Notice
        title={codeOf(run.error) === 'RECORD_NOT_FOUND' ? t('meterRuns.unknown') : t('error.title')}
        code={t('error.code', { code: codeOf(run.error) })}
        retry={{ label: t('error.retry'), act: () => void run.refetch() }}
      />
    );
  }
  return run.data ? <Run run={run.data} /> : <Loading label={t('signIn.loading')} rows={8} />;
}

function Run({ run }: { readonly run: MeterRun }): ReactElement {
  const { list } = route.useSearch();
  const navigate = useNavigate();
  const { t } = useWords();
  const choose = (chosen: MeterList): void =>
    void navigate({ to: '/meter-runs/$id', params: { id: String(run.id) }, search: { list: chosen } });
  const { lines, balances } = run.body;
  return (
    <div className={css.page}>
      <Head run={run} />
      <UnsentDeeds path={`/meter-runs/${run.id}/`} />
      <div className={css.noPrint}>
        <Tabs
          label={t('meterRuns.lists')}
          tabs={METER_LISTS.map((id) => ({ id, label: t(`meterRuns.list.${id}`) }))}
          chosen={list}
          onChoose={choose}
        />
      </div>
      {list === 'hand' && <MeterTodo run={run} lines={lines.filter((line) => wantsSomebody(line, run.body))} />}
      {list === 'odd' && <MeterTodo run={run} lines={lines.filter(({ odd }) => odd.length > 0)} isOdd />}
      <div className={list === 'all' ? '' : css.onlyPrint}>
        <SheetTable lines={lines} />
      </div>
      <BalanceSection balances={balances} />
      <Endings run={run} />
      <RecordHistory events={run.events} />
    </div>
  );
}

/** Whether a person has to do something with a meter now: not before telemetry has been asked for those it reads. */
const wantsSomebody = ({ lacks, point }: RunLine, { isAutoDone }: MeterRun['body']): boolean =>
  lacks.length > 0 && (isAutoDone || point === null);

function Head({ run }: { readonly run: MeterRun }): ReactElement {
  const { site } = usePlant();
  const time = useSiteTime();
  const now = useNow();
  const { t, text } = useWords();
  const { body, state, dueAt } = run;
  const read = body.lines.filter(({ reading }) => reading !== null).length;
  return (
    <header>
      <Link to="/meter-runs" className={css.noPrint}>
        ‹ {t('meterRuns.all')}
      </Link>
      <div className={css.head}>
        <h1>{t('meterRuns.run', { period: body.period.replace('T', ' ') })}</h1>
        <span className={css.tag}>{t(`meterRuns.state.${state}`)}</span>
      </div>
      <p>
        {text(site.name)} · {time.date(body.readingAt)} {time.minute(body.readingAt)} ·{' '}
        {t('meterRuns.readOf', { read, all: body.lines.length })}
        {state === 'open' && dueAt !== null && ` · ${t('meterRuns.fileBy', { at: time.brief(dueAt, now) })}`}
      </p>
      {body.reason !== null && <p className="quiet">{t('meterRuns.between', { reason: body.reason })}</p>}
      {!body.isAutoDone && state === 'open' && <p className="quiet">{t('meterRuns.waiting')}</p>}
    </header>
  );
}

type Asked = 'sign' | 'approve' | 'addendum';

/** Signature, filing, additions, and the sheet as a file. */
function Endings({ run }: { readonly run: MeterRun }): ReactElement {
  const deed = useDeed('meter-runs', run.id);
  const [asked, setAsked] = useState<Asked>();
  const mayWrite = useMay('record:write');
  const mayReview = useMay('record:review');
  const personName = usePersonName();
  const { t } = useWords();
  const { body, state } = run;
  const { signed, approved } = body;
  const isWhole = body.isAutoDone && body.lines.every(({ lacks }) => lacks.length === 0);
  const checkers = [...new Set(body.lines.flatMap(({ check }) => check?.by ?? []))];
  const request = (note: string): DeedRequest => ({ deed: asked ?? 'sign', body: { note } });
  return (
    <section className={css.meters}>
      <p>
        {t('meterRuns.signature', {
          reader: signed ? personName(signed.by) : '____',
          checker: checkers.map(personName).join(', ') || '____',
          filer: approved ? personName(approved.by) : '____',
        })}
      </p>
      {body.addenda.map(({ at, by, note }) => (
        <p key={at} className={css.words}>
          {t('rounds.addenda')}: {personName(by)} {note}
        </p>
      ))}
      <div className={`${css.actions} ${css.noPrint}`}>
        {mayWrite && isWhole && state === 'open' && signed === null && (
          <Button size="md" onClick={() => setAsked('sign')}>
            {t('meterRuns.sign')}
          </Button>
        )}
        {mayReview && state === 'open' && signed !== null && (
          <Button size="md" onClick={() => setAsked('approve')}>
            {t('meterRuns.approve')}
          </Button>
        )}
        {mayWrite && (signed !== null || state !== 'open') && (
          <Button variant="default" size="md" onClick={() => setAsked('addendum')}>
            {t('meterRuns.addendum')}
          </Button>
        )}
        <Button variant="default" size="md" onClick={() => window.print()}>
          {t('rounds.print')}
        </Button>
      </div>
      <Files id={run.id} />
      {asked && (
        <NoteDialog
          title={
            { sign: t('meterRuns.sign'), approve: t('meterRuns.approve'), addendum: t('meterRuns.addendumTitle') }[
              asked
            ]
          }
          submit={{ sign: t('meterRuns.sign'), approve: t('meterRuns.approve'), addendum: t('deed.save') }[asked]}
          label={t('rounds.note')}
          deed={deed}
          request={request}
          isOptional={asked !== 'addendum'}
          onClose={() => setAsked(undefined)}
        >
          {asked === 'sign' && <p>{t('meterRuns.signHint')}</p>}
        </NoteDialog>
      )}
    </section>
  );
}

function Files({ id }: { readonly id: number }): ReactElement {
  const { t, language } = useWords();
  return (
    <p className={`${css.line} ${css.noPrint}`}>
      <span className="label">{t('meterRuns.files')}</span>
      {(['xlsx', 'csv'] as const).map((format) => (
        <span key={format} className={css.line}>
          <a href={meterRunFileUrl(id, 'sheet', format, language)}>
            {t('meterRuns.sheet', { format: format.toUpperCase() })}
          </a>
          <a href={meterRunFileUrl(id, 'billing', format, language)}>
            {t('meterRuns.billing', { format: format.toUpperCase() })}
          </a>
        </span>
      ))}
    </p>
  );
}
