import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import type { WireAlarm } from '../../data/alarm-api.ts';
import { codeOf } from '../../data/api-error.ts';
import { useWords } from '../../i18n/use-words.ts';
import { AlarmRows } from '../../panels/alarm-list/alarm-rows.tsx';
import { Loading, Notice } from '../../ui/notice.tsx';

export interface AlarmHistoryProps {
  readonly history: UseQueryResult<WireAlarm[]>;
  readonly chosen: string | undefined;
  readonly onChoose: (id: string) => void;
}

/** All alarms, closed ones too, newest first. */
export function AlarmHistory({ history, chosen, onChoose }: AlarmHistoryProps): ReactElement {
  const { t } = useWords();
  if (history.error)
    return (
      <Notice
        title={t('error.title')}
        hint={t('error.offlineHint')}
        code={t('error.code', { code: codeOf(history.error) })}
        retry={{ label: t('error.retry'), act: () => void history.refetch() }}
      />
    );
  if (!history.data) return <Loading label={t('signIn.loading')} />;
  const rows = [...history.data].sort((a, b) => Date.parse(b.activeAt) - Date.parse(a.activeAt));
  if (rows.length === 0) return <Notice title={t('alarms.noHistory')} />;
  return <AlarmRows alarms={rows} selected={chosen} onSelect={onChoose} />;
}
