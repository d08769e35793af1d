/** A value as the history tells it; undefined where it was bad. It holds until the next. */
export interface PastValue {
  readonly at: number;
  readonly value: number | undefined;
}

/** When an engine counts as running, and how long a value speaks for the time after it. */
export interface RunRule {
  readonly above: number;
  /** Standing still for so long ends a run; a shorter stop belongs to it. */
  readonly restMs: number;
  /** A value holds so long; after that nothing is known. */
  readonly holdMs: number;
}

/** One run as far as it was seen. */
export interface SeenRun {
  readonly startedAt: number;
  /** Null: it runs, or nobody knows. */
  readonly endedAt: number | null;
  /** The last moment at which it was known to run. */
  readonly lastSeenAt: number;
  /** False: it was running already when values came (again). */
  readonly isStartSeen: boolean;
  /** False: values stopped while it ran; `endedAt` is the last moment known. */
  readonly isEndSeen: boolean;
  /** Of the run, how long nothing was known. */
  readonly unseenMs: number;
}

interface Draft {
  startedAt: number;
  lastSeenAt: number;
  isStartSeen: boolean;
  unseenMs: number;
  /** Since when it has stood still, and whether that moment was seen. */
  stop: { readonly at: number; readonly isSeen: boolean; readonly noticedAt: number } | undefined;
}

/** The runs in a stretch of history up to `now`, oldest first; the last may be going on. Values are in order of time. */
export function engineRuns(values: readonly PastValue[], rule: RunRule, now: number): readonly SeenRun[] {
  const runs: SeenRun[] = [];
  let run: Draft | undefined;
  let knownUntil: number | undefined;
  for (const { at, value } of values) {
    if (at > now) break;
    if (value === undefined) {
      knownUntil = knownUntil === undefined ? undefined : Math.min(knownUntil, at);
      continue;
    }
    const unseenFrom = knownUntil !== undefined && knownUntil < at ? knownUntil : undefined;
    if (run?.stop && at - run.stop.noticedAt >= rule.restMs) {
      runs.push(ended(run, run.stop));
      run = undefined;
    }
    if (value > rule.above) run = running(run, at, unseenFrom, knownUntil !== undefined);
    else if (run && !run.stop) stopped(run, at, unseenFrom);
    knownUntil = at + rule.holdMs;
  }
  if (!run) return runs;
  const isOver = run.stop !== undefined && now - run.stop.noticedAt >= rule.restMs;
  return [...runs, isOver && run.stop ? ended(run, run.stop) : going(run, Math.min(now, knownUntil ?? now))];
}

function running(run: Draft | undefined, at: number, unseenFrom: number | undefined, isKnownBefore: boolean): Draft {
  if (!run) {
    const isStartSeen = isKnownBefore && unseenFrom === undefined;
    return { startedAt: at, lastSeenAt: at, isStartSeen, unseenMs: 0, stop: undefined };
  }
  run.unseenMs += unseenFrom === undefined ? 0 : at - Math.max(unseenFrom, run.stop?.at ?? unseenFrom);
  run.lastSeenAt = at;
  run.stop = undefined;
  return run;
}

function stopped(run: Draft, at: number, unseenFrom: number | undefined): void {
  run.stop = { at: unseenFrom ?? at, isSeen: unseenFrom === undefined, noticedAt: at };
  run.lastSeenAt = run.stop.at;
}

const ended = ({ stop: _stop, ...run }: Draft, stop: NonNullable<Draft['stop']>): SeenRun => ({
  ...run,
  endedAt: stop.at,
  lastSeenAt: stop.at,
  isEndSeen: stop.isSeen,
});

function going({ stop, ...run }: Draft, knownUntil: number): SeenRun {
  const lastSeenAt = stop ? run.lastSeenAt : Math.max(run.lastSeenAt, knownUntil);
  return { ...run, lastSeenAt, endedAt: null, isEndSeen: false };
}

/** How a run was loaded; null means where nothing is known of the load. */
export interface LoadFigures {
  /** Time with load above the threshold. */
  readonly onLoadMs: number;
  /** Time-weighted over that time; null when there was none. */
  readonly meanPct: number | null;
  /** Part of the run in which the load was known. */
  readonly knownMs: number;
}

/** Load of the stretch [from, to), from values in percent that hold until the next, at most `holdMs`. */
export function loadFigures(
  values: readonly PastValue[],
  [from, to]: readonly [number, number],
  { onLoadPct, holdMs }: { readonly onLoadPct: number; readonly holdMs: number },
): LoadFigures {
  let [onLoadMs, weighted, knownMs] = [0, 0, 0];
  for (const [index, { at, value }] of values.entries()) {
    const until = Math.min(values[index + 1]?.at ?? to, at + holdMs, to);
    const length = until - Math.max(at, from);
    if (value === undefined || length <= 0) continue;
    knownMs += length;
    if (value <= onLoadPct) continue;
    onLoadMs += length;
    weighted += value * length;
  }
  return { onLoadMs, meanPct: onLoadMs > 0 ? weighted / onLoadMs : null, knownMs };
}
