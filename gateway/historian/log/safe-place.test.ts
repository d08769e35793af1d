import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RESEND_WINDOW_MS } from '../limits.ts';
import { doubtNotes, hadFor, noteTail, type TailNotes } from './safe-place.ts';

const at = (id: number) => ({ id, samples: id });

test('the safe place follows the tail, at least one resend window behind', () => {
  let notes: TailNotes = { safe: at(0), notes: [] };
  for (let now = 0; now <= 300_000; now += 1_000) {
    notes = noteTail(notes, at(now), now);
    expect(now - notes.safe.id).toBeGreaterThanOrEqual(Math.min(now, RESEND_WINDOW_MS));
    expect(now - notes.safe.id).toBeLessThanOrEqual(RESEND_WINDOW_MS + 10_000);
    expect(notes.notes.length).toBeLessThan(20);
  }
});

test('a sink that is doubted every half minute is not sent an ever longer past', () => {
  let notes: TailNotes = { safe: at(0), notes: [] };
  for (let now = 0; now <= 3_600_000; now += 1_000) {
    if (now % 30_000 === 0) notes = doubtNotes(notes);
    notes = noteTail(notes, at(now), now);
    expect(now - notes.safe.id).toBeLessThanOrEqual(6 * RESEND_WINDOW_MS);
  }
});

test('what was acknowledged long ago is not safe while it is being sent again', () => {
  let notes: TailNotes = { safe: at(0), notes: [] };
  for (let now = 0; now <= 50_000; now += 1_000) notes = noteTail(notes, at(now), now);
  notes = doubtNotes(notes);
  for (let now = 51_000; now <= 200_000; now += 1_000) notes = noteTail(notes, at(20_000), now);
  expect(notes.safe.id).toBe(20_000);
});

test('what was sent again within the last window is not safe, however long ago it was acknowledged first', () => {
  let notes: TailNotes = { safe: at(0), notes: [] };
  for (let now = 0; now <= 50_000; now += 1_000) notes = noteTail(notes, at(20_000), now);
  notes = doubtNotes(notes);
  for (let now = 51_000; now <= 110_000; now += 1_000) notes = noteTail(notes, at(20_000), now);
  expect(notes.safe.id).toBe(0);
  expect(noteTail(notes, at(20_000), 111_000).safe.id).toBe(20_000);
});

test('nothing becomes safe between a doubt and the re-send, until that waits for minutes', () => {
  let notes: TailNotes = { safe: at(0), notes: [] };
  for (let now = 0; now < 300_000; now += 1_000) notes = noteTail(notes, at(20_000), now, { isDoubted: true });
  expect(notes.safe.id).toBe(0);
  expect(noteTail(notes, at(20_000), 300_000, { isDoubted: true }).safe.id).toBe(20_000);
});

test('whatever the tail does, the safe place never passes what the sink has had for a while since the last doubt', () => {
  const event = fc.record({ isDoubt: fc.boolean(), afterMs: fc.nat(40_000), forward: fc.nat(30) });
  fc.assert(
    fc.property(fc.array(event, { maxLength: 60 }), (events) => {
      let [now, tail] = [0, 0];
      let notes: TailNotes = { safe: at(0), notes: [] };
      /** Since when the tail has been at or beyond an id, since the last doubt. */
      let reached: { id: number; sinceMs: number }[] = [];
      for (const { isDoubt, afterMs, forward } of events) {
        now += afterMs;
        if (isDoubt) {
          notes = doubtNotes(notes);
          tail = notes.safe.id;
          reached = [];
        }
        tail += forward;
        reached.push({ id: tail, sinceMs: now });
        const before = notes.safe.id;
        notes = noteTail(notes, at(tail), now);
        const { id } = notes.safe;
        if (id === before) continue;
        const since = reached.find((one) => one.id >= id)?.sinceMs ?? Number.POSITIVE_INFINITY;
        expect(now - since).toBeGreaterThanOrEqual(10_000);
        expect(id).toBeGreaterThanOrEqual(before);
        expect(hadFor(notes, 0, now)?.id ?? tail).toBeLessThanOrEqual(tail);
      }
    }),
  );
});
