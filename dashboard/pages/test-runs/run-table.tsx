import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useNow, usePlant, useSiteTime } from '../../data/hooks/use-site.ts';
import type { WireTestRun } from '../../data/test-run-api.ts';
import { formatNumber, MISSING } from '../../format/number.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Notice } from '../../ui/notice.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { minutesOf } from './minutes-of.ts';
import { useRuleTitle } from './use-rule-title.ts';

/** Runs, newest first. */
export function RunTable({ runs }: { readonly runs: readonly WireTestRun[] }): ReactElement {
  const { t } = useWords();
  const columns = useColumns();
  if (runs.length === 0) return <Notice title={t('testRuns.noRuns')} />;
  return <Table caption={t('testRuns.runs')} columns={columns} rows={runs} rowKey={({ id }) => id} />;
}

function useColumns(): Column<WireTestRun>[] {
  const plant = usePlant();
  const time = useSiteTime();
  const now = useNow();
  const ruleTitle = useRuleTitle();
  const { t, text } = useWords();
  return [
    {
      key: 'start',
      title: t('testRuns.start'),
      cell: ({ id, run }) => (
        <Link to="/test-runs/$id" params={{ id: String(id) }}>
          {run ? time.brief(Date.parse(run.startedAt), now) : MISSING}
        </Link>
      ),
    },
    {
      key: 'set',
      title: t('paper.equipment'),
      cell: ({ equipment }) => text(plant.equipmentById.get(equipment)?.name ?? { en: equipment, zh: equipment }),
    },
    { key: 'kind', title: t('paper.what'), cell: ({ run }) => run && t(`testRuns.kind.${run.kind}`) },
    {
      key: 'length',
      title: t('testRuns.length'),
      number: true,
      cell: ({ run }) => (run?.endedAt ? t('testRuns.minutes', { count: minutesOf(run) }) : t('testRuns.running')),
    },
    {
      key: 'load',
      title: t('testRuns.load'),
      number: true,
      wide: true,
      cell: ({ run }) => (run?.loadMeanPct == null ? MISSING : `${formatNumber(run.loadMeanPct, 0)}\u2009%`),
    },
    {
      key: 'counts',
      title: t('testRuns.countsFor'),
      wide: true,
      cell: ({ run }) => (run && run.counts.length > 0 ? run.counts.map(ruleTitle).join(', ') : t('testRuns.nothing')),
    },
    { key: 'source', title: t('paper.by'), wide: true, cell: ({ run }) => run && t(`testRuns.source.${run.source}`) },
    {
      key: 'result',
      title: t('testRuns.result'),
      cell: ({ run }) => (run?.result ? t(`testRuns.resultOf.${run.result}`) : t('testRuns.notSigned')),
    },
  ];
}
