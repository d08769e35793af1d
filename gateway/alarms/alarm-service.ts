import type { Alarm } from '../domain/alarm.ts';
import type { StepEvent } from '../domain/alarm-input.ts';
import type { AlarmQuery, AlarmRepository } from '../ports/alarm-repository.ts';
import type { AlarmService } from '../ports/alarm-service.ts';
import { actOnAlarm } from './alarm-actions.ts';
import { isSeen, parseAlarmId } from './alarm-record.ts';
import type { ConditionRunner } from './condition-runner.ts';
import type { Slot } from './condition-table.ts';
import type { Desk } from './desk.ts';
import { quietConditions } from './quiet-conditions.ts';
import { readCard, tickStep } from './response-cards.ts';

export interface AlarmServiceOptions extends Pick<AlarmService, 'maintain' | 'onChange'> {
  readonly slots: readonly Slot[];
  readonly repository: Pick<AlarmRepository, 'list' | 'get' | 'events' | 'journal' | 'ticks' | 'tick'>;
  readonly find: (conditionId: string) => Slot | undefined;
  readonly runner: Pick<ConditionRunner, 'act'>;
  readonly addEvent: (slot: Slot, event: StepEvent) => void;
  readonly desk: Desk;
}

/** Alarms for the rest of the program: open ones from memory, as they are stored, older ones from the store. */
export function createAlarmService(options: AlarmServiceOptions): AlarmService {
  const { slots, repository, desk } = options;
  const open = (): Alarm[] => openAlarms(slots);
  return {
    open,
    list: async (query) => (query.state === 'open' ? select(open(), query) : repository.list(query)),
    get: async (id) => {
      const parsed = parseAlarmId(id);
      const held = parsed && options.find(parsed.conditionId)?.alarm;
      return held?.id === id ? held : repository.get(id);
    },
    events: (id) => repository.events(id),
    journal: (query) => repository.journal(query),
    act: (id, action, actor) => actOnAlarm(options, id, action, actor),
    card: (id) => readCard(options, id),
    tick: (tick) => tickStep(options, tick),
    quiet: () => quietConditions(slots),
    desk: () => desk.state(),
    maintain: options.maintain,
    onChange: options.onChange,
    onDesk: (listener) => desk.onChange(listener),
  };
}

/** Those people see, P1 first, then the newest. */
export function openAlarms(slots: readonly Slot[]): Alarm[] {
  const alarms: Alarm[] = [];
  for (const { alarm } of slots) if (alarm && alarm.state !== 'closed' && isSeen(alarm)) alarms.push(alarm);
  return alarms.sort(byUrgency);
}

const byUrgency = (a: Alarm, b: Alarm): number =>
  a.priority.localeCompare(b.priority) || b.activeAt - a.activeAt || a.id.localeCompare(b.id);

/** A list goes by time alone, newest first, so that `before` leads on from its last entry. */
function select(alarms: readonly Alarm[], query: AlarmQuery): Alarm[] {
  return alarms
    .toSorted((a, b) => b.activeAt - a.activeAt || a.id.localeCompare(b.id))
    .filter((alarm) => query.equipment === undefined || alarm.equipment === query.equipment)
    .filter((alarm) => query.before === undefined || alarm.activeAt < query.before)
    .slice(0, query.limit);
}
