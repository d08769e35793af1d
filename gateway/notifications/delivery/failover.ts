import type { Alarm } from '../../domain/alarm.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Logger } from '../../ports/logger.ts';
import type { LeasedNotice, Outbox, OutboxRow } from '../../ports/outbox.ts';
import {
  type FailoverStep,
  hasArrived,
  isInTrouble,
  type NextContact,
  planFailover,
  waitedMs,
} from './failover-plan.ts';
import { isWaitingForAnswer } from './still-due.ts';

/** Waiting notices looked through at a time, and notices of one alarm. */
const MOST_ROWS = 5_000;
const MOST_OF_ALARM = 500;
/** P1 that has reached nobody for so long is a case for the siren. */
const SILENCE_MS = 120_000;
/** Given-up ones are looked at for so long: until every way has ended, and for the siren. */
const DEAD_LOOK_MS = 180_000;
const MOST_DEAD = 500;
/** What was reported is remembered, so that it is reported once; the oldest is forgotten first. */
const MOST_REPORTED = 1_000;

/** A person could not be told of this step on any of his ways. */
export interface Unreached {
  readonly alarmId: string;
  readonly occurrence: number;
  readonly step: number;
  readonly recipient: string;
}

export interface FailoverOptions {
  readonly outbox: Pick<Outbox, 'add' | 'list'>;
  readonly nextContact: NextContact;
  /** The alarm as it is now: nobody need be found for what has been answered. */
  readonly alarm: (id: string) => Promise<Alarm | undefined>;
  /** The escalation is to take its next step at once. Never throws. */
  readonly onUnreached: (unreached: Unreached) => void;
  /** A P1 alarm has reached nobody for two minutes; once for each occurrence. Never throws. */
  readonly onSilence: (alarmId: string, occurrence: number) => void;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Finds another way to people who cannot be reached on the one that was meant. */
export class Failover {
  private readonly options: FailoverOptions;
  private readonly reported = new Set<string>();

  constructor(options: FailoverOptions) {
    this.options = options;
  }

  /** After a failed attempt and before it is settled, so that a crash in between loses nothing. Never rejects. */
  async consider(notice: LeasedNotice, isOver: boolean): Promise<void> {
    const { alarm: _alarm, leaseUntil: _lease, wasAnnounced: _announced, begunAs: _begunAs, ...rest } = notice;
    const state = isOver ? 'dead' : 'queued';
    await this.guarded(() => this.decide({ ...rest, state, detail: 'failed', settledAt: null }));
  }

  /** Looks for those that have waited too long: of a channel that is down, full or slow. Never rejects. */
  scan(): Promise<void> {
    return this.guarded(async () => {
      const { outbox, clock } = this.options;
      const waiting = await outbox.list({ state: 'waiting', limit: MOST_ROWS });
      const dead = await outbox.list({ state: 'dead', limit: MOST_DEAD });
      const now = clock.nowMs();
      const isRecent = ({ settledAt }: OutboxRow): boolean => now - (settledAt ?? now) < DEAD_LOOK_MS;
      for (const row of [...waiting, ...dead.filter(isRecent)]) if (isInTrouble(row, now)) await this.decide(row);
    });
  }

  private async decide(row: OutboxRow): Promise<void> {
    const { outbox, alarm, clock } = this.options;
    const now = clock.nowMs();
    if (row.alarmId === null || !isInTrouble(row, now)) return;
    const present = await alarm(row.alarmId);
    if (!present || !isWaitingForAnswer(present)) return;
    const others = await outbox.list({ alarmId: row.alarmId, limit: MOST_OF_ALARM });
    this.reportSilence(row, others, now);
    await this.act(row, planFailover(row, others, now, this.options.nextContact));
  }

  private async act(row: OutboxRow, step: FailoverStep): Promise<void> {
    const { outbox, onUnreached, logger } = this.options;
    const { alarmId, occurrence, recipient } = row;
    if (step.kind === 'none' || alarmId === null) return;
    if (step.kind === 'add') {
      await outbox.add([step.notice]);
      logger.warn(
        { alarm: alarmId, recipient, from: row.channel, to: step.notice.channel },
        'another way is tried as well',
      );
      return;
    }
    const isNew = this.isFirst(`unreached ${alarmId} ${occurrence} ${row.step} ${row.queuedAt} ${recipient}`);
    if (isNew) onUnreached({ alarmId, occurrence, step: row.step, recipient });
  }

  private reportSilence(row: OutboxRow, others: readonly OutboxRow[], now: number): void {
    const { alarmId, occurrence, priority } = row;
    if (priority !== 'P1' || alarmId === null) return;
    const same = [row, ...others].filter((other) => other.kind === 'alarm' && other.occurrence === occurrence);
    const isLong = waitedMs(row, now) >= SILENCE_MS || same.some(({ queuedAt }) => now - queuedAt >= SILENCE_MS);
    if (!isLong || same.some(hasArrived) || !this.isFirst(`silence ${alarmId} ${occurrence}`)) return;
    this.options.logger.error({ alarm: alarmId }, 'an urgent alarm has reached nobody');
    this.options.onSilence(alarmId, occurrence);
  }

  private isFirst(key: string): boolean {
    if (this.reported.has(key)) return false;
    this.reported.add(key);
    const oldest = this.reported.values().next();
    if (this.reported.size > MOST_REPORTED && !oldest.done) this.reported.delete(oldest.value);
    return true;
  }

  private async guarded(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.options.logger.warn({ err: error }, 'another way could not be looked for; trying again');
    }
  }
}
