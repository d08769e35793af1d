import { onTestFinished } from 'vitest';
import type { Alarm, AlarmEvent } from '../../gateway/domain/alarm.ts';
import type { Actor } from '../../gateway/domain/alarm-input.ts';
import type { Outcome } from '../../gateway/domain/errors.ts';
import { QUALITY } from '../../gateway/domain/quality.ts';
import { BatchBuilder } from '../../gateway/domain/sample.ts';
import type { WorkOrder } from '../../gateway/domain/work-order.ts';
import type { AlarmAction } from '../../gateway/ports/alarm-service.ts';
import type { OutboxRow } from '../../gateway/ports/outbox.ts';
import { type HouseProcess, type HouseSite, startHouseProcess } from './house-process.ts';
import { type HouseOptions, houseSite, SCAN_MS } from './house-site.ts';
import { ManualClock } from './manual-clock.ts';
import { tempFolder } from './temp-folder.ts';

/** By then everything is in the store that was still to be saved. */
const SAVED_WITHIN_MS = 6_000;

/** A request that a provider was sent. */
export interface Exchange {
  readonly second: number;
  readonly url: string;
  readonly body: string;
  /** Null while there is no answer, and where there was none. */
  status: number | null;
}

/** By point index; a number alone is for point 0; undefined: no sample. NaN is what a broken sensor gives. */
export type Readings = number | Readonly<Record<number, number>> | undefined;

export const person = (name: string, role: Actor['role'] = 'engineer'): Actor => ({ name, role, via: 'ui' });

/**
 * A house with alarms, for acceptance: real engine, real SQLite file, real duty, real senders and channels to fake providers, on a
 * movable clock. `openHouse({ conditions })` builds and starts it: conditions from `houseCondition` (house-site.ts), channels from house-channels.ts.
 *
 * - Time: `run` samples each scan (5 s) and moves on; `advance` moves on without samples; both let everything finish that falls due on
 *   the way, timer by timer. `second` counts from the opening, whatever the wall clock says (`stepWall`).
 * - Things that happen: `feed`, `lose`, `act`, `restart` (stop or kill -9, some time down, start on the same folder).
 * - What came of it: `rows`, `open`, `find`, `orders`, `outbox`, `messages`, `exchanges`; anything else through `process`.
 */
export class AlarmHouse {
  readonly clock: ManualClock;
  readonly startMs: number;
  readonly exchanges: Exchange[] = [];
  /** Of the operations data. */
  readonly folder: string;
  process!: HouseProcess;
  private readonly bornMs: number;
  private readonly loaded: HouseSite;

  constructor(folder: string, clock: ManualClock, loaded: HouseSite) {
    this.folder = folder;
    this.clock = clock;
    this.loaded = loaded;
    this.startMs = clock.nowMs();
    this.bornMs = clock.monotonicMs();
  }

  get second(): number {
    return (this.clock.monotonicMs() - this.bornMs) / 1_000;
  }

  async start(): Promise<void> {
    const { folder, clock, loaded } = this;
    this.process = await startHouseProcess({ folder, clock, loaded, fetch: (...asked) => this.ask(...asked) });
    await this.process.settle();
  }

  /** `downMs` of real time pass without the process. */
  async restart(how: 'stop' | 'kill', downMs: number): Promise<void> {
    await this.process[how]();
    this.clock.advance(downMs);
    await this.start();
  }

  /** Samples at each scan, the first now, for so long; `at` is the second of the house. */
  async run(forMs: number, valueAt: (at: number) => Readings, scanMs = SCAN_MS): Promise<void> {
    const end = this.clock.monotonicMs() + forMs;
    for (let now = this.clock.monotonicMs(); now < end; now = this.clock.monotonicMs()) {
      this.feed(valueAt(this.second));
      await this.advance(Math.min(scanMs, end - now));
    }
  }

  async advance(ms: number): Promise<void> {
    const { clock } = this;
    const end = clock.monotonicMs() + ms;
    await this.process.settle();
    for (let due = clock.nextDueMs; due !== undefined && due <= end; due = clock.nextDueMs) {
      clock.advance(Math.max(0, due - clock.monotonicMs()));
      await this.process.settle();
    }
    clock.advance(end - clock.monotonicMs());
    await this.process.settle();
  }

