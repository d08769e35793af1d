import type { Alarm } from '../../gateway/domain/alarm.ts';
import type {
  Lane,
  LeasedNotice,
  Notice,
  Outbox,
  OutboxQuery,
  OutboxRow,
  Settlement,
} from '../../gateway/ports/outbox.ts';

type Row = OutboxRow & {
  readonly leaseUntil: number;
  readonly receipt: string | null;
  readonly begunAs: string | null;
};

const isWaiting = ({ state }: OutboxRow): boolean => state === 'queued' || state === 'leased';
const REACHED: readonly OutboxRow['state'][] = ['sent', 'delivered', 'bundled'];

/** The queue of notices in memory, with the rules of the real one. */
export class MemoryOutbox implements Outbox {
  private readonly alarms: ReadonlyMap<string, Alarm>;
  private readonly listeners = new Set<() => void>();
  /** In the order they were queued. */
  readonly rows: Row[] = [];

  constructor(alarms: ReadonlyMap<string, Alarm> = new Map()) {
    this.alarms = alarms;
  }

  async add(notices: readonly Notice[]): Promise<void> {
    this.queue(notices);
  }

  /** The same in one go, as within a transaction. */
  queue(notices: readonly Notice[]): void {
    for (const notice of notices) {
      if (this.rows.some(({ id }) => id === notice.id)) continue;
      const fresh = {
        state: 'queued',
        attempts: 0,
        detail: null,
        settledAt: null,
        leaseUntil: 0,
        receipt: null,
        begunAs: null,
      } as const;
      this.rows.push({ ...notice, ...fresh });
    }
    if (notices.length > 0) for (const listener of this.listeners) listener();
  }

  async lease(
    channel: string,
    limit: number,
    now: number,
    leaseMs: number,
    except: readonly Lane[] = [],
  ): Promise<readonly LeasedNotice[]> {
    const due = this.rows
      .filter((row, index) => row.channel === channel && isDue(row, now) && !this.hasEarlier(row, index, now))
      .filter((row) => !except.some((lane) => lane.recipient === row.recipient && lane.address === row.address))
      .sort((a, b) => a.priority.localeCompare(b.priority))
      .slice(0, limit);
    const begun = new Set(due.flatMap(({ begunAs }) => begunAs ?? []));
    const isOver = (row: Row): boolean => row.state === 'queued' || (row.state === 'leased' && row.leaseUntil <= now);
    const whole = this.rows.filter((row) => row.channel === channel && isOver(row) && begun.has(row.begunAs ?? ''));
    return [...whole, ...due.filter(({ begunAs }) => begunAs === null)].map((row) => {
      this.change(row.id, { state: 'leased', leaseUntil: now + leaseMs });
      const { state: _state, detail: _detail, settledAt: _settledAt, receipt: _receipt, ...notice } = row;
      const alarm = row.alarmId === null ? null : (this.alarms.get(row.alarmId) ?? null);
      return { ...notice, leaseUntil: now + leaseMs, alarm, wasAnnounced: this.wasAnnounced(row) };
    });
  }

  async begin(notices: readonly LeasedNotice[], message: string): Promise<boolean> {
    const held = notices.filter((notice) => this.isHeldBy(notice));
    for (const { id } of held) this.change(id, { begunAs: message });
    return held.length === notices.length;
  }

  async giveBack(notices: readonly LeasedNotice[], later?: { readonly dueAt: number; readonly detail: string }) {
    for (const notice of notices)
      if (this.isHeldBy(notice)) this.change(notice.id, { state: 'queued', leaseUntil: 0, ...later });
  }

  async settle(notice: LeasedNotice, settlement: Settlement): Promise<void> {
    if (!this.isHeldBy(notice)) return;
    const attempts = notice.attempts + (isAttempt(settlement) ? 1 : 0);
    this.change(notice.id, { ...settled(settlement), attempts, begunAs: null });
    if (settlement.state === 'sent' || settlement.state === 'bundled') this.supersedeHeld(notice, settlement.at);
  }

  async deliver(receipt: string, at: number): Promise<void> {
    for (const row of this.rows)
      if (row.receipt === receipt && row.state === 'sent') this.change(row.id, { state: 'delivered', settledAt: at });
  }

  async redrive(ids: readonly string[], now: number): Promise<number> {
    const dead = this.rows.filter(({ id, state }) => state === 'dead' && ids.includes(id));
    const again = { state: 'queued', attempts: 0, dueAt: 0, queuedAt: now, detail: null, settledAt: null } as const;
    for (const { id } of dead) this.change(id, again);
    if (dead.length > 0) for (const listener of this.listeners) listener();
    return dead.length;
  }

