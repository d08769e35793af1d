import { ZoneOffsets } from '../../domain/zone-offsets.ts';
import type { AccountStore } from '../../ports/account-store.ts';
import type { Clock, Timer } from '../../ports/clock.ts';
import type { SelfTestResult } from '../../ports/delivery-service.ts';
import type { Logger } from '../../ports/logger.ts';
import type { TestBody } from '../../ports/notice-body.ts';
import type { Notice, Outbox, OutboxRow } from '../../ports/outbox.ts';
import { noticeId } from '../escalation/notice-id.ts';
import type { DutyDesk, DutyTarget } from './duty-desk.ts';
import { selfTestFailed } from './duty-words.ts';
import { dailyMoments } from './local-times.ts';

/** How often the plan is looked at, and a running test at what has become of it. */
const LOOK_MS = 10_000;
/** A message that has not gone out by then has failed. */
const LIMIT_MS = 300_000;
/** A beginning of a shift is announced by the plan at most this long after it. */
const LONGEST_STEP_MS = 3_600_000;
const MOST_ROWS = 1_000;

export interface SelfTestSettings {
  /** IANA. */
  readonly timeZone: string;
  /** Minute of the local day; undefined: no daily test. */
  readonly dailyAt: number | undefined;
  /** Beginnings of shifts in (from, to]; empty without rotations. */
  readonly shiftStarts: (from: number, to: number) => Promise<readonly number[]>;
}

export interface SelfTestOptions extends SelfTestSettings {
  readonly outbox: Pick<Outbox, 'add' | 'list'>;
  readonly targets: (at: number) => Promise<readonly DutyTarget[]>;
  readonly duty: Pick<DutyDesk, 'tell'>;
  /** Where results are kept. */
  readonly audit: Pick<AccountStore, 'audit'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Proves once a day and at the beginning of each shift that whoever has the duty can be reached on every one of his ways. */
export class SelfTest {
  private readonly options: SelfTestOptions;
  private readonly zone: ZoneOffsets;
  private lookedAt: number;
  private timer: Timer | undefined;
  private looking: Promise<void> | undefined;
  /** The latest, running or over, with the ids of its messages. */
  private latest: { result: SelfTestResult; readonly ids: readonly string[] } | undefined;

  constructor(options: SelfTestOptions) {
    this.options = options;
    this.zone = new ZoneOffsets(options.timeZone);
    this.lookedAt = options.clock.nowMs();
  }

  get result(): SelfTestResult | null {
    return this.latest?.result ?? null;
  }

  start(): void {
    this.timer = this.options.clock.every(LOOK_MS, () => {
      this.looking ??= this.look().finally(() => {
        this.looking = undefined;
      });
    });
  }

  async stop(): Promise<void> {
    this.timer?.cancel();
    await this.looking;
  }

  /** Starts one, or answers the one that runs. */
  async run(because: SelfTestResult['because']): Promise<SelfTestResult> {
    if (this.latest && this.latest.result.endedAt === null) return this.latest.result;
    const { outbox, targets, clock } = this.options;
    const startedAt = clock.nowMs();
    const notices = (await targets(startedAt)).flatMap((target) => testNotices(target, startedAt));
    const ways = notices.map(
      ({ channel, recipient }) => ({ channel, recipient, state: 'running', detail: null }) as const,
    );
    this.latest = { result: { because, startedAt, endedAt: null, ways }, ids: notices.map(({ id }) => id) };
    await outbox.add(notices);
    return this.latest.result;
  }

  private async look(): Promise<void> {
    try {
      const because = await this.dueBecause();
      if (because) await this.run(because);
      await this.judge();
    } catch (error) {
      this.options.logger.warn({ err: error }, 'the self-test could not be looked after; trying again');
    }
  }

  private async dueBecause(): Promise<'daily' | 'shift' | undefined> {
    const { clock, dailyAt, shiftStarts } = this.options;
    const to = clock.nowMs();
    // What was missed while the gateway was away is made up by the next one; a clock set back repeats nothing.
    const from = Math.max(this.lookedAt, to - LONGEST_STEP_MS);
    this.lookedAt = Math.max(this.lookedAt, to);
    if (from >= to) return undefined;
    if ((await shiftStarts(from, to)).length > 0) return 'shift';
    return dailyAt !== undefined && dailyMoments(this.zone, dailyAt, from, to).length > 0 ? 'daily' : undefined;
  }

  private async judge(): Promise<void> {
    const { latest } = this;
    if (!latest || latest.result.endedAt !== null) return;
    const { outbox, clock, duty } = this.options;
    const now = clock.nowMs();
    const channels = [...new Set(latest.result.ways.map(({ channel }) => channel))];
    const rows = await Promise.all(channels.map((channel) => outbox.list({ channel, limit: MOST_ROWS })));
    const byId = new Map(rows.flat().map((row) => [row.id, row]));
    const isLate = now - latest.result.startedAt >= LIMIT_MS;
    const ways = latest.result.ways.map((way, index) => ({ ...way, ...verdict(byId.get(latest.ids[index]!), isLate) }));
    const isOver = ways.every(({ state }) => state !== 'running');
    latest.result = { ...latest.result, ways, endedAt: isOver ? now : null };
    if (!isOver) return;
    if (ways.some(({ state }) => state === 'failed')) duty.tell(selfTestFailed(latest.result, now));
    await this.record(latest.result, now);
  }

  private async record({ because, ways }: SelfTestResult, at: number): Promise<void> {
    for (const { channel, recipient, state, detail } of ways)
      await this.options.audit.audit({
        ...{ at, actor: 'system', action: 'self-test', subject: `${channel} ${recipient}`.trim() },
        outcome: state === 'passed' ? 'done' : 'refused',
        detail: detail ?? because,
      });
  }
}

/** One message on each way. */
function testNotices({ recipient, language, contacts }: DutyTarget, at: number): readonly Notice[] {
  const text = { en: 'Test of the alarm messages. Nothing to do.', zh: '告警通知自检，无需处理。' };
  const body: TestBody = { text };
  return contacts.map(({ channel, address }) => ({
    ...{ id: noticeId(['test', at, recipient, channel, address]), channel, address, kind: 'test', recipient, language },
    ...{ alarmId: null, occurrence: 0, step: 0, priority: 'P4', dueAt: 0, queuedAt: at, body: JSON.stringify(body) },
  }));
}

function verdict(row: OutboxRow | undefined, isLate: boolean) {
  const { state, detail } = row ?? { state: 'queued', detail: null };
  if (state === 'sent' || state === 'delivered') return { state: 'passed', detail: null } as const;
  if (state === 'dead') return { state: 'failed', detail } as const;
  return isLate ? ({ state: 'failed', detail: detail ?? 'not sent in time' } as const) : { state: 'running' as const };
}
