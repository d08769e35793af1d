import { RESEND_WINDOW_MS } from '../limits.ts';
import type { Place } from './place.ts';

/** Distance between two notes; the window is exceeded by at most this much. */
const NOTE_EVERY_MS = 5_000;
/** A sink that gives cause for doubt all the time is sent no more than so many windows again and again. */
const WINDOWS_OF_DOUBT = 5;
/** Even then what was sent again must have been there for so long. */
const AGAIN_FOR_MS = 10_000;
/** Where doubts never end, notes wait; beyond this number they become fewer and the safe place moves in larger steps. */
const MOST_NOTES = 250;

interface TailNote<P extends Place> {
  /** When the sink had everything up to `tail` for the first time, monotonic ms. */
  readonly atMs: number;
  /** Since when it has had it without a doubt in between; undefined while it is being sent again. */
  readonly sinceMs: number | undefined;
  readonly tail: P;
}

/** Where the tail of a sink was, over the last minute or so. */
export interface TailNotes<P extends Place = Place> {
  /** Stored long enough ago that the sink must have it on its disk. */
  readonly safe: P;
  readonly notes: readonly TailNote<P>[];
}

export interface SafetyRules {
  /** For how long an acknowledgement may turn out to be worth nothing. */
  readonly windowMs?: number;
  /** Something was lost, perhaps, and what it was has not been sent again yet. */
  readonly isDoubted?: boolean;
  /** Last batch that may count as safe. */
  readonly provenUpTo?: number;
}

/**
 * Notes the tail at `nowMs` (monotonic). The safe place follows one window behind: what lies before it was acknowledged at
 * least that long ago, and since the last doubt once more. Where doubts come more often than a window passes it follows
 * some windows behind.
 */
export function noteTail<P extends Place>(
  { safe, notes }: TailNotes<P>,
  tail: P,
  nowMs: number,
  { windowMs = RESEND_WINDOW_MS, isDoubted = false, provenUpTo = Number.POSITIVE_INFINITY }: SafetyRules = {},
): TailNotes<P> {
  const current = notes.map((note) =>
    note.sinceMs === undefined && note.tail.id <= tail.id ? { ...note, sinceMs: nowMs } : note,
  );
  const ripe = current.findLastIndex((note) => note.tail.id <= provenUpTo && isRipe(note, nowMs, windowMs, isDoubted));
  const kept = current.slice(ripe + 1);
  const newest = kept.at(-1);
  // While a part is being sent again, the older notes of it are the better ones.
  const isDue = !newest || (nowMs - newest.atMs >= NOTE_EVERY_MS && tail.id >= newest.tail.id);
  return {
    safe: current[ripe]?.tail ?? safe,
    notes: isDue && kept.length < MOST_NOTES ? [...kept, { atMs: nowMs, sinceMs: nowMs, tail }] : kept,
  };
}

/** The sink may have lost what it acknowledged after the safe place: whatever was noted must be acknowledged once more. */
export const doubtNotes = <P extends Place>({ safe, notes }: TailNotes<P>): TailNotes<P> => ({
  safe,
  notes: notes.map((note) => ({ ...note, sinceMs: undefined })),
});

/** The newest place that the sink has had for so long without a doubt; undefined when none was noted then. */
export const hadFor = <P extends Place>({ notes }: TailNotes<P>, ageMs: number, nowMs: number): P | undefined =>
  notes.findLast(({ sinceMs }) => sinceMs !== undefined && nowMs - sinceMs >= ageMs)?.tail;

function isRipe({ atMs, sinceMs }: TailNote<Place>, nowMs: number, windowMs: number, isDoubted: boolean): boolean {
  if (sinceMs === undefined) return false;
  if (!isDoubted && nowMs - sinceMs >= windowMs) return true;
  return nowMs - atMs >= WINDOWS_OF_DOUBT * windowMs && nowMs - sinceMs >= Math.min(AGAIN_FOR_MS, windowMs);
}