  async list({ state, channel, alarmId, limit }: OutboxQuery): Promise<readonly OutboxRow[]> {
    const isWanted = (row: Row): boolean =>
      (state === undefined || (state === 'waiting' ? isWaiting(row) : row.state === state)) &&
      (channel === undefined || row.channel === channel) &&
      (alarmId === undefined || row.alarmId === alarmId);
    return this.rows.filter(isWanted).toReversed().slice(0, limit);
  }

  async counts() {
    const shown = this.rows.filter((row) => isWaiting(row) || row.state === 'dead');
    const channels = [...new Set(shown.map(({ channel }) => channel))].sort();
    return channels.map((channel) => {
      const own = shown.filter((row) => row.channel === channel);
      const waiting = own.filter(isWaiting);
      const oldestAt = waiting.length > 0 ? Math.min(...waiting.map(({ queuedAt }) => queuedAt)) : null;
      return { channel, waiting: waiting.length, dead: own.filter(({ state }) => state === 'dead').length, oldestAt };
    });
  }

  async abandonOthers(channels: readonly string[], now: number): Promise<number> {
    const others = this.rows.filter((row) => isWaiting(row) && !channels.includes(row.channel));
    const detail = 'the channel is not configured any more';
    for (const { id } of others) this.change(id, { state: 'dead', detail, settledAt: now });
    return others.length;
  }

  async removeSettledBefore(at: number): Promise<void> {
    const kept = this.rows.filter(({ settledAt }) => settledAt === null || settledAt >= at);
    this.rows.splice(0, this.rows.length, ...kept);
  }

  onQueued(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** The alarm was acknowledged or quieted: what waits to tell of it does not go out. */
  supersede(alarmId: string, at: number): void {
    for (const row of this.rows)
      if (row.alarmId === alarmId && row.kind === 'alarm' && row.state === 'queued')
        this.change(row.id, { state: 'superseded', settledAt: at });
  }

  private isHeldBy({ id, leaseUntil }: LeasedNotice): boolean {
    return this.rows.some((row) => row.id === id && row.state === 'leased' && row.leaseUntil === leaseUntil);
  }

  private hasEarlier(row: Row, index: number, now: number): boolean {
    if (row.alarmId === null) return false;
    const isReady = ({ state, dueAt }: Row): boolean => state === 'leased' || (state === 'queued' && dueAt <= now);
    return this.rows.slice(0, index).some((other) => isReady(other) && isSameWay(row, other));
  }

  private supersedeHeld({ id, alarmId }: LeasedNotice, at: number): void {
    const index = this.rows.findIndex((row) => row.id === id);
    const sent = this.rows[index];
    if (alarmId === null || !sent) return;
    for (const row of this.rows.slice(0, index))
      if (row.kind === 'alarm' && row.state === 'queued' && row.dueAt > at && isSameWay(row, sent))
        this.change(row.id, { state: 'superseded', settledAt: at });
  }

  private wasAnnounced(row: Row): boolean {
    if (row.kind !== 'returned') return false;
    return this.rows.some((other) => other.kind === 'alarm' && REACHED.includes(other.state) && isSameWay(row, other));
  }

  private change(id: string, change: Partial<Row>): void {
    const index = this.rows.findIndex((row) => row.id === id);
    const row = this.rows[index];
    if (row) this.rows[index] = { ...row, ...change };
  }
}

const isDue = (row: Row, now: number): boolean =>
  (row.state === 'queued' && row.dueAt <= now) || (row.state === 'leased' && row.leaseUntil <= now);

const isSameWay = (a: Row, b: Row): boolean =>
  a.alarmId === b.alarmId && a.channel === b.channel && a.recipient === b.recipient && a.address === b.address;

const isAttempt = ({ state }: Settlement): boolean => state === 'sent' || state === 'queued' || state === 'dead';

function settled(settlement: Settlement): Partial<Row> {
  switch (settlement.state) {
    case 'sent':
      return { state: 'sent', settledAt: settlement.at, receipt: settlement.receipt };
    case 'queued':
    case 'waiting':
      return { state: 'queued', dueAt: settlement.dueAt, detail: settlement.detail };
    case 'dead':
      return { state: 'dead', settledAt: settlement.at, detail: settlement.detail };
    case 'bundled':
      return { state: 'bundled', settledAt: settlement.at, detail: settlement.into };
    case 'superseded':
    case 'expired':
      return { state: settlement.state, settledAt: settlement.at };
  }
}
