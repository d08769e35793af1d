import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useNow, usePlant, useSiteTime } from '../../data/hooks/use-site.ts';
import type { WireSet, WireTestRun } from '../../data/test-run-api.ts';
import { formatNumber } from '../../format/number.ts';
import { useWords } from '../../i18n/use-words.ts';
import css from './test-runs.module.css';

/** One set: ready or not and why, running or not, what is due, when it ran last. */
export function SetCard({ set }: { readonly set: WireSet }): ReactElement {
  const machine = usePlant().equipmentById.get(set.equipment);
  const { t, text } = useWords();
  const states = set.readiness.map(({ state }) => state);
  const isTrouble = states.includes('not-ready') || states.includes('unknown');
  const ready = states.includes('not-ready') ? 'notReady' : states.includes('unknown') ? 'readyUnknown' : 'ready';
  const run = set.isRunning === null ? 'runUnknown' : set.isRunning ? 'running' : 'stopped';
  return (
    <article className={css.set} data-trouble={isTrouble}>
      <h3>
        <Link to="/equipment/$id" params={{ id: set.equipment }}>
          {machine ? text(machine.name) : set.equipment}
        </Link>
      </h3>
      <p>
        <strong>{t(`testRuns.${ready}`)}</strong> · {t(`testRuns.${run}`)}
      </p>
      <ul className={css.items} aria-label={t('testRuns.readiness')}>
        {set.readiness.map((item) => (
          <Item key={item.subject} item={item} />
        ))}
      </ul>
      <Due duties={set.duties} />
      <LastRun run={set.lastRun} />
    </article>
  );
}

function Item({ item }: { readonly item: WireSet['readiness'][number] }): ReactElement {
  const { t } = useWords();
  const { subject, state, value, unit, decimals, low, high } = item;
  const shown = value === null ? '' : `${formatNumber(value, decimals)}${unit ? `\u2009${unit}` : ''}`;
  const band = low === null || high === null ? undefined : t('testRuns.band', { low, high });
  return (
    <li className={css.item} data-trouble={state === 'not-ready' || state === 'unknown'} title={band}>
      <span>{t(`testRuns.subject.${subject}`)}</span>
      <span>{low === null && high === null ? '' : shown}</span>
      <span>{t(`testRuns.itemState.${state}`)}</span>
    </li>
  );
}

function Due({ duties }: { readonly duties: readonly WireTestRun[] }): ReactElement {
  const time = useSiteTime();
  const now = useNow();
  const { t, text } = useWords();
  const rows = duties.flatMap(({ id, duty }) => (duty ? [{ id, duty }] : []));
  if (rows.length === 0) return <p className="quiet">{t('testRuns.nothingDue')}</p>;
  return (
    <ul>
      {rows.map(({ id, duty }) => {
        const dueAt = Date.parse(duty.dueAt);
        const key = now >= dueAt ? 'testRuns.overdue' : 'testRuns.dueBy';
        // The last day counts whole: its own date is said, not the midnight after it.
        const day = time.date(now >= dueAt ? dueAt : dueAt - 1);
        const line = t(key, { rule: text(duty.title), day });
        return <li key={id}>{now >= dueAt ? <strong>! {line}</strong> : line}</li>;
      })}
    </ul>
  );
}

function LastRun({ run }: { readonly run: WireTestRun | null }): ReactElement {
  const time = useSiteTime();
  const now = useNow();
  const { t } = useWords();
  return (
    <p className="label">
      {t('testRuns.lastRun')}:{' '}
      {run?.run ? (
        <Link to="/test-runs/$id" params={{ id: String(run.id) }}>
          {time.brief(Date.parse(run.run.startedAt), now)} · {t(`testRuns.kind.${run.run.kind}`)}
        </Link>
      ) : (
        t('testRuns.noRun')
      )}
    </p>
  );
}
