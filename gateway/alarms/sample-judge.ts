import { activeLevel, isQuiet } from '../domain/alarm-step/step.ts';
import type { ConditionState } from '../domain/condition-state.ts';
import { isGood, QUALITY } from '../domain/quality.ts';
import type { SampleBatch } from '../domain/sample.ts';
import type { Clock } from '../ports/clock.ts';
import type { ConditionRunner } from './condition-runner.ts';
import type { ConditionTable, Slot } from './condition-table.ts';
import type { DeadlineLane, DeadlineQueue } from './deadline-queue.ts';
import type { Suppression } from './suppression/suppression.ts';

/** How often the state of a device is judged while a delay of it runs: no samples come that would. */
const DEVICE_MS = 1_000;
/** A source's clock may be ahead or behind by so much; beyond it says nothing about order or onset (2.3 rules 5, 6). */
const AHEAD_MS = 5_000;
const BEHIND_MS = 600_000;

export interface SampleJudgeOptions {
  readonly table: ConditionTable;
  readonly runner: Pick<ConditionRunner, 'apply'>;
  readonly suppression: Pick<Suppression, 'isState' | 'onSample'>;
  readonly deadlines: DeadlineQueue;
  readonly points: readonly { readonly device: string }[];
  readonly clock: Clock;
}

/** The hot path: judges every live sample by the conditions of its point, and allocates only when something happens. */
export class SampleJudge {
  private readonly options: SampleJudgeOptions;
  /** By point: source time of the newest good sample judged. */
  private readonly newest: Float64Array;
  private readonly evidence = { value: 0, quality: 0 };
  /** Devices that were lost when the process stopped and have not been heard of since: a good sample is their return. */
  private readonly missing = new Set<string>();
  private readonly devices: DeadlineLane;
  private isRunning = false;

  constructor(options: SampleJudgeOptions) {
    const { points, table, deadlines } = options;
    this.options = options;
    this.newest = new Float64Array(points.length);
    this.devices = deadlines.lane(table.slots.length, (index) => this.judgeAgain(table.slots[index]!));
  }

  /** When the conditions are as they were stored. */
  start(): void {
    for (const { condition, state } of this.options.table.deviceSlots) {
      const { watches } = condition;
      if (watches.what === 'device' && state.evaluation.phase !== 'normal') this.missing.add(watches.device);
    }
    this.isRunning = true;
  }

  stop(): void {
    this.isRunning = false;
  }

  onSamples(batch: SampleBatch): void {
    if (!this.isRunning) return;
    const { table, clock } = this.options;
    const { first, order, slots } = table;
    const wallMs = clock.nowMs();
    this.lookAtStates(batch, wallMs);
    for (let i = 0; i < batch.length; i++) {
      const point = batch.point[i]!;
      const quality = batch.quality[i]!;
      const sourceTime = batch.sourceTime[i]!;
      if (this.missing.size > 0 && isGood(quality)) this.hear(point);
      if (this.isLate(point, quality, sourceTime, wallMs)) continue;
      if (isGood(quality)) this.newest[point] = sourceTime;
      this.evidence.value = batch.value[i]!;
      this.evidence.quality = quality;
      for (let next = first[point]!; next < first[point + 1]!; next++)
        this.judge(slots[order[next]!]!, sourceTime, wallMs);
    }
  }

  onDevice(device: string, isLost: boolean, at: number): void {
    if (!this.isRunning) return;
    this.missing.delete(device);
    for (const slot of this.options.table.ofDevice(device)) {
      slot.isLost = isLost;
      this.judgeDevice(slot, isLost, at);
    }
  }

  /** Whether a machine runs is looked at before what is judged by it: both often come in one batch. */
  private lookAtStates(batch: SampleBatch, wallMs: number): void {
    const { suppression } = this.options;
    for (let i = 0; i < batch.length; i++) {
      const point = batch.point[i]!;
      if (!suppression.isState(point)) continue;
      if (this.isLate(point, batch.quality[i]!, batch.sourceTime[i]!, wallMs)) continue;
      suppression.onSample(point, batch.value[i]!, batch.quality[i]!);
    }
  }

  /** A bad sample has no time of its own to be late by; a good one older than the newest is history only. */
  private isLate(point: number, quality: number, sourceTime: number, wallMs: number): boolean {
    const newest = this.newest[point]!;
    return isGood(quality) && sourceTime < newest && newest <= wallMs + AHEAD_MS;
  }

  private hear(point: number): void {
    const device = this.options.points[point]?.device;
    if (device !== undefined && this.missing.has(device)) this.onDevice(device, false, this.options.clock.nowMs());
  }

  /** A delay of a device runs on until it is over, unless the device changes its mind. */
  private judgeAgain(slot: Slot): void {
    if (this.isRunning && slot.isLost !== undefined) this.judgeDevice(slot, slot.isLost, this.options.clock.nowMs());
  }

  private judgeDevice(slot: Slot, isLost: boolean, at: number): void {
    const { clock } = this.options;
    this.evidence.value = isLost ? 1 : 0;
    this.evidence.quality = QUALITY.good;
    this.judge(slot, at, clock.nowMs());
    this.devices.set(slot.index, isPending(slot.state) ? clock.monotonicMs() + DEVICE_MS : null);
  }

  private judge(slot: Slot, sourceTime: number, wallMs: number): void {
    const before = slot.state;
    const { zone, limit, level } = slot.judge(this.evidence, activeLevel(before));
    if (isQuiet(slot.rule, before, zone, level)) return;
    const isNumber = slot.condition.watches.what === 'point' && Number.isFinite(this.evidence.value);
    const value = isNumber ? this.evidence.value : null;
    const isTimeSuspect = sourceTime > wallMs + AHEAD_MS || sourceTime < wallMs - BEHIND_MS;
    this.options.runner.apply(slot, { kind: 'sample', zone, level, value, limit, sourceTime, isTimeSuspect });
  }
}

const isPending = ({ evaluation }: ConditionState): boolean =>
  evaluation.phase === 'pending-on' || evaluation.phase === 'pending-off';
