import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useServices } from '../../data/hooks/services-context.ts';
import { useOpenTasks, useTasks } from '../../data/hooks/use-maintenance.ts';
import { usePlant } from '../../data/hooks/use-site.ts';
import type { WireTask } from '../../data/maintenance-api.ts';
import { readSiteEntry } from '../../format/site-entry.ts';
import { createSiteTime } from '../../format/site-time.ts';
import { useWords, type Words } from '../../i18n/use-words.ts';
import { Answer } from '../../panels/form-dialog/answer.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import css from './maintenance-page.module.css';
import { afterMonth } from './months.ts';

/** What is to be done now; overdue first, then by day. */
export function OpenTasks(): ReactElement {
  const query = useOpenTasks();
  const sorted = (tasks: readonly WireTask[]) =>
    [...tasks].sort((a, b) => a.body.plannedFor.localeCompare(b.body.plannedFor));
  return <Answer query={query}>{(tasks) => <TaskTable tasks={sorted(tasks)} />}</Answer>;
}

/** The turns of this month, whatever became of them. */
export function MonthTasks(): ReactElement {
  const { timeZone } = usePlant().site;
  const { time } = useServices();
  const month = createSiteTime(timeZone).month(time.nowMs());
  const [from, to] = [month, afterMonth(month)].map((one) =>
    new Date(readSiteEntry(`${one}-01 00:00`, timeZone) ?? 0).toISOString(),
  );
  const query = useTasks(from!, to!);
  return (
    <Answer query={query}>
      {(tasks) => <TaskTable tasks={tasks.filter(({ body }) => body.because !== 'taken-over').reverse()} />}
    </Answer>
  );
}

function TaskTable({ tasks }: { readonly tasks: readonly WireTask[] }): ReactElement {
  const words = useWords();
  const title = words.t('upkeep.title');
  if (tasks.length === 0) return <Notice title={words.t('upkeep.none')} />;
  return (
    <Section title={title}>
      <Table caption={title} columns={columnsOf(words)} rows={tasks} rowKey={({ id }) => id} />
    </Section>
  );
}

function columnsOf({ t, text }: Words): Column<WireTask>[] {
  return [
    { key: 'day', title: t('upkeep.plannedFor'), cell: ({ body }) => body.plannedFor },
    {
      key: 'where',
      title: t('upkeep.where'),
      cell: ({ id, body }) => (
        <Link to="/maintenance/$id" params={{ id: String(id) }}>
          {text(body.target.name)}
        </Link>
      ),
    },
    {
      key: 'what',
      title: t('upkeep.what'),
      cell: ({ body }) => (
        <span className={css.words}>
          {text(body.title)} · {text(body.levelTitle)}
        </span>
      ),
    },
    { key: 'slot', title: t('upkeep.slot'), wide: true, cell: ({ body }) => body.until },
    { key: 'state', title: t('upkeep.state'), cell: (task) => <State task={task} /> },
    { key: 'by', title: t('upkeep.contractor'), wide: true, cell: ({ body }) => body.contractor ?? t('upkeep.own') },
    { key: 'order', title: t('upkeep.order'), number: true, wide: true, cell: ({ body }) => <Order id={body.order} /> },
  ];
}

/** A word, and a mark where somebody has to see it. */
export function State({ task }: { readonly task: Pick<WireTask, 'state' | 'body'> }): ReactElement {
  const { t } = useWords();
  const { state, body } = task;
  const answered = body.answers.length;
  return (
    <span className={css.words}>
      {t(`upkeep.stateOf.${state}`)}
      {state === 'open' && answered > 0 && <> · {t('upkeep.progress', { done: answered, all: body.items.length })}</>}
      {state === 'open' && body.overdueSince && <b className={css.mark}> {t('upkeep.overdue')}</b>}
      {state === 'done' && body.isLate && <b className={css.mark}> {t('upkeep.late')}</b>}
      {body.statutory && (
        <span className={css.small}> {t(body.statutory.checked ? 'upkeep.byLaw' : 'upkeep.statutory')}</span>
      )}
    </span>
  );
}

export function Order({ id }: { readonly id: number | null }): ReactElement | null {
  if (id === null) return null;
  return (
    <Link to="/work-orders/$id" params={{ id: String(id) }}>
      {id}
    </Link>
  );
}
