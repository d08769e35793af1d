import { type HistoryImported, historyImported } from '../../contract/resources.ts';
import { ERRORS, PlantroomError } from '../../domain/errors.ts';
import type { QualityName } from '../../domain/quality.ts';
import type { Clock } from '../../ports/clock.ts';
import type { RestClient } from '../rest-client.ts';

/** Well below what one request may carry. */
const SAMPLES_AT_ONCE = 5_000;
const TAGS_AT_ONCE = 200;
/** A gateway that is started anew is back within this. */
const MOST_TRIES = 10;
const LONGEST_WAIT_MS = 10_000;

export interface OutgoingSample {
  readonly tag: string;
  readonly ms: number;
  readonly value: number | null;
  readonly quality: QualityName | undefined;
}

interface Series {
  readonly tag: string;
  readonly time: number[];
  readonly value: (number | null)[];
  readonly quality: QualityName[];
}

export interface SenderOptions {
  readonly client: Pick<RestClient, 'post'>;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Only asks what would happen. */
  readonly isTrial: boolean;
  /** Told before each pause. */
  readonly onRetry: (reason: string) => void;
}

type Totals = { -readonly [Name in keyof HistoryImported]: number };

/** Sends samples in pieces of bounded size, each again until it is taken or refused for good. */
export class SampleSender {
  readonly totals: Totals = { written: 0, replaced: 0, present: 0, tooOld: 0, invalid: 0 };
  private readonly options: SenderOptions;
  private waiting = new Map<string, Series>();
  private count = 0;

  constructor(options: SenderOptions) {
    this.options = options;
  }

  /** Resolves when there is room for more. Throws what the gateway refuses, or FIELD_UNREACHABLE. */
  async add({ tag, ms, value, quality }: OutgoingSample): Promise<void> {
    const series = this.waiting.get(tag) ?? { tag, time: [], value: [], quality: [] };
    this.waiting.set(tag, series);
    series.time.push(ms);
    series.value.push(value);
    series.quality.push(quality ?? (value === null ? 'bad-sentinel' : 'good'));
    this.count++;
    if (this.count >= SAMPLES_AT_ONCE || this.waiting.size >= TAGS_AT_ONCE) await this.flush();
  }

  async flush(): Promise<void> {
    const series = [...this.waiting.values()];
    this.waiting = new Map();
    this.count = 0;
    if (series.length === 0) return;
    const result = await this.send({ series, trial: this.options.isTrial });
    for (const name of TOTALS) this.totals[name] += result[name];
  }

  private async send(body: object): Promise<HistoryImported> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.options.client.post('/history/import', body, historyImported);
      } catch (cause) {
        if (!(cause instanceof PlantroomError) || !ERRORS[cause.code].retry || attempt >= MOST_TRIES) throw cause;
        await this.pause(attempt, cause.message);
      }
      if (this.options.signal.aborted) throw new PlantroomError('REQUEST_INVALID', 'stopped; the same command goes on');
    }
  }

  private async pause(attempt: number, reason: string): Promise<void> {
    const { clock, signal, onRetry } = this.options;
    onRetry(reason);
    const waitMs = Math.min(LONGEST_WAIT_MS, 500 * 2 ** attempt);
    await new Promise<void>((resolve) => {
      const timer = clock.after(waitMs, done);
      function done(): void {
        timer.cancel();
        signal.removeEventListener('abort', done);
        resolve();
      }
      signal.addEventListener('abort', done, { once: true });
    });
  }
}

const TOTALS = ['written', 'replaced', 'present', 'tooOld', 'invalid'] as const;
