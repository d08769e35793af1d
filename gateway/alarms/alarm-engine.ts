import type { Alarm } from '../domain/alarm.ts';
import { type AlarmInput, isQuiet, type StepResult, stepAlarm } from '../domain/alarm-step.ts';
import type { Condition } from '../domain/condition.ts';
import { type ConditionState, isActive, isOpen, type Moment, resumeAlarm } from '../domain/condition-state.ts';
import { isGood, QUALITY } from '../domain/quality.ts';
import type { SampleBatch } from '../domain/sample.ts';
import type { AlarmRepository, StoredCondition } from '../ports/alarm-repository.ts';
import type { AlarmService } from '../ports/alarm-service.ts';
import type { Clock, Timer } from '../ports/clock.ts';
import type { ConditionDefinition } from '../ports/condition.ts';
import type { Logger } from '../ports/logger.ts';
import type { Metrics } from '../ports/metrics.ts';
import type { NotifyRoute } from '../ports/outbox.ts';
import { AlarmLedger } from './alarm-ledger.ts';
import { alarmRecord } from './alarm-record.ts';
import { createAlarmService } from './alarm-service.ts';
import { ConditionTable, type Slot } from './condition-table.ts';

const TICK_MS = 1_000;
/** Evidence of running delays is stored this often: a restart forgets at most so much (2.3 rule 2). */
const SAVE_MS = 5_000;
/** A newest sample farther ahead of the wall clock than this says nothing about order: some clock has been set (2.3 rules 5, 6). */
const CLOCK_TOLERANCE_MS = 5_000;
const REMOVED_NOTE = '已从配置中移除 / no longer configured';

export interface AlarmEngineOptions {
  readonly conditions: readonly Condition[];
  readonly kinds: readonly ConditionDefinition[];
  /** By point index. */
  readonly points: readonly { readonly tag: string; readonly device: string }[];
  readonly repository: AlarmRepository;
  /** Who is told of which alarms. */
  readonly routes: readonly NotifyRoute[];
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

export interface AlarmEngineStatus {
  /** False while the store does not take transitions; alarms are shown all the same. */
  readonly healthy: boolean;
  readonly waitingTransitions: number;
  readonly droppedTransitions: number;
}

export interface AlarmEngine {
  readonly service: AlarmService;
  /** Judges live samples; replayed ones must never come here. Synchronous, allocates only when something happens. Ignored before start. */
  onSamples(batch: SampleBatch): void;
  /** A device was lost or has come back. */
  onDevice(device: string, isLost: boolean, at: number): void;
  /** Lets the delays of device conditions run on; the engine calls it every second by itself. */
  tick(): void;
  status(): AlarmEngineStatus;
  /** Takes up where the process stopped. Throws STORE_UNAVAILABLE. */
  start(): Promise<void>;
  /** Stores everything there is. Samples are ignored from then on. */
  stop(): Promise<void>;
}

/** Judges samples and runs the alarm state machine of every condition. Throws CONFIG_INVALID. */
export function createAlarmEngine(options: AlarmEngineOptions): AlarmEngine {
  return new Engine(options);
}

class Engine implements AlarmEngine {
  readonly service: AlarmService;
  private readonly clock: Clock;
  private readonly repository: AlarmRepository;
  private readonly table: ConditionTable;
  private readonly ledger: AlarmLedger;
  /** By point: source time of the newest good sample judged. */
  private readonly newest: Float64Array;
  private readonly evidence = { value: 0, quality: 0 };
  private readonly points: AlarmEngineOptions['points'];
  /** Devices that were lost when the process stopped and have not been heard of since: a good sample is their return. */
  private readonly missing = new Set<string>();
  private timers: Timer[] = [];
  private isRunning = false;

  constructor(options: AlarmEngineOptions) {
    const { conditions, kinds, points, repository, clock } = options;
    this.clock = clock;
    this.points = points;
    this.repository = repository;
    this.table = new ConditionTable(conditions, kinds, points);
    this.newest = new Float64Array(points.length);
    this.ledger = new AlarmLedger({ ...options, table: this.table });
    this.service = createAlarmService({
      repository,
      slots: this.table.slots,
      find: (conditionId) => this.table.find(conditionId),
      acknowledge: (slot, input) => this.acknowledge(slot, input),
      onChange: (listener) => this.ledger.onChange(listener),
    });
  }

  onSamples(batch: SampleBatch): void {
    if (!this.isRunning) return;
    const { first, order, slots } = this.table;
    const wallMs = this.clock.nowMs();
    for (let i = 0; i < batch.length; i++) {
      const point = batch.point[i]!;
      if (this.missing.size > 0 && isGood(batch.quality[i]!)) this.hear(point);
      const end = first[point + 1]!;
      let next = first[point]!;
      if (next === end || !this.isNewest(point, batch.quality[i]!, batch.sourceTime[i]!, wallMs)) continue;
      this.evidence.value = batch.value[i]!;
      this.evidence.quality = batch.quality[i]!;
      for (; next < end; next++) this.judge(slots[order[next]!]!, batch.sourceTime[i]!);
    }
  }

