import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Priority } from '../../domain/alarm.ts';
import { bruteForce } from './brute-force.fixtures.ts';
import { begins, DAY, FROM, HOUR, MINUTE, report, row } from './performance.fixtures.ts';

test('the figures are those of counting everything again for each of them', () => {
  const others = ['returned', 'acknowledged', 'activated', 'closed'] as const;
  const anyRow = fc.record({
    // Mostly close together, so that floods come and go; now and then nothing for long, or a clock that is set back.
    gap: fc.oneof(
      ...[
        { arbitrary: fc.nat(MINUTE), weight: 50 },
        { arbitrary: fc.nat(4 * MINUTE), weight: 20 },
      ],
      ...[
        { arbitrary: fc.nat(2_000), weight: 25 },
        { arbitrary: fc.nat(30 * HOUR), weight: 1 },
      ],
      { arbitrary: fc.constant(-5_000), weight: 4 },
    ),
    condition: fc.nat(6),
    type: fc.oneof(
      { arbitrary: fc.constantFrom('annunciated', 'realarmed', 'level-raised'), weight: 4 },
      { arbitrary: fc.constantFrom(...others), weight: 1 },
    ),
    priority: fc.constantFrom<Priority>('P1', 'P2', 'P3', 'P4'),
    isTold: fc.oneof({ arbitrary: fc.constant(true), weight: 9 }, { arbitrary: fc.constant(false), weight: 1 }),
  });
  const anyLength = fc.oneof(fc.integer({ min: 1, max: 3 * HOUR }), fc.integer({ min: 1, max: 4 * DAY }));
  let floods = 0;
  fc.assert(
    fc.property(fc.array(anyRow, { maxLength: 150, size: 'max' }), anyLength, (list, length) => {
      let at = 0;
      const rows = list.flatMap(({ gap, condition, type, priority, isTold }) => {
        at = Math.max(0, at + gap);
        const annunciation = isTold && !others.some((other) => other === type) ? 'new' : null;
        const actor = type === 'acknowledged' ? 'kim' : 'system';
        return at < length ? [row(`C${condition}~1`, at, type, { priority, annunciation, actor })] : [];
      });
      const figures = report(rows, length);
      floods += figures.floods;
      expect(figures).toMatchObject(bruteForce(rows, FROM, FROM + length));
    }),
    { numRuns: 200 },
  );
  expect(floods).toBeGreaterThan(20);
});

test('episodes are judged by what happened in them, however they overlap', () => {
  const anyEpisode = fc.record({
    begin: fc.nat(6 * DAY),
    activeMs: fc.oneof(fc.nat(20_000), fc.nat(3 * DAY)),
    closedMs: fc.nat(HOUR),
    actedMs: fc.option(fc.nat(30_000)),
    isTold: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(anyEpisode, { maxLength: 40 }), fc.integer({ min: 1, max: 7 * DAY }), (list, length) => {
      const all = list.flatMap(({ begin, activeMs, closedMs, actedMs, isTold }, n) => [
        ...(isTold ? begins(`E${n}~1`, begin) : [row(`E${n}~1`, begin, 'activated')]),
        ...(actedMs === null ? [] : [row(`E${n}~1`, begin + actedMs, 'commented', { actor: 'kim' })]),
        row(`E${n}~1`, begin + activeMs, 'returned'),
        row(`E${n}~1`, begin + activeMs + closedMs, 'closed'),
      ]);
      const rows = all.filter(({ at }) => at < FROM + length).sort((a, b) => a.at - b.at);
      const told = list.filter(({ isTold, begin }) => isTold && begin < length);
      const unseen = told.filter(({ actedMs, activeMs }) => actedMs === null || actedMs > activeMs);
      const isOver = ({ begin, activeMs }: (typeof list)[number]) => begin + activeMs < length;
      const isClosed = (one: (typeof list)[number]) => one.begin + one.activeMs + one.closedMs < length;
      const stood = (day: number) =>
        told.filter(({ begin, activeMs }) => {
          const end = Math.min(length, begin + activeMs);
          return end - begin > DAY && begin + DAY < Math.min(length, (day + 1) * DAY) && end > day * DAY;
        }).length;
      const closed = told.filter(isClosed).length;
      expect(report(rows, length)).toMatchObject({
        fleetingEpisodes: { value: unseen.filter((one) => isOver(one) && one.activeMs < 10_000).length },
        nuisanceShare: { value: closed === 0 ? null : unseen.filter(isClosed).length / closed },
        standingOnWorstDay: {
          value: Math.max(...Array.from({ length: Math.ceil(length / DAY) }, (_, day) => stood(day))),
        },
        standing: told
          .filter((one) => !isOver(one) && length - one.begin > DAY)
          .sort((a, b) => a.begin - b.begin)
          .map(({ begin }) => ({ activeAt: FROM + begin })),
      });
    }),
    { numRuns: 300 },
  );
});
