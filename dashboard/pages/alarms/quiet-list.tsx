import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import type { WireQuiet } from '../../data/alarm-api.ts';
import { codeOf } from '../../data/api-error.ts';
import { useAlarmDeed, useQuietConditions } from '../../data/hooks/use-alarm-work.ts';
import { useQuietAlarms } from '../../data/hooks/use-alarms.ts';
import { useMay } from '../../data/hooks/use-session.ts';
import { useLink, useNow, useSiteTime } from '../../data/hooks/use-site.ts';
import { formatElapsed } from '../../format/duration.ts';
import { MISSING } from '../../format/number.ts';
import { useWords } from '../../i18n/use-words.ts';
import { useAlarmName } from '../../panels/alarm-list/use-alarm-name.ts';
import { Refusal } from '../../panels/form-dialog/refusal.tsx';
import { usePersonName } from '../../panels/live/use-person-name.ts';
import { Loading, Notice } from '../../ui/notice.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import css from './alarms-page.module.css';

export interface QuietListProps {
  readonly states: readonly WireQuiet['state'][];
  readonly onSelect: (id: string) => void;
}

/** Conditions that people have made quiet: who, why, how long yet, whether they are in alarm beneath, and the way back. */
export function QuietList({ states, onSelect }: QuietListProps): ReactElement {
  const quiet = useQuietConditions();
  const columns = useColumns(onSelect);
  const { t } = useWords();
  const rows = quiet.data?.filter(({ state }) => states.includes(state));
  const isShelf = states.includes('shelved');
  if (quiet.error) return <Notice title={t('error.title')} code={t('error.code', { code: codeOf(quiet.error) })} />;
  if (!rows) return <Loading label={t('signIn.loading')} />;
  if (rows.length === 0) return <Notice title={t(isShelf ? 'alarms.noShelved' : 'alarms.noOutOfService')} />;
  return (
    <Table
      caption={t(isShelf ? 'alarms.shelved' : 'alarms.outOfService')}
      columns={columns}
      rows={rows}
      rowKey={({ conditionId }) => conditionId}
    />
  );
}

function useColumns(onSelect: (id: string) => void): Column<WireQuiet>[] {
  const time = useSiteTime();
  const now = useNow();
  const personName = usePersonName();
  const { t } = useWords();
  const until = ({ until: iso }: WireQuiet): string => (iso === null ? MISSING : time.stamp(Date.parse(iso), now));
  const left = ({ until: iso }: WireQuiet): string => (iso === null ? MISSING : formatElapsed(Date.parse(iso) - now));
  return [
    { key: 'what', title: t('alarms.what'), cell: (row) => <Name row={row} onSelect={onSelect} /> },
    { key: 'state', title: t('alarms.state'), cell: ({ state }) => t(`quietState.${state}`) },
    { key: 'until', title: t('quiet.until'), number: true, cell: until },
    { key: 'left', title: t('quiet.left'), number: true, cell: left },
    { key: 'by', title: t('quiet.by'), cell: ({ by }) => personName(by) },
    {
      key: 'why',
      title: t('deed.reason'),
      wide: true,
      cell: ({ reason }) => <span className={css.words}>{reason}</span>,
    },
    { key: 'active', title: t('quiet.beneath'), cell: ({ isActive }) => t(isActive ? 'quiet.active' : 'quiet.normal') },
    { key: 'back', title: t('quiet.back'), cell: (row) => <WayBack row={row} /> },
  ];
}

/** Opens the card where there is an alarm beneath. */
function Name({ row, onSelect }: { readonly row: WireQuiet; readonly onSelect: (id: string) => void }): ReactElement {
  const nameOf = useAlarmName();
  const alarm = useQuietAlarms().find(({ conditionId }) => conditionId === row.conditionId);
  if (!alarm) return <>{nameOf(row)}</>;
  return (
    <button type="button" className={css.link} onClick={() => onSelect(alarm.id)}>
      {nameOf(row)}
    </button>
  );
}

function WayBack({ row }: { readonly row: WireQuiet }): ReactElement | null {
  const deed = useAlarmDeed(row.conditionId);
  const isShelved = row.state === 'shelved';
  const may = useMay(isShelved ? 'alarm:shelve' : 'alarm:service');
  const linkUp = useLink().state === 'live';
  const nameOf = useAlarmName();
  const { t } = useWords();
  const what = isShelved ? 'unshelve' : 'return-to-service';
  if (!may) return null;
  return (
    <>
      <Button
        variant="default"
        size="xs"
        disabled={!linkUp}
        loading={deed.isPending}
        aria-label={`${t(`deed.${what}`)}: ${nameOf(row)}`}
        onClick={() => deed.mutate({ what })}
      >
        {t(`deed.${what}`)}
      </Button>
      {deed.error && <Refusal error={deed.error} />}
    </>
  );
}
