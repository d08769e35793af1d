import type { SystemEvent } from '../../ports/alarm-repository.ts';
import type { Clock, Timer } from '../../ports/clock.ts';
import type { DirectCalls } from './direct-calls.ts';
import { journalAway, journalBack } from './direct-words.ts';

const LOOK_MS = 1_000;
/** A journal that cannot be written for so long is told of. */
const AWAY_MS = 5_000;
/** It is well again when it has been for so long. */
const WELL_MS = 10_000;

export interface StoreWatchOptions {
  /** Wall time since which the journal cannot be written; null while it can. */
  readonly awaySince: () => number | null;
  readonly calls: Pick<DirectCalls, 'say'>;
  readonly note: (event: SystemEvent) => void;
  readonly timeZone: string;
  readonly clock: Clock;
}

/** Tells the duty when the alarm journal cannot be written for longer than a few seconds, and when it can again. */
export class StoreWatch {
  private readonly options: StoreWatchOptions;
  private readonly timer: Timer;
  private awayMono: number | undefined;
  private wellMono: number | undefined;
  /** Wall time from which on it was told to be away. */
  private toldSince: number | undefined;

  /** Looks each second from now on. */
  constructor(options: StoreWatchOptions) {
    this.options = options;
    this.timer = options.clock.every(LOOK_MS, () => this.look());
  }

  stop(): void {
    this.timer.cancel();
  }

  private look(): void {
    const since = this.options.awaySince();
    if (since === null) this.lookWell();
    else this.lookAway(since);
  }

  private lookAway(since: number): void {
    const { clock, calls, timeZone } = this.options;
    this.wellMono = undefined;
    this.awayMono ??= clock.monotonicMs();
    if (this.toldSince !== undefined || clock.monotonicMs() - this.awayMono < AWAY_MS) return;
    this.toldSince = since;
    calls.say(journalAway(since, timeZone));
  }

  private lookWell(): void {
    const { clock, calls, note, timeZone } = this.options;
    this.awayMono = undefined;
    if (this.toldSince === undefined) return;
    this.wellMono ??= clock.monotonicMs();
    const wellMs = clock.monotonicMs() - this.wellMono;
    if (wellMs < WELL_MS) return;
    const [since, until] = [this.toldSince, clock.nowMs() - wellMs];
    this.toldSince = undefined;
    this.wellMono = undefined;
    calls.say(journalBack(since, until, timeZone));
    note({ type: 'store-away', at: since, actor: 'system', note: JSON.stringify({ until: new Date(until) }) });
  }
}
