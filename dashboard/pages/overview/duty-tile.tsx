import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useOrders } from '../../data/hooks/queries.ts';
import { useOpenRounds } from '../../data/hooks/use-rounds.ts';
import { useMay } from '../../data/hooks/use-session.ts';
import { useLogSheets } from '../../data/hooks/use-sheets.ts';
import { useSiteTime } from '../../data/hooks/use-site.ts';
import { useWords } from '../../i18n/use-words.ts';
import { type DutyWork, type Task, tasksOf } from '../../panels/duty-today/tasks.ts';
import { useNamesOnDuty } from '../../panels/duty-today/use-names-on-duty.ts';
import { useToday } from '../../panels/duty-today/use-today.ts';
import { PersonName } from '../../ui/person-name.tsx';
import css from './overview-page.module.css';

const MOST_TASKS = 4;

/** Who is on duty, and what is to be done today: late first. */
export function DutyTile(): ReactElement {
  const { t } = useWords();
  const mayRecords = useMay('record:read');
  return (
    <article className={css.tile}>
      <header className={css.head}>
        <Link to="/duty" className={css.title}>
          {t('overview.duty')}
        </Link>
      </header>
      <OnDuty />
      {mayRecords ? <RecordTasks /> : <OrderTasks />}
      <Orders />
    </article>
  );
}

/** Who answers now, each once. */
function OnDuty(): ReactElement {
  const { names, isKnown } = useNamesOnDuty();
  const { t } = useWords();
  return (
    <p className={css.people}>
      <Link to="/on-call" search={{}} className="label">
        {t('duty.now')}
      </Link>{' '}
      {names.map((name) => (
        <PersonName key={name}>{name}</PersonName>
      ))}
      {isKnown && names.length === 0 && <strong>! {t('duty.nobody')}</strong>}
    </p>
  );
}

function RecordTasks(): ReactElement {
  const { day, now } = useToday();
  const sheets = useLogSheets(day?.startMs ?? now, day?.endMs ?? now).data ?? [];
  const rounds = useOpenRounds().data ?? [];
  const orders = useOrders('open').data ?? [];
  return <TaskList work={{ sheets, rounds, orders }} now={now} endOfDay={day?.endMs ?? now} />;
}

/** For those who may not read the papers of the duty room. */
function OrderTasks(): ReactElement {
  const { day, now } = useToday();
  const orders = useOrders('open').data ?? [];
  return <TaskList work={{ sheets: [], rounds: [], orders }} now={now} endOfDay={day?.endMs ?? now} />;
}

interface TaskListProps {
  readonly work: DutyWork;
  readonly now: number;
  readonly endOfDay: number;
}

function TaskList({ work, now, endOfDay }: TaskListProps): ReactElement {
  const { t } = useWords();
  const tasks = tasksOf(work, now, endOfDay);
  if (tasks.length === 0) return <p className="quiet">{t('overview.noTasks')}</p>;
  return (
    <>
      <ul>
        {tasks.slice(0, MOST_TASKS).map((task) => (
          <li key={`${task.kind} ${task.id}`}>
            <TaskLine task={task} now={now} />
          </li>
        ))}
      </ul>
      {tasks.length > MOST_TASKS && (
        <p className="quiet">{t('overview.moreTasks', { count: tasks.length - MOST_TASKS })}</p>
      )}
    </>
  );
}

function TaskLine({ task, now }: { readonly task: Task; readonly now: number }): ReactElement {
  const { t, text } = useWords();
  const time = useSiteTime();
  const at = task.dueMs === null ? '' : time.brief(task.dueMs, now);
  const when = task.isLate ? t('overview.late') : at === '' ? t('overview.toDo') : t('overview.due', { at });
  const words = (
    <>
      <span className={css.taskWords} title={text(task.title)}>
        {task.kind === 'order' ? `${task.id} ` : ''}
        {text(task.title)}
      </span>
      <span className={task.isLate ? css.strong : 'quiet'}>{when}</span>
    </>
  );
  const params = { id: String(task.id) };
  switch (task.kind) {
    case 'sheet':
      return (
        <Link to="/log-sheets/$id" params={params} search={{}} className={css.task}>
          {words}
        </Link>
      );
    case 'round':
      return (
        <Link to="/rounds/$id" params={params} search={{}} className={css.task}>
          {words}
        </Link>
      );
    case 'order':
      return (
        <Link to="/work-orders/$id" params={params} className={css.task}>
          {words}
        </Link>
      );
  }
}

/** Open work orders, and those that nobody has. */
function Orders(): ReactElement | null {
  const orders = useOrders('open').data;
  const { t } = useWords();
  if (!orders) return null;
  const unassigned = orders.filter(({ assignee }) => assignee === null).length;
  return (
    <p className="label">
      <Link to="/work-orders" search={{ view: 'open' }}>
        {t('overview.orders')}: {orders.length}
      </Link>
      {unassigned > 0 && (
        <strong>
          {' '}
          · {t('overview.unassigned')}: {unassigned}
        </strong>
      )}
    </p>
  );
}
