import type { Alarm, AlarmEvent } from '../../gateway/domain/alarm.ts';
import type { Actor } from '../../gateway/domain/alarm-input.ts';
import { done, refused } from '../../gateway/domain/errors.ts';
import type { JournalQuery, MaintenanceMode, ResponseTick } from '../../gateway/ports/alarm-repository.ts';
import type {
  AlarmAction,
  AlarmService,
  DeskState,
  QuietCondition,
  ResponseCard,
} from '../../gateway/ports/alarm-service.ts';
import { Source } from './source.ts';

const text = (en: string) => ({ en, zh: `${en} 中文` });

/** A valid alarm of the fake site. */
export function fakeAlarm(id = 'PUMP-1.high~1', change: Partial<Alarm> = {}): Alarm {
  return {
    ...{ id, conditionId: id.split('~')[0]!, episode: 1, occurrence: 1, state: 'active-unacknowledged' },
    ...{ priority: 'P2', class: 'equipment', kind: 'limit', equipment: 'PUMP-1', system: 'water', tag: 'PUMP-1.p0' },
    ...{ title: text('Pressure high'), consequence: text('Leak'), action: text('Look') },
    ...{ value: 9, limit: 8, unit: 'bar', onsetAt: 1000, activeAt: 2000, annunciatedAt: 2000 },
    ...{ returnedAt: null, acknowledgedAt: null, acknowledgedBy: null, closedAt: null, unknownSince: null },
    ...{ shelvedUntil: null, shelvedBy: null, suppressedBy: [], parent: null, consequences: 0, firstOut: null },
    ...{ isChattering: false, workOrder: null },
    ...change,
  };
}

/** A valid row of the journal. */
export function fakeAlarmEvent(change: Partial<AlarmEvent> = {}): AlarmEvent {
  return {
    ...{
      sequence: 1,
      type: 'activated',
      alarmId: 'PUMP-1.high~1',
      conditionId: 'PUMP-1.high',
      occurrence: 1,
      level: 0,
      priority: 'P2',
      at: 2000,
    },
    ...{ sourceTime: 1990, isTimeSuspect: false, value: 9, limit: 8, actor: 'system', via: 'system', note: null },
    ...{ conditionId: 'PUMP-1.high', reason: null, annunciation: null },
    ...change,
  };
}

const QUIET: QuietCondition = {
  ...{ conditionId: 'PUMP-2.high', equipment: 'PUMP-2', title: text('Pressure high'), state: 'shelved' },
  ...{ until: 9000, by: 'engineer', reason: 'valve is being exchanged', isActive: true },
};

const MODE: MaintenanceMode = {
  ...{ equipment: 'PUMP-2', from: 1000, until: 7_201_000, by: 'engineer', reason: 'new seal', workOrder: 7 },
};

/** Alarms in memory. Knows one alarm unless told otherwise, notes what it is asked to do, and judges next to nothing. */
export class FakeAlarms extends Source<Alarm> implements AlarmService {
  alarms: Alarm[] = [fakeAlarm()];
  /** Alarms that are acknowledged only with a note. */
  readonly needNote = new Set<string>();
  readonly acted: { readonly id: string; readonly action: AlarmAction; readonly actor: Actor }[] = [];
  readonly ticks: ResponseTick[] = [];
  readonly maintained: MaintenanceMode[] = [];
  readonly asked: JournalQuery[] = [];
  private readonly desks = new Source<DeskState>();
  readonly onDesk = this.desks.onChange;
  readonly emitDesk = this.desks.emit;

  open(): readonly Alarm[] {
    return this.alarms;
  }
  async list(): Promise<readonly Alarm[]> {
    return this.alarms;
  }
  async get(id: string): Promise<Alarm | undefined> {
    return this.alarms.find((alarm) => alarm.id === id || alarm.conditionId === id);
  }
  async events(alarmId: string): Promise<readonly AlarmEvent[]> {
    return [fakeAlarmEvent({ alarmId })];
  }
  async journal(query: JournalQuery): Promise<readonly AlarmEvent[]> {
    this.asked.push(query);
    return [fakeAlarmEvent(), fakeAlarmEvent({ sequence: 2, type: 'flood-started', alarmId: null, priority: null })];
  }
  async act(id: string, action: AlarmAction, actor: Actor) {
    const alarm = await this.get(id);
    if (!alarm) return refused('ALARM_NOT_FOUND');
    if (action.kind === 'acknowledge' && action.occurrence !== null && action.occurrence < alarm.occurrence)
      return refused('ALARM_STALE_OCCURRENCE');
    if (action.kind === 'acknowledge' && action.note === null && this.needNote.has(id))
      return refused('ALARM_NOTE_REQUIRED');
    this.acted.push({ id, action, actor });
    if (action.kind !== 'acknowledge') return done(alarm);
    return done({
      ...alarm,
      ...{ state: 'active-acknowledged' as const, acknowledgedBy: actor.name, acknowledgedAt: 4000 },
    });
  }
  async card(id: string) {
    const alarm = await this.get(id);
    return alarm ? done(this.cardOf(alarm)) : refused('ALARM_NOT_FOUND');
  }
  async tick(tick: ResponseTick) {
    this.ticks.push(tick);
    return this.card(tick.alarmId);
  }
  quiet(): readonly QuietCondition[] {
    return [QUIET];
  }
  desk(): DeskState {
    return { flood: null, maintenance: [MODE], unrecordedSince: null };
  }
  async maintain(mode: MaintenanceMode) {
    this.maintained.push(mode);
    return done(undefined);
  }

  private cardOf({ id, consequence, action }: Alarm): ResponseCard {
    const tick = this.ticks.findLast(({ alarmId }) => alarmId === id) ?? null;
    return {
      ...{ alarmId: id, consequence, cause: text('Valve shut'), action, timeToRespondMs: 600_000 },
      steps: [{ id: 'look', kind: 'check', text: text('Look at the valve'), tag: undefined, required: true, tick }],
      rules: { longestShelfMs: 28_800_000, acknowledgement: 'required', confirmRequired: false, latching: false },
    };
  }
}
