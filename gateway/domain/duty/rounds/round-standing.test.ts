import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exampleRound } from '../../../../tests/harness/fake-rounds.ts';
import { closeRound } from './round-close.ts';
import { roundStanding } from './round-standing.ts';

const open = exampleRound();
const { opensAt, lateAt, closesAt } = open.body;

test('a round is late from its hour on until it is over, and missed after', () => {
  const moment = fc.integer({ min: opensAt, max: closesAt + 86_400_000 });
  const stops = fc.array(fc.constantFrom('open', 'done', 'late', 'skipped'), { minLength: 2, maxLength: 2 });
  fc.assert(
    fc.property(moment, stops, (now, states) => {
      const body = { ...open.body, stops: open.body.stops.map((stop, n) => ({ ...stop, state: states[n] ?? 'open' })) };
      const isWhole = !states.includes('open');
      const record = { ...open, body } as typeof open;
      const isLate = !isWhole && now >= lateAt && now < closesAt;
      expect(roundStanding(record, now)).toBe(isLate ? 'late' : 'in-order');
      const closed = closeRound(record, now);
      if (!closed.ok) return;
      const over = { ...record, ...closed.value, body: closed.value.body };
      expect(roundStanding(over, now)).toBe(isWhole ? 'in-order' : 'missed');
    }),
  );
});
