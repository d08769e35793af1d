import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { useDeed } from '../../data/hooks/use-paper.ts';
import { useMay } from '../../data/hooks/use-session.ts';
import { usePlant, useSiteTime } from '../../data/hooks/use-site.ts';
import type { WireTestRun } from '../../data/test-run-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { WordsDialog } from '../../panels/paper/words-dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { type Column, Table } from '../../ui/table.tsx';

/** What had to be run by when, and what became of it. */
export function DutyTable({ duties }: { readonly duties: readonly WireTestRun[] }): ReactElement {
  const [excusing, setExcusing] = useState<number>();
  const excuse = useDeed('test-run', (api, reason: string) =>
    api.doTestRun(excusing ?? 0, { deed: 'excuse', body: { reason } }),
  );
  const columns = useColumns(setExcusing);
  const { t } = useWords();
  if (duties.length === 0) return <Notice title={t('testRuns.noDuties')} />;
  return (
    <>
      <Table caption={t('testRuns.duties')} columns={columns} rows={duties} rowKey={({ id }) => id} />
      {excusing !== undefined && (
        <WordsDialog
          title={t('testRuns.excuse')}
          submit={t('testRuns.excuse')}
          label={t('paper.reason')}
          pending={excuse.isPending}
          error={excuse.error}
          onSend={(reason) => excuse.mutate(reason, { onSuccess: () => setExcusing(undefined) })}
          onClose={() => setExcusing(undefined)}
        />
      )}
    </>
  );
}

function useColumns(onExcuse: (id: number) => void): Column<WireTestRun>[] {
  const plant = usePlant();
  const time = useSiteTime();
  const may = useMay('record:review');
  const { t, text } = useWords();
  return [
    {
      key: 'set',
      title: t('paper.equipment'),
      cell: ({ equipment }) => text(plant.equipmentById.get(equipment)?.name ?? { en: equipment, zh: equipment }),
    },
    { key: 'rule', title: t('testRuns.due'), cell: ({ duty }) => duty && text(duty.title) },
    {
      key: 'by',
      title: t('paper.at'),
      number: true,
      cell: ({ duty }) => duty && time.date(Date.parse(duty.dueAt) - 1),
    },
    { key: 'state', title: t('alarms.state'), cell: (row) => <DutyState row={row} /> },
    {
      key: 'deed',
      title: '',
      wide: true,
      cell: ({ id, state }) =>
        may &&
        state === 'open' && (
          <Button variant="default" size="xs" onClick={() => onExcuse(id)}>
            {t('testRuns.excuse')}
          </Button>
        ),
    },
  ];
}

function DutyState({ row }: { readonly row: WireTestRun }): ReactElement {
  const { t } = useWords();
  const { duty, state } = row;
  if (duty?.excuse) return <>{t('testRuns.excused', { reason: duty.excuse.reason })}</>;
  const marks = { open: '○', done: '√', missed: '×', cancelled: '—' } as const;
  return (
    <>
      {marks[state]} {t(`paper.state.${state}`)}
      {state === 'done' && duty?.isLate && ` · ${t('testRuns.late')}`}
    </>
  );
}
