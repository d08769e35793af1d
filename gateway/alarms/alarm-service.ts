import type { Alarm } from '../domain/alarm.ts';
import type { AlarmInput, StepResult } from '../domain/alarm-step.ts';
import { done, type Outcome, PlantroomError, refused } from '../domain/errors.ts';
import type { AlarmRepository } from '../ports/alarm-repository.ts';
import type { AcknowledgeRequest, AlarmQuery, AlarmService } from '../ports/alarm-service.ts';
import { parseAlarmId } from './alarm-record.ts';
import type { Slot } from './condition-table.ts';

type AcknowledgeInput = Extract<AlarmInput, { kind: 'acknowledge' }>;

export interface AlarmServiceOptions {
  readonly slots: readonly Slot[];
  readonly repository: Pick<AlarmRepository, 'list' | 'get' | 'events'>;
  readonly find: (conditionId: string) => Slot | undefined;
  /** Takes the step and settles with its transaction; `alarm` is as the step left it. */
  readonly acknowledge: (slot: Slot, input: AcknowledgeInput) => Promise<{ result: StepResult; alarm: Alarm | null }>;
  readonly onChange: AlarmService['onChange'];
}

/** Alarms for the rest of the program: open ones from memory, as they are stored, older ones from the store. */
export function createAlarmService(options: AlarmServiceOptions): AlarmService {
  const { slots, repository } = options;
  const open = (): Alarm[] => {
    const alarms: Alarm[] = [];
    for (const { alarm } of slots) if (alarm && alarm.state !== 'closed') alarms.push(alarm);
    return alarms.sort(byUrgency);
  };
  return {
    open,
    list: async (query) => (query.state === 'open' ? select(open(), query) : repository.list(query)),
    get: async (id) => {
      const parsed = parseAlarmId(id);
      const held = parsed && options.find(parsed.conditionId)?.alarm;
      return held?.id === id ? held : repository.get(id);
    },
    events: (id) => repository.events(id),
    acknowledge: (request) => acknowledge(options, request),
    onChange: options.onChange,
  };
}

/** P1 first, then the newest. */
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

async function acknowledge(options: AlarmServiceOptions, request: AcknowledgeRequest): Promise<Outcome<Alarm>> {
  const slot = findSlot(options, request.id);
  if (!slot) return refused((await options.repository.get(request.id)) ? 'ALARM_EPISODE_CLOSED' : 'ALARM_NOT_FOUND');
  const { actor, occurrence = null, note = null } = request;
  try {
    const { result, alarm } = await options.acknowledge(slot, { kind: 'acknowledge', actor, occurrence, note });
    if (result.refusal === 'ALARM_STALE_OCCURRENCE')
      return refused(result.refusal, `it is now at occurrence ${result.state.episode?.occurrence}`);
    return alarm && !result.refusal ? done(alarm) : refused(result.refusal ?? 'ALARM_NOT_FOUND');
  } catch (error) {
    if (!(error instanceof PlantroomError)) throw error;
    return refused(error.code, 'the acknowledgement is kept in memory and stored as soon as the disk answers');
  }
}

/** The slot whose latest episode has this id. */
function findSlot(options: AlarmServiceOptions, id: string): Slot | undefined {
  const parsed = parseAlarmId(id);
  const slot = parsed && options.find(parsed.conditionId);
  return slot?.state.episode?.number === parsed?.episode ? slot : undefined;
}
