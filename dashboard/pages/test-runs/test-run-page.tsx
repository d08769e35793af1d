import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { usePapers } from '../../data/hooks/use-paper.ts';
import { usePlant, useSiteTime } from '../../data/hooks/use-site.ts';
import type { WireTestRunDetail } from '../../data/test-run-api.ts';
import { formatNumber, MISSING } from '../../format/number.ts';
import { useWords } from '../../i18n/use-words.ts';
import { usePersonName } from '../../panels/live/use-person-name.ts';
import css from '../../panels/paper/paper.module.css';
import { PaperHead, SignatureBoxes } from '../../panels/paper/paper-head.tsx';
import { PaperHistory } from '../../panels/paper/paper-history.tsx';
import { Shown } from '../../panels/paper/shown.tsx';
import { Section } from '../../ui/section.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { minutesOf } from './minutes-of.ts';
import { RunDeeds } from './run-deeds.tsx';
import { useRuleTitle } from './use-rule-title.ts';

const route = getRouteApi('/test-runs/$id');

type Run = NonNullable<WireTestRunDetail['run']>;

/** One run as the paper form has it: times, values, what was looked at, who signed. */
export function TestRunPage(): ReactElement {
  const id = Number(route.useParams().id);
  const query = usePapers('test-run', ['one', id], (api) => api.testRun(id));
  const { t } = useWords();
  return (
    <Shown query={query} unknown={t('testRuns.unknownRun')}>
      {(record) => record.run && <Paper record={record} run={record.run} />}
    </Shown>
  );
}

interface PaperProps {
  readonly record: WireTestRunDetail;
  readonly run: Run;
}

function Paper({ record, run }: PaperProps): ReactElement {
  const machine = usePlant().equipmentById.get(record.equipment);
  const { t, text } = useWords();
  const name = machine ? text(machine.name) : record.equipment;
  return (
    <div className={css.page}>
      <PaperHead
        title={`${name} · ${t(`testRuns.kind.${run.kind}`)}`}
        paper={t('testRuns.sheet')}
        id={record.id}
        aside={<span className={css.mark}>{t(`testRuns.source.${run.source}`)}</span>}
      />
      <RunDeeds record={record} run={run} />
      <Facts run={run} />
      <Section title={t('testRuns.values')}>
        <Figures run={run} />
      </Section>
      <Signed run={run} />
      <p className="label">{t('paper.filledBySystem')}</p>
      <SignatureBoxes names={[t('testRuns.signed'), t('testRuns.reviewed')]} />
      <PaperHistory events={record.events} />
    </div>
  );
}

function Facts({ run }: { readonly run: Run }): ReactElement {
  const time = useSiteTime();
  const ruleTitle = useRuleTitle();
  const { t } = useWords();
  const at = (iso: string | null): string => {
    if (iso === null) return t('testRuns.running');
    return `${time.date(Date.parse(iso))} ${time.clock(Date.parse(iso))}`;
  };
  const minutes = (ms: number | null): string =>
    ms === null ? MISSING : t('testRuns.minutes', { count: Math.round(ms / 60_000) });
  return (
    <>
      <dl className={css.facts}>
        <Fact term={t('testRuns.start')}>{at(run.startedAt)}</Fact>
        <Fact term={t('testRuns.end')}>{at(run.endedAt)}</Fact>
        <Fact term={t('testRuns.length')}>{t('testRuns.minutes', { count: minutesOf(run) })}</Fact>
        <Fact term={t('testRuns.onLoad')}>{minutes(run.onLoadMs)}</Fact>
        <Fact term={t('testRuns.load')}>
          {run.loadMeanPct === null ? MISSING : `${formatNumber(run.loadMeanPct, 0)}\u2009%`}
        </Fact>
        <Fact term={t('testRuns.countsFor')}>
          {run.counts.length > 0 ? run.counts.map(ruleTitle).join(', ') : t('testRuns.nothing')}
        </Fact>
      </dl>
      <ul className="label">
        {!run.isStartSeen && <li>{t('testRuns.startUnseen')}</li>}
        {run.endedAt !== null && !run.isEndSeen && <li>{t('testRuns.endUnseen')}</li>}
        {run.unseenMs > 0 && <li>{t('testRuns.unseen', { count: Math.ceil(run.unseenMs / 60_000) })}</li>}
        {run.shortfalls.map(({ rule, reason, found, needed }) => (
          <li key={rule}>
            {t(`testRuns.shortfall.${reason}`, {
              ...{ rule: ruleTitle(rule), needed, found: found === null ? MISSING : formatNumber(found, 0) },
            })}
          </li>
        ))}
      </ul>
    </>
  );
}

function Fact({ term, children }: { readonly term: string; readonly children: string }): ReactElement {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Figures({ run }: { readonly run: Run }): ReactElement {
  const { t, text } = useWords();
  type Row = Run['figures'][number];
  const value = (pick: 'start' | 'middle' | 'end') => (row: Row) => {
    const found = row[pick];
    return found === null ? MISSING : formatNumber(found, row.decimals);
  };
  const columns: Column<Row>[] = [
    { key: 'name', title: t('paper.what'), cell: ({ title, unit }) => `${text(title)}${unit ? ` (${unit})` : ''}` },
    { key: 'start', title: t('testRuns.atStart'), number: true, cell: value('start') },
    { key: 'middle', title: t('testRuns.atMiddle'), number: true, cell: value('middle') },
    { key: 'end', title: t('testRuns.atEnd'), number: true, cell: value('end') },
  ];
  return <Table caption={t('testRuns.values')} columns={columns} rows={run.figures} rowKey={({ name }) => name} />;
}

const CHECKS = ['oil', 'coolant', 'leaks', 'noise', 'smoke', 'auto'] as const;

function Signed({ run }: { readonly run: Run }): ReactElement {
  const time = useSiteTime();
  const personName = usePersonName();
  const { t } = useWords();
  const who = (signed: Run['signed'], none: string): string =>
    signed
      ? `${personName(signed.by)} ${time.date(Date.parse(signed.at))} ${time.minute(Date.parse(signed.at))}`
      : none;
  return (
    <Section title={t('testRuns.result')}>
      <dl className={css.facts}>
        {CHECKS.map((check) => (
          <Fact key={check} term={t(`testRuns.check.${check}`)}>
            {t(`testRuns.mark.${run.checks[check] ?? 'none'}`)}
          </Fact>
        ))}
        <Fact term={t('testRuns.result')}>{run.result ? t(`testRuns.resultOf.${run.result}`) : MISSING}</Fact>
        <Fact term={t('paper.note')}>{run.note ?? MISSING}</Fact>
        <Fact term={t('testRuns.signed')}>{who(run.signed, t('testRuns.notSigned'))}</Fact>
        <Fact term={t('testRuns.reviewed')}>{who(run.reviewed, t('testRuns.notReviewed'))}</Fact>
      </dl>
      {run.order !== null && (
        <Link to="/work-orders/$id" params={{ id: String(run.order) }}>
          {t('testRuns.order', { id: run.order })}
        </Link>
      )}
      {run.addenda.map(({ by, at, note }) => (
        <p key={at} className={css.words}>
          {t('testRuns.addenda')} · {personName(by)} · {time.date(Date.parse(at))}: {note}
        </p>
      ))}
    </Section>
  );
}
