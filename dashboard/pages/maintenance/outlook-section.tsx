import { type ReactElement, useState } from 'react';
import { useServices } from '../../data/hooks/services-context.ts';
import { useForeseen } from '../../data/hooks/use-maintenance.ts';
import { useSiteTime } from '../../data/hooks/use-site.ts';
import type { WireForeseen } from '../../data/maintenance-api.ts';
import { useWords, type Words } from '../../i18n/use-words.ts';
import { Answer } from '../../panels/form-dialog/answer.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import css from './maintenance-page.module.css';
import { shiftDay } from './months.ts';

const REACHES = ['30', '90', '365'] as const;

/** Turns that are coming, at the pace of the last weeks where running hours count. */
export function OutlookSection(): ReactElement {
  const [days, setDays] = useState<(typeof REACHES)[number]>('30');
  const { time } = useServices();
  const today = useSiteTime().date(time.nowMs());
  const query = useForeseen(shiftDay(today, Number(days)));
  const words = useWords();
  const title = words.t('upkeep.view.outlook');
  return (
    <>
      <Tabs
        label={title}
        tabs={REACHES.map((id) => ({ id, label: words.t('performance.days', { count: Number(id) }) }))}
        chosen={days}
        onChoose={setDays}
      />
      <Answer query={query}>
        {(turns) =>
          turns.length === 0 ? (
            <Notice title={words.t('upkeep.noneForeseen')} />
          ) : (
            <Section title={title}>
              <Table caption={title} columns={columnsOf(words)} rows={turns} rowKey={({ key }) => key} />
            </Section>
          )
        }
      </Answer>
    </>
  );
}

function columnsOf({ t, text }: Words): Column<WireForeseen>[] {
  return [
    { key: 'day', title: t('upkeep.plannedFor'), cell: ({ plannedFor }) => plannedFor },
    { key: 'where', title: t('upkeep.where'), cell: ({ target }) => text(target.name) },
    {
      key: 'what',
      title: t('upkeep.what'),
      cell: ({ title, levelTitle, isStatutory }) => (
        <span className={css.words}>
          {text(title)} · {text(levelTitle)} {isStatutory && <span className={css.small}>{t('upkeep.statutory')}</span>}
        </span>
      ),
    },
    { key: 'why', title: t('deed.reason'), wide: true, cell: ({ because }) => t(`upkeep.because.${because}`) },
    { key: 'by', title: t('upkeep.contractor'), wide: true, cell: ({ contractor }) => contractor ?? t('upkeep.own') },
    {
      key: 'minutes',
      title: '',
      number: true,
      wide: true,
      cell: ({ minutes }) => t('upkeep.minutes', { count: minutes }),
    },
  ];
}
