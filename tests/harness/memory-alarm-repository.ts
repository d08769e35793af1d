import type { Alarm, AlarmEvent } from '../../gateway/domain/alarm.ts';
import { PlantroomError } from '../../gateway/domain/errors.ts';
import type {
  AlarmQuery,
  AlarmRepository,
  AlarmTransition,
  JournalQuery,
  MaintenanceMode,
  ResponseTick,
  StoredCondition,
  SystemEvent,
} from '../../gateway/ports/alarm-repository.ts';
import { journalKey, systemEventKey } from '../../gateway/store/journal-key.ts';
import { MemoryEscalations } from './memory-escalations.ts';
import { MemoryOutbox } from './memory-outbox.ts';

/**
 * Alarm states, episodes and journal in memory, with the rules of the real repository: what is committed again changes nothing.
 * Orders are only numbers: one per dedup key.
 */
export class MemoryAlarmRepository implements AlarmRepository {
  readonly alarms = new Map<string, Alarm>();
  readonly outbox = new MemoryOutbox(this.alarms);
  readonly escalations = new MemoryEscalations(this.alarms, this.outbox);
  readonly rows: AlarmEvent[] = [];
  /** Order numbers by dedup key. */
  readonly orders = new Map<string, number>();
  /** Episodes that went beneath another one. */
  readonly superseded: { readonly alarmId: string; readonly parent: string }[] = [];
  /** Every call rejects, as on a full disk. */
  isDown = false;
  /** What `commit` waits for before it answers. */
  slowness: Promise<void> = Promise.resolve();
  private readonly states = new Map<string, AlarmTransition>();
  private readonly keys = new Set<string>();
  private readonly modes = new Map<string, MaintenanceMode>();
  private readonly done: ResponseTick[] = [];

  async load(): Promise<readonly StoredCondition[]> {
    this.failIfDown();
    return [...this.states.values()].map(({ conditionId, state, savedAt, savedMono }) => {
      const open = [...this.alarms.values()].find((alarm) => alarm.conditionId === conditionId && isOpen(alarm));
      return { conditionId, state, savedAt, savedMono, alarm: open ? this.shown(open) : null };
    });
  }

  async commit(transitions: readonly AlarmTransition[]): Promise<ReadonlyMap<string, number>> {
    await this.slowness;
    this.failIfDown();
    const hasEscalated = transitions.map((transition) => this.store(transition)).includes(true);
    if (hasEscalated) this.escalations.changed();
    const ids = transitions.flatMap(({ alarm }) => (alarm ? [alarm.id] : []));
    return new Map(ids.flatMap((id) => pairOf(id, this.alarms.get(id)?.workOrder)));
  }

  async note(events: readonly SystemEvent[]): Promise<void> {
    this.failIfDown();
    for (const event of events) {
      const about = {
        alarmId: null,
        conditionId: null,
        occurrence: 0,
        level: 0,
        priority: null,
        via: 'system',
        ...NOTHING,
      } as const;
      this.append(systemEventKey(event), { ...about, ...event });
    }
  }

  async list({ state, equipment, before, limit }: AlarmQuery): Promise<readonly Alarm[]> {
    this.failIfDown();
    return [...this.alarms.values()]
      .filter((alarm) => state === 'all' || isOpen(alarm))
      .filter((alarm) => equipment === undefined || alarm.equipment === equipment)
      .filter((alarm) => before === undefined || alarm.activeAt < before)
      .sort((a, b) => b.activeAt - a.activeAt || a.id.localeCompare(b.id))
      .slice(0, limit)
      .map((alarm) => this.shown(alarm));
  }

  async get(id: string): Promise<Alarm | undefined> {
    this.failIfDown();
    const alarm = this.alarms.get(id);
    return alarm && this.shown(alarm);
  }

  async events(id: string): Promise<readonly AlarmEvent[]> {
    this.failIfDown();
    return this.rows.filter(({ alarmId, conditionId }) => alarmId === id || conditionId === id);
  }

  async openAt(at: number): Promise<readonly Alarm[]> {
    this.failIfDown();
    const wasOpen = ({ activeAt, closedAt }: Alarm): boolean => activeAt < at && (closedAt === null || closedAt >= at);
    return [...this.alarms.values()].filter(wasOpen).map((alarm) => this.shown(alarm));
  }