  onDevice(device: string, isLost: boolean, at: number): void {
    if (!this.isRunning) return;
    this.missing.delete(device);
    for (const slot of this.table.ofDevice(device)) {
      slot.isLost = isLost;
      this.judgeDevice(slot, isLost, at);
    }
  }

  tick(): void {
    const at = this.clock.nowMs();
    for (const slot of this.table.deviceSlots)
      if (slot.isLost !== undefined && isPending(slot.state)) this.judgeDevice(slot, slot.isLost, at);
  }

  status(): AlarmEngineStatus {
    const { isHealthy, waiting, droppedTransitions } = this.ledger.queue;
    return { healthy: isHealthy, waitingTransitions: waiting, droppedTransitions };
  }

  async start(): Promise<void> {
    for (const stored of await this.repository.load()) this.resume(stored);
    this.isRunning = true;
    this.timers = [
      this.clock.every(TICK_MS, () => this.tick()),
      this.clock.every(SAVE_MS, () => this.ledger.saveEvidence(this.table.slots)),
    ];
  }

  async stop(): Promise<void> {
    this.isRunning = false;
    for (const timer of this.timers) timer.cancel();
    this.ledger.saveEvidence(this.table.slots);
    await this.ledger.queue.drain();
  }

  /** A bad sample has no time of its own to be late by; a good one older than the newest is history only (2.3 rule 6). */
  private isNewest(point: number, quality: number, sourceTime: number, wallMs: number): boolean {
    if (!isGood(quality)) return true;
    const newest = this.newest[point]!;
    if (sourceTime < newest && newest <= wallMs + CLOCK_TOLERANCE_MS) return false;
    this.newest[point] = sourceTime;
    return true;
  }

  private hear(point: number): void {
    const device = this.points[point]?.device;
    if (device !== undefined && this.missing.has(device)) this.onDevice(device, false, this.clock.nowMs());
  }

  private judgeDevice(slot: Slot, isLost: boolean, at: number): void {
    this.evidence.value = isLost ? 1 : 0;
    this.evidence.quality = QUALITY.good;
    this.judge(slot, at);
  }

  private judge(slot: Slot, sourceTime: number): void {
    const before = slot.state;
    const { zone, limit } = slot.judge(this.evidence, isActive(before));
    if (isQuiet(before, zone)) return;
    const isNumber = slot.condition.watches.what === 'point' && Number.isFinite(this.evidence.value);
    const value = isNumber ? this.evidence.value : null;
    const result = this.step(slot, { kind: 'sample', zone, value, limit, sourceTime });
    if (isShown(before, result)) this.ledger.record(slot, result);
    else if (result.state !== before) slot.isUnsaved = true;
  }

  private async acknowledge(
    slot: Slot,
    input: Extract<AlarmInput, { kind: 'acknowledge' }>,
  ): Promise<{ result: StepResult; alarm: Alarm | null }> {
    const result = this.step(slot, input);
    if (result.refusal) return { result, alarm: slot.alarm };
    return { result, alarm: await this.ledger.recordAndWait(slot, result) };
  }

  private step(slot: Slot, input: AlarmInput): StepResult {
    const result = stepAlarm(slot.rule, slot.state, input, this.now());
    slot.state = result.state;
    return result;
  }

  /** T22. A condition that is not configured any more ends its alarm. */
  private resume(stored: StoredCondition): void {
    const now = this.now();
    const slot = this.table.find(stored.conditionId);
    if (!slot) {
      this.remove(stored, now);
      return;
    }
    slot.state = resumeAlarm(stored.state, Math.max(0, now.wallMs - stored.savedAt), now);
    const { watches } = slot.condition;
    if (watches.what === 'device' && slot.state.evaluation.phase !== 'normal') this.missing.add(watches.device);
    slot.alarm =
      stored.alarm ?? (isOpen(slot.state.episode) ? alarmRecord(slot.condition, slot.tag, slot.state, null) : null);
  }

  private remove({ conditionId, alarm, state }: StoredCondition, now: Moment): void {
    if (!alarm || !isOpen(state.episode)) return;
    const rule = { onDelayMs: 0, offDelayMs: 0, maxGapMs: 0 };
    const result = stepAlarm(rule, state, { kind: 'remove', note: REMOVED_NOTE }, now);
    const closed: Alarm = { ...alarm, state: 'closed', closedAt: now.wallMs, unknownSince: null };
    this.ledger.queue.push({
      ...{ conditionId, state: result.state, savedAt: now.wallMs, events: result.events },
      ...{ alarm: closed, order: null, notices: [] },
    });
  }

  private now(): Moment {
    return { wallMs: this.clock.nowMs(), monoMs: this.clock.monotonicMs() };
  }
}

const isPending = ({ evaluation }: ConditionState): boolean =>
  evaluation.phase === 'pending-on' || evaluation.phase === 'pending-off';

/** Something people see has changed: an event, or whether the value of an open alarm is known. */
function isShown(before: ConditionState, { state, events }: StepResult): boolean {
  if (events.length > 0) return true;
  return isOpen(state.episode) && before.quality.state !== state.quality.state;
}
