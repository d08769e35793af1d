import type { ReactElement } from 'react';
import type { WireAlarm } from '../../data/alarm-api.ts';
import { useAlarmHistory } from '../../data/hooks/use-alarm-work.ts';
import { useNow, useSiteTime } from '../../data/hooks/use-site.ts';
import { formatAge } from '../../format/duration.ts';
import { formatQuantity, MISSING } from '../../format/number.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Answer } from '../../panels/form-dialog/answer.tsx';
import { Section } from '../../ui/section.tsx';
import { type Column, Table } from '../../ui/table.tsx';

const MOST_ROWS = 30;

export interface PastAlarmsProps {
  readonly equipment: string;
  readonly condition: string;
  readonly unit: string;
}

/** When one alarm came, newest first. */
export function PastAlarms({ equipment, condition, unit }: PastAlarmsProps): ReactElement {
  const history = useAlarmHistory(equipment);
  const time = useSiteTime();
  const now = useNow();
  const { t } = useWords();
  const lasted = ({ activeAt, returnedAt }: WireAlarm): string =>
    returnedAt === null ? t('limits.still') : formatAge(Date.parse(returnedAt) - Date.parse(activeAt));
  const columns: readonly Column<WireAlarm>[] = [
    { key: 'came', title: t('limits.came'), cell: ({ activeAt }) => time.stamp(Date.parse(activeAt), now) },
    {
      ...{ key: 'value', title: t('limits.value'), number: true },
      cell: ({ value }) => (value === null ? MISSING : formatQuantity(value, 1, unit)),
    },
    { key: 'lasted', title: t('limits.lasted'), cell: lasted, number: true },
  ];
  return (
    <Section title={t('limits.past')}>
      <Answer query={history}>
        {(all) => {
          const own = all.filter((one) => one.conditionId === condition);
          if (own.length === 0) return <p>{t('limits.neverCame')}</p>;
          const rows = own.sort((a, b) => Date.parse(b.activeAt) - Date.parse(a.activeAt)).slice(0, MOST_ROWS);
          return <Table caption={t('limits.past')} columns={columns} rows={rows} rowKey={({ id }) => id} />;
        }}
      </Answer>
    </Section>
  );
}
