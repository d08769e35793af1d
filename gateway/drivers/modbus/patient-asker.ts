import type { Clock } from '../../ports/clock.ts';
import type { ModbusClient } from './client.ts';
import type { PlannedRead } from './device-plan.ts';
import { meaningOf } from './exceptions.ts';
import { pause } from './limited.ts';
import type { Patience } from './patience.ts';
import type { Answer } from './question.ts';
import type { TimeLimit } from './time-limit.ts';
import type { Unit } from './unit.ts';

const BUSY_PAUSE_MS = 200;
const MEMORY_PARITY_ERROR = 8;

/** Asks units with the patience that each deserves, and once more where the answer says that this may help. */
export class PatientAsker {
  private readonly client: ModbusClient;
  private readonly patience: Patience;
  private readonly timeLimit: TimeLimit;
  private readonly clock: Clock;
  /** Reads that were not answered even at the second asking: until they are, once per cycle is enough. */
  private readonly troubled = new WeakSet<PlannedRead>();
  /** Units that were still busy after a pause: the line is not kept waiting for each of their reads. */
  private readonly busy = new WeakSet<Unit>();

  constructor(client: ModbusClient, patience: Patience, timeLimit: TimeLimit, clock: Clock) {
    this.client = client;
    this.patience = patience;
    this.timeLimit = timeLimit;
    this.clock = clock;
  }

  async ask(unit: Unit, read: PlannedRead): Promise<Answer> {
    const answer = await this.once(unit, read);
    if (answer.kind === 'data') {
      unit.noteTime(read, answer.tookMs);
      this.troubled.delete(read);
      this.busy.delete(unit);
    }
    if (answer.kind !== 'exception') return answer;
    const pauseMs = pauseBeforeRetry(answer.code, unit, read.periodMs);
    if (pauseMs === undefined || this.troubled.has(read) || (pauseMs > 0 && this.busy.has(unit))) return answer;
    this.troubled.add(read);
    if (pauseMs > 0) await pause(this.clock, pauseMs);
    const second = await this.once(unit, read);
    if (pauseMs > 0 && second.kind !== 'data') this.busy.add(unit);
    return second;
  }

  private async once({ config }: Unit, { table, start, end }: PlannedRead): Promise<Answer> {
    const { unit, ignoreTransactionId } = config;
    const count = end - start;
    const timeoutMs = this.timeLimit(this.patience.limitFor(unit, this.clock.monotonicMs()), table, count);
    const answer = await this.client.ask({ unit, table, start, count, timeoutMs, ignoreTransactionId });
    if (answer.kind === 'data' || answer.kind === 'exception') this.patience.answered(unit, answer.tookMs);
    if (answer.kind === 'timeout') this.patience.stayedSilent(unit, this.clock.monotonicMs());
    return answer;
  }
}

/** How long to wait before the same question may be answered; undefined when it will not be, or not within its cycle. */
function pauseBeforeRetry(code: number, { config }: Unit, periodMs: number): number | undefined {
  if (config.exceptions[String(code)] !== undefined || code === MEMORY_PARITY_ERROR) return undefined;
  switch (meaningOf(code, config.exceptions).kind) {
    case 'busy':
      return periodMs >= 2 * BUSY_PAUSE_MS ? BUSY_PAUSE_MS : undefined;
    case 'failed':
      return 0;
    case 'refused':
    case 'unreachable':
      return undefined;
  }
}
