import type { Alarm, AlarmState } from '../../gateway/domain/alarm.ts';
import type { WireAlarm } from './alarm-api.ts';
import { type Cell, createCell } from './cell.ts';

type Watched<T> = Pick<Cell<T>, 'get' | 'subscribe'>;

/**
 * Open alarms by priority, then newest: those that people are told of, and beside them those that are kept quiet.
 * One new list per change, so that components may compare by identity.
 */
export interface AlarmStore extends Watched<readonly WireAlarm[]> {
  /** Shelved, suppressed or out of service: counted, and shown in places of their own. */
  readonly quiet: Watched<readonly WireAlarm[]>;
  /** Takes the whole list, from a snapshot. */
  replace(alarms: readonly WireAlarm[]): void;
  /** Takes the new states of alarms; a closed one leaves the lists. */
  upsert(...alarms: readonly WireAlarm[]): void;
}

const RANK: Readonly<Record<Alarm['priority'], number>> = { P1: 0, P2: 1, P3: 2, P4: 3 };

/** Higher priority first, then the newer; equal moments by id, so that the order never wavers. Times are all written alike: their text sorts. */
export const compareAlarms = (a: WireAlarm, b: WireAlarm): number =>
  RANK[a.priority] - RANK[b.priority] || compareTexts(b.activeAt, a.activeAt) || compareTexts(a.id, b.id);

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const QUIET: ReadonlySet<AlarmState> = new Set(['shelved', 'suppressed', 'out-of-service']);
const UNACKNOWLEDGED: ReadonlySet<AlarmState> = new Set([
  'active-unacknowledged',
  'returned-unacknowledged',
  'latched-unacknowledged',
]);

export const isQuiet = ({ state }: Pick<WireAlarm, 'state'>): boolean => QUIET.has(state);

/** People have been told of it and it is not kept quiet; one that is only held back in case its cause shows is none yet. */
export const isAnnounced = (alarm: Pick<WireAlarm, 'state' | 'annunciatedAt'>): boolean =>
  alarm.state !== 'closed' && !isQuiet(alarm) && alarm.annunciatedAt !== null;

export const isUnacknowledged = ({ state }: Pick<WireAlarm, 'state'>): boolean => UNACKNOWLEDGED.has(state);

/** The condition still holds, acknowledged and latched or not. */
export const isStillActive = ({ state, returnedAt }: Pick<WireAlarm, 'state' | 'returnedAt'>): boolean =>
  state !== 'closed' && returnedAt === null;

export function createAlarmStore(): AlarmStore {
  const announced = createCell<readonly WireAlarm[]>([]);
  const quiet = createCell<readonly WireAlarm[]>([]);
  const byId = new Map<string, WireAlarm>();

  function take(alarm: WireAlarm): void {
    if (alarm.state === 'closed') byId.delete(alarm.id);
    else byId.set(alarm.id, alarm);
  }

  function show(): void {
    const open = [...byId.values()];
    announced.set(open.filter(isAnnounced).sort(compareAlarms));
    quiet.set(open.filter(isQuiet).sort(compareAlarms));
  }

  return {
    get: announced.get,
    subscribe: announced.subscribe,
    quiet,
    replace: (alarms) => {
      byId.clear();
      for (const alarm of alarms) take(alarm);
      show();
    },
    upsert: (...alarms) => {
      for (const alarm of alarms) take(alarm);
      show();
    },
  };
}
