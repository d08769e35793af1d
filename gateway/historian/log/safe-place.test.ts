import { expect, test } from 'vitest';
import { RESEND_WINDOW_MS } from '../limits.ts';
import { noteTail, type TailNotes } from './safe-place.ts';

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