  /** Hours in a moment, for a time in which nothing but looks falls due: what does is late by as much. */
  async leap(ms: number): Promise<void> {
    await this.advance(SAVED_WITHIN_MS);
    this.clock.advance(Math.max(0, ms - SAVED_WITHIN_MS));
    await this.process.settle();
  }

  feed(readings: Readings): void {
    if (readings === undefined) return;
    const batch = new BatchBuilder();
    const values = typeof readings === 'number' ? { 0: readings } : readings;
    for (const [point, value] of Object.entries(values)) batch.add(Number(point), value, 0, this.clock.nowMs());
    this.process.onReadings(batch);
  }

  /** The device answers no more (every point of it is bad), or does again (the points wait for their samples). */
  lose(device: string, isLost = true, quality: number = QUALITY['bad-timeout']): void {
    const { nowMs, points } = { nowMs: this.clock.nowMs(), points: this.loaded.site.points };
    const batch = new BatchBuilder();
    for (const point of points)
      if (isLost && point.device === device) batch.add(point.index, Number.NaN, quality, nowMs);
    this.process.onReadings(batch);
    this.process.system.engine.onDevice(device, isLost, nowMs);
  }

  /** Answers when it is durable, a moment (25 ms) later. */
  async act(id: string, action: AlarmAction, actor: Actor = person('li')): Promise<Outcome<Alarm | null>> {
    const answer = this.process.system.engine.service.act(id, action, actor);
    await this.advance(25);
    return answer;
  }

  acknowledge(id: string, occurrence: number | null = null, actor?: Actor): Promise<Outcome<Alarm | null>> {
    return this.act(id, { kind: 'acknowledge', occurrence, note: null }, actor);
  }

  /** Journal, oldest first: of one condition (its episodes too), or of everything. */
  async journal(conditionId?: string): Promise<readonly AlarmEvent[]> {
    const rows = await this.process.store.alarms.journal({ limit: 100_000 });
    return rows.filter((row) => conditionId === undefined || row.conditionId === conditionId || isOf(row, conditionId));
  }

  /** `activated@60`, oldest first, by the wall clock. */
  async rows(conditionId: string): Promise<readonly string[]> {
    const rows = await this.journal(conditionId);
    return rows.map(({ type, at }) => `${type}@${Math.round((at - this.startMs) / 1_000)}`);
  }

  open(): readonly Alarm[] {
    return this.process.system.engine.service.open();
  }

  find(conditionId: string): Alarm | undefined {
    return this.open().find((alarm) => alarm.conditionId === conditionId);
  }

  orders(): Promise<readonly WorkOrder[]> {
    return this.process.store.workOrders.list({ state: 'all', limit: 2_000 });
  }

  /** Oldest first. */
  async outbox(channel?: string): Promise<readonly OutboxRow[]> {
    const rows = await this.process.store.outbox.list({ limit: 1_000, ...(channel ? { channel } : {}) });
    return rows.toSorted((a, b) => a.queuedAt - b.queuedAt);
  }

  /** What the webhook has taken: `5 alarm.annunciated X1.high~1`; what is about no alarm ends after its type. */
  messages(): readonly string[] {
    return this.exchanges.flatMap(({ second, url, body, status }) => {
      if (status !== 204 || !url.endsWith('/hook')) return [];
      const { type, alarmId = '' } = JSON.parse(body) as { readonly type: string; readonly alarmId?: string };
      return [`${Math.round(second)} ${type} ${alarmId}`.trimEnd()];
    });
  }

  private async ask(...[url, init]: Parameters<typeof fetch>): Promise<Response> {
    const exchange: Exchange = { second: this.second, url: String(url), body: String(init?.body ?? ''), status: null };
    this.exchanges.push(exchange);
    const response = await fetch(url, init);
    exchange.status = response.status;
    return response;
  }
}

const isOf = ({ alarmId }: AlarmEvent, conditionId: string): boolean => alarmId?.replace(/~\d+$/, '') === conditionId;

/** Built and started; it ends with the test. */
export async function openHouse(options: HouseOptions): Promise<AlarmHouse> {
  const { clock = new ManualClock() } = options;
  const house = new AlarmHouse(await tempFolder(), clock, await houseSite(options, clock));
  await house.start();
  onTestFinished(() => house.process.kill());
  return house;
}
