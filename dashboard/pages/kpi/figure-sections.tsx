import type { ReactElement } from 'react';
import { usePlant } from '../../data/hooks/use-site.ts';
import type { WireBoard } from '../../data/maintenance-api.ts';
import { formatAge } from '../../format/duration.ts';
import { MISSING } from '../../format/number.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import { Table } from '../../ui/table.tsx';
import css from './kpi-page.module.css';
import { RepairShares } from './repair-shares.tsx';

const TIMES = ['acknowledge', 'accept', 'arrive', 'repair'] as const;
const span = (ms: number | null): string => (ms === null ? MISSING : formatAge(ms));

/** Orders, times, failures, causes, and where most had to be repaired, of the month. */
export function FigureSections({ board }: { readonly board: WireBoard }): ReactElement {
  const plant = usePlant();
  const { t, text } = useWords();
  const nameOf = (id: string): string => {
    const machine = plant.equipmentById.get(id);
    return machine ? `${id} ${text(machine.name)}` : id;
  };
  const placeName = (of: string): string => {
    const area = plant.site.areas.find(({ id }) => id === of);
    return area ? text(area.name) : of;
  };
  return (
    <>
      <Orders board={board} />
      <Times board={board} />
      <Failures board={board} />
      <Causes board={board} />
      <RepairShares title={t('kpi.byMachine')} shares={board.machines} nameOf={nameOf} />
      <RepairShares title={t('kpi.byPlace')} shares={board.places} nameOf={placeName} />
    </>
  );
}

function Orders({ board }: { readonly board: WireBoard }): ReactElement {
  const { t } = useWords();
  const { reported, done, open, overdue, reopenedLater, ageing } = board.orders;
  const { plannedHours, allHours } = board.plannedShare;
  const facts = [
    [t('kpi.reported'), reported],
    [t('kpi.done'), done],
    [t('kpi.open'), open],
    [t('kpi.overdue'), overdue],
    [t('kpi.changed'), reopenedLater],
    [t('kpi.plannedShare'), t('kpi.planned', { planned: plannedHours.toFixed(1), all: allHours.toFixed(1) })],
  ] as const;
  const ages = ageing.filter((age) => age.open > 0);
  return (
    <Section title={t('kpi.orders')}>
      <dl className={css.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        {ages.map((age) => (
          <div key={String(age.upToDays)}>
            <dt>
              {t('kpi.ageing')} {age.upToDays === null ? t('kpi.longer') : t('kpi.upTo', { count: age.upToDays })}
            </dt>
            <dd>{age.open}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

function Times({ board }: { readonly board: WireBoard }): ReactElement {
  const { t } = useWords();
  const title = t('kpi.times');
  const rows = TIMES.map((name) => ({ name, ...board[name] }));
  return (
    <Section title={title}>
      <Table
        caption={title}
        rows={rows}
        rowKey={({ name }) => name}
        columns={[
          { key: 'what', title: t('kpi.what'), cell: ({ name }) => t(`kpi.${name}`) },
          { key: 'mean', title: t('kpi.mean'), number: true, cell: ({ meanMs }) => span(meanMs) },
          { key: 'p90', title: t('kpi.p90'), number: true, cell: ({ p90Ms }) => span(p90Ms) },
          { key: 'n', title: t('kpi.cases'), number: true, cell: ({ n }) => n },
        ]}
      />
    </Section>
  );
}

function Failures({ board }: { readonly board: WireBoard }): ReactElement {
  const { t } = useWords();
  const title = t('kpi.between');
  if (board.betweenFailures.length === 0) {
    return (
      <Section title={title}>
        <Notice title={t('kpi.noFailures')} />
      </Section>
    );
  }
  return (
    <Section title={title}>
      <Table
        caption={title}
        rows={board.betweenFailures}
        rowKey={(row) => row.class}
        columns={[
          { key: 'class', title: t('kpi.what'), cell: (row) => row.class },
          { key: 'machines', title: t('kpi.machines'), number: true, cell: ({ machines }) => machines },
          { key: 'failures', title: t('kpi.failures'), number: true, cell: ({ failures }) => failures },
          {
            ...{ key: 'hours', title: t('kpi.hours'), number: true },
            cell: ({ hours }) => (hours === null ? t('kpi.verdict.none') : Math.round(hours)),
          },
        ]}
      />
    </Section>
  );
}

function Causes({ board }: { readonly board: WireBoard }): ReactElement {
  const { t } = useWords();
  const title = t('kpi.causes');
  return (
    <Section title={title}>
      {board.causes.length === 0 ? (
        <Notice title={t('kpi.noCauses')} />
      ) : (
        <Table
          caption={title}
          rows={board.causes}
          rowKey={({ cause }) => cause}
          columns={[
            { key: 'cause', title: t('kpi.causes'), cell: ({ cause }) => cause },
            { key: 'count', title: t('kpi.cases'), number: true, cell: ({ count }) => count },
          ]}
        />
      )}
    </Section>
  );
}
