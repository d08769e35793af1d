import { RESEND_WINDOW_MS } from '../limits.ts';
import type { Place } from './place.ts';

/** Distance between two notes; the window is exceeded by at most this much. */
const NOTE_EVERY_MS = 5_000;

/** Where the tail of a sink was, over the last minute or so; bounded by the window. */
export interface TailNotes<P extends Place = Place> {
  /** Stored long enough ago that the sink must have it on its disk. */
  readonly safe: P;
  readonly notes: readonly { readonly atMs: number; readonly tail: P }[];
}

/** Notes the tail at `nowMs` (monotonic). The safe place follows one resend window behind. */
export function noteTail<P extends Place>(
  { safe, notes }: TailNotes<P>,
  tail: P,
  nowMs: number,
  windowMs: number = RESEND_WINDOW_MS,
): TailNotes<P> {
  const ripe = notes.findLast((note) => nowMs - note.atMs >= windowMs);
  const kept = notes.filter((note) => nowMs - note.atMs < windowMs && note.tail.id <= tail.id);
  const newest = kept.at(-1);
  const isDue = !newest || nowMs - newest.atMs >= NOTE_EVERY_MS;
  return { safe: ripe ? ripe.tail : safe, notes: isDue ? [...kept, { atMs: nowMs, tail }] : kept };
}