  async journal({ after = 0, from = 0, to = Infinity, types, limit }: JournalQuery): Promise<readonly AlarmEvent[]> {
    this.failIfDown();
    return this.rows
      .filter((row) => row.sequence > after && row.at >= from && row.at < to)
      .filter(({ type }) => types === undefined || types.includes(type))
      .slice(0, limit);
  }

  async verify(): Promise<readonly []> {
    this.failIfDown();
    return [];
  }

  async trimJournal(): Promise<undefined> {
    this.failIfDown();
    return undefined;
  }

  async maintenance(): Promise<readonly MaintenanceMode[]> {
    this.failIfDown();
    return [...this.modes.values()];
  }

  async setMaintenance(mode: MaintenanceMode): Promise<void> {
    this.failIfDown();
    this.modes.set(mode.equipment, mode);
  }

  async endMaintenance(equipment: string): Promise<void> {
    this.failIfDown();
    this.modes.delete(equipment);
  }

  async ticks(alarmId: string): Promise<readonly ResponseTick[]> {
    this.failIfDown();
    return this.done.filter((tick) => tick.alarmId === alarmId);
  }

  async tick(tick: ResponseTick): Promise<void> {
    this.failIfDown();
    const index = this.done.findIndex(({ alarmId, step }) => alarmId === tick.alarmId && step === tick.step);
    if (index < 0) this.done.push(tick);
    else this.done[index] = tick;
  }

  /** Answers whether an escalation was to be changed. */
  private store(transition: AlarmTransition): boolean {
    const { conditionId, alarm, events, escalation, order } = transition;
    this.states.set(conditionId, transition);
    if (alarm) this.alarms.set(alarm.id, { ...alarm, workOrder: this.alarms.get(alarm.id)?.workOrder ?? null });
    const fresh = events.filter((event) => {
      const { tells: _tells, ...content } = event;
      return this.append(journalKey(alarm?.id ?? conditionId, event, transition.savedMono), {
        ...content,
        alarmId: alarm?.id ?? null,
        conditionId,
      });
    });
    if (!alarm) return false;
    if (fresh.some(({ type }) => type === 'activated')) this.closeOlder(alarm, transition.savedAt);
    const escalates = escalation !== null && (events.length === 0 || fresh.length > 0);
    if (escalates) this.escalations.apply(alarm.id, escalation, events.length > 0);
    if (order?.action === 'open') this.open(alarm.id, order.cause.dedupKey);
    if (order?.action === 'supersede' && fresh.length > 0) this.goBeneath(alarm.id, order.parent);
    return escalates;
  }

  private append(key: string, row: Omit<AlarmEvent, 'sequence'>): boolean {
    if (this.keys.has(key)) return false;
    this.keys.add(key);
    this.rows.push({ ...row, sequence: this.rows.length + 1 });
    return true;
  }

  private closeOlder({ conditionId, episode }: Alarm, at: number): void {
    for (const [id, other] of this.alarms)
      if (other.conditionId === conditionId && other.episode < episode && isOpen(other))
        this.alarms.set(id, { ...other, state: 'closed', closedAt: at });
  }

  private open(alarmId: string, dedupKey: string): void {
    const alarm = this.alarms.get(alarmId);
    if (!alarm || alarm.workOrder !== null) return;
    const workOrder = this.orders.get(dedupKey) ?? this.orders.size + 1;
    this.orders.set(dedupKey, workOrder);
    this.alarms.set(alarmId, { ...alarm, workOrder });
  }

  private goBeneath(alarmId: string, parent: string): void {
    const alarm = this.alarms.get(alarmId);
    this.superseded.push({ alarmId, parent });
    if (alarm) this.alarms.set(alarmId, { ...alarm, workOrder: this.alarms.get(parent)?.workOrder ?? null });
  }

  private shown(alarm: Alarm): Alarm {
    const beneath = [...this.alarms.values()].filter((other) => other.parent === alarm.id && isOpen(other));
    return { ...alarm, consequences: beneath.length };
  }

  private failIfDown(): void {
    if (this.isDown) throw new PlantroomError('STORE_UNAVAILABLE');
  }
}

const NOTHING = { sourceTime: null, isTimeSuspect: false, value: null, limit: null, reason: null, annunciation: null };
const isOpen = ({ state }: Alarm): boolean => state !== 'closed';
const pairOf = (id: string, order: number | null | undefined): [string, number][] => (order ? [[id, order]] : []);
