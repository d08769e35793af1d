import { z } from 'zod';
import type { SampleBatch } from '../../../domain/sample.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { ReplayStart } from '../../../ports/historian.ts';
import { DAY_MS } from '../../limits.ts';
import type { CursorStore } from '../../log/cursor-store.ts';
import type { LogRecord, SampleLog } from '../../log/sample-log.ts';
import { dayOf } from '../embedded/levels.ts';
import type { PastSamples } from './past-samples.ts';

/** Blocks looked at in one step; most points have one a day. */
const BLOCKS_AT_ONCE = 200;

const repeatState = z.object({
  fromMs: z.number(),
  /** What the log does not hold any more comes from the embedded history, up to `toMs`; null when that part is done. */
  past: z.object({ toMs: z.number(), day: z.number(), point: z.number() }).nullable(),
  /** Then batches of the log after this one … */
  afterId: z.number(),
  /** … up to this one. */
  upToId: z.number(),
  left: z.number(),
});
type RepeatState = z.infer<typeof repeatState>;

export interface RepeatWork {
  readonly batches: readonly SampleBatch[];
  /** To be called once they are stored or set aside. */
  readonly done: () => void;
}

export interface RepeatDependencies {
  readonly id: string;
  readonly log: SampleLog;
  readonly cursors: CursorStore;
  readonly past: PastSamples;
  readonly clock: Clock;
}

/**
 * What a person wants sent once more, oldest first. It has a place of its own, so that it neither holds up the other
 * lanes nor changes what they count: these samples were stored once. It goes on after a restart.
 */
export class RepeatLane {
  private readonly deps: RepeatDependencies;
  private state: RepeatState | undefined;

  constructor(deps: RepeatDependencies) {
    this.deps = deps;
    const saved = repeatState.safeParse(deps.cursors.loadRepeat(deps.id));
    this.state = saved.success ? saved.data : undefined;
  }

  get isActive(): boolean {
    return this.state !== undefined;
  }

  /** About how many samples are still to be looked through. */
  get left(): number {
    return this.state?.left ?? 0;
  }

  /** Batches after this one are still needed. */
  get holdsFrom(): number {
    return this.state?.afterId ?? Number.POSITIVE_INFINITY;
  }

  /** Begins anew, also when one is under way. */
  begin(fromMs: number): ReplayStart {
    const { id, log, past } = this.deps;
    const logged = loggedSince(log, fromMs);
    const range = { fromMs, toMs: logged.heldSinceMs };
    const { samples, firstDay } = fromMs < range.toMs ? past.measure(range) : { samples: 0, firstDay: undefined };
    const from = Math.max(fromMs, firstDay === undefined ? logged.firstMs : firstDay * DAY_MS);
    const left = samples + logged.samples;
    this.state = {
      ...{ fromMs, left, afterId: logged.afterId, upToId: log.head.id },
      past: firstDay === undefined ? null : { toMs: range.toMs, day: dayOf(from), point: 0 },
    };
    this.save();
    return { sink: id, from, samples: left };
  }

  /** The next piece; undefined when there is none left. */
  next(limit: number): RepeatWork | undefined {
    const { state } = this;
    if (!state) return undefined;
    return (state.past && this.nextPast(state, state.past)) || this.nextLogged(limit) || this.finish();
  }

  private nextPast(state: RepeatState, past: NonNullable<RepeatState['past']>): RepeatWork | undefined {
    const range = { fromMs: state.fromMs, toMs: past.toMs };
    const found = this.deps.past.next(past, range, BLOCKS_AT_ONCE);
    if (!found) {
      this.moveTo({ ...state, past: null }, 0);
      return undefined;
    }
    const next = this.deps.past.after(found.place);
    return {
      batches: [found.samples],
      done: () => this.moveTo({ ...state, past: next ? { toMs: past.toMs, ...next } : null }, found.samples.length),
    };
  }

  private nextLogged(limit: number): RepeatWork | undefined {
    const { state } = this;
    if (!state) return undefined;
    const records = collect(this.deps.log, state.afterId, state.upToId, limit);
    const last = records.at(-1);
    if (!last) return undefined;
    return {
      batches: records.flatMap(({ samples }) => (samples ? [samples] : [])),
      done: () => {
        const samples = records.reduce((sum, { usable }) => sum + usable, 0);
        this.moveTo({ ...state, afterId: last.position.id }, samples);
      },
    };
  }

  /** A re-send that was begun anew meanwhile is not touched. */
  private moveTo(state: RepeatState, samples: number): void {
    if (this.state?.upToId !== state.upToId || this.state.fromMs !== state.fromMs) return;
    this.state = { ...state, left: Math.max(0, state.left - samples) };
    this.save();
  }

  private finish(): undefined {
    this.state = undefined;
    this.save();
  }

  private save(): void {
    this.deps.cursors.saveRepeat(this.deps.id, this.state);
  }
}

/** Whole records after batch `afterId`, up to `upToId`, until there are about `limit` samples. */
export function collect(log: SampleLog, afterId: number, upToId: number, limit: number): LogRecord[] {
  const records: LogRecord[] = [];
  let samples = 0;
  for (let after = afterId; samples < limit; ) {
    const record = log.read(after, upToId);
    if (!record) break;
    records.push(record);
    samples += record.count;
    after = record.position.id;
  }
  return records;
}

/** The part of the log that holds everything since `fromMs`, as far as it reaches; `heldSinceMs`: nothing older is missing from there on. */
function loggedSince(log: SampleLog, fromMs: number) {
  const { head } = log;
  const first = log.database
    .prepare('SELECT id, first_time, end_usable, usable FROM batches WHERE last_time >= ? ORDER BY id LIMIT 1')
    .get(Math.round(fromMs));
  const heldSinceMs = log.oldest(1)[0]?.writtenAt ?? Number.MAX_SAFE_INTEGER;
  if (!first) return { afterId: head.id, samples: 0, firstMs: fromMs, heldSinceMs };
  return {
    afterId: Number(first.id) - 1,
    samples: head.usable - Number(first.end_usable) + Number(first.usable),
    firstMs: Number(first.first_time),
    heldSinceMs,
  };
}
