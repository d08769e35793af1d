import { done, type Outcome, refused } from '../domain/errors.ts';
import type { WriteRecord } from '../domain/write.ts';
import { valueFor, type WriteRule } from '../domain/write-rule.ts';
import type { Clock, Timer } from '../ports/clock.ts';
import type { WriteResult } from '../ports/driver.ts';
import type { FieldWriter } from '../ports/field-writer.ts';
import type { Logger } from '../ports/logger.ts';
import type { WriteIntent, WriteRepository, WriteSettlement } from '../ports/write-repository.ts';
import { answerWithin } from './answer-within.ts';

export interface RunnerOptions {
  readonly writer: FieldWriter;
  readonly audit: WriteRepository;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** One write that has been judged. */
export interface JudgedWrite {
  readonly rule: WriteRule;
  readonly intent: WriteIntent;
  readonly raw: number;
  /** Judges once more: recording it takes time, and the plant goes on meanwhile. */
  readonly stillHolds: () => Outcome<number>;
}

/** Not sent later than this after it was confirmed: a command from before an outage must not move a machine after it. */
export const SEND_WITHIN_MS = 10_000;
/** How long beyond sending and verifying the answer of a driver is waited for. */
export const GRACE_MS = 15_000;
const STORE_AGAIN_MS = 5_000;

/** Carries out writes, at most one per point at a time: records the intent, sends once, records what came of it. */
export class WriteRunner {
  private readonly options: RunnerOptions;
  /** Points with a write that is not settled in the store. */
  private readonly busy = new Set<number>();
  /** By tag: monotonic time of the newest attempt that may have reached the device. */
  private readonly attempts = new Map<string, number>();
  private readonly running = new Set<Promise<unknown>>();
  private readonly retries = new Set<Timer>();
  private isStopped = false;

  constructor(options: RunnerOptions) {
    this.options = options;
  }

  /** Takes up what an earlier run left: nothing of it is sent again. Rejects with STORE_UNAVAILABLE. */
  async start(): Promise<void> {
    const { audit, clock, logger } = this.options;
    const open = await audit.settleOpen(clock.nowMs(), 'the gateway ended before the answer');
    if (open > 0) logger.warn({ open }, 'writes were under way when the gateway ended');
    const [wall, now] = [clock.nowMs(), clock.monotonicMs()];
    for (const [tag, at] of await audit.lastAttempts()) this.attempts.set(tag, now - Math.max(0, wall - at));
  }

  /** Waits for what is under way; each write is bounded in time. */
  async stop(): Promise<void> {
    this.isStopped = true;
    await Promise.allSettled(this.running);
    for (const retry of this.retries) retry.cancel();
  }

  isBusy(point: number): boolean {
    return this.isStopped || this.busy.has(point);
  }

  /** Monotonic ms; undefined when none is known. */
  lastAttemptAt(tag: string): number | undefined {
    return this.attempts.get(tag);
  }

  /** Only for a point that is not busy. WRITE_UNRECORDED when nothing was sent because it could not be recorded. */
  run(write: JudgedWrite): Promise<Outcome<WriteRecord>> {
    this.busy.add(write.rule.point);
    return this.own(this.carryOut(write));
  }

  private async carryOut(write: JudgedWrite): Promise<Outcome<WriteRecord>> {
    const { clock } = this.options;
    const expiresAt = clock.monotonicMs() + SEND_WITHIN_MS;
    const id = await this.record(write);
    if (id === undefined) return refused('WRITE_UNRECORDED');
    const result = await this.send(write, expiresAt);
    const settlement = settlementOf(write.rule, result, clock.nowMs());
    await this.settle(id, write.rule.point, settlement);
    return done({ id, ...write.intent, code: null, ...settlement, at: write.intent.at, settledAt: settlement.at });
  }

  private async record({ intent, rule }: JudgedWrite): Promise<number | undefined> {
    try {
      return await this.options.audit.begin(intent);
    } catch (error) {
      this.busy.delete(rule.point);
      this.options.logger.error({ err: error, tag: intent.tag }, 'a write was not sent: it could not be recorded');
      return undefined;
    }
  }

  private async send({ rule, intent, raw, stillHolds }: JudgedWrite, expiresAt: number): Promise<WriteResult> {
    const { writer, clock } = this.options;
    const now = clock.monotonicMs();
    if (now > expiresAt) return { kind: 'unsent', detail: 'recording it took too long' };
    const held = stillHolds();
    if (!held.ok) return { kind: 'unsent', detail: held.code };
    const former = this.attempts.get(intent.tag);
    this.attempts.set(intent.tag, now);
    const { point, verifyWithinMs } = rule;
    const answer = writer.write(point, raw, { expiresAt, verifyWithinMs });
    const result = await answerWithin(clock, expiresAt - now + verifyWithinMs + GRACE_MS, answer);
    if (result.kind === 'refused' || result.kind === 'unsent') this.restoreAttempt(intent.tag, former);
    return result;
  }

  private restoreAttempt(tag: string, former: number | undefined): void {
    if (former === undefined) this.attempts.delete(tag);
    else this.attempts.set(tag, former);
  }

  /** The point stays busy until its outcome is stored. Never rejects. */
  private async settle(id: number, point: number, settlement: WriteSettlement): Promise<void> {
    const { audit, clock, logger } = this.options;
    try {
      await audit.settle(id, settlement);
      this.busy.delete(point);
    } catch (error) {
      logger.error({ err: error, attempt: id }, 'the outcome of a write could not be stored; trying again');
      if (this.isStopped) return;
      const retry = clock.after(STORE_AGAIN_MS, () => {
        this.retries.delete(retry);
        void this.own(this.settle(id, point, settlement));
      });
      this.retries.add(retry);
    }
  }

  private own<T>(work: Promise<T>): Promise<T> {
    const owned = work.finally(() => this.running.delete(owned));
    this.running.add(owned);
    return owned;
  }
}

function settlementOf(rule: WriteRule, result: WriteResult, at: number): WriteSettlement {
  switch (result.kind) {
    case 'verified':
    case 'differs':
      return { at, outcome: result.kind, readBack: valueFor(rule, result.readBack), detail: null };
    case 'unverified':
    case 'refused':
    case 'unsent':
    case 'unknown':
      return { at, outcome: result.kind, readBack: null, detail: result.detail.slice(0, LONGEST_DETAIL) };
  }
}

/** Details may hold what a device said. */
const LONGEST_DETAIL = 300;
