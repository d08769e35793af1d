import fc from 'fast-check';
import { expect, test } from 'vitest';
import { QUALITY } from '../../domain/quality.ts';
import { judgePast } from './point-reader.ts';
import { groupStates, runChanges } from './run-changes.ts';

const MINUTE = 60_000;
const SILENCE = 330_000;
const at = 100 * MINUTE;

function samplesOf(list: readonly (readonly [minutes: number, value: number, quality?: number])[]) {
  return {
    time: Float64Array.from(list, ([minutes]) => at + minutes * MINUTE),
    value: Float64Array.from(list, ([, value]) => value),
    quality: Uint8Array.from(list, ([, , quality = 0]) => quality),
  };
}
const judge = (...list: Parameters<typeof samplesOf>[0]) => judgePast(samplesOf(list), at, MINUTE, SILENCE);

test.each([
  { name: 'a young sample counts', list: [[-0.5, 7]], value: 7, reason: null },
  { name: 'an old one does not', list: [[-4, 7]], value: null, reason: 'too-old' },
  {
    name: 'an old one counts when the next one follows in time',
    list: [
      [-4, 7],
      [1, 7],
    ],
    value: 7,
    reason: null,
  },
  {
    name: 'not when the line was dead meanwhile',
    list: [
      [-20, 7],
      [1, 8],
    ],
    value: null,
    reason: 'too-old',
  },
  {
    name: 'a lost line is a reason',
    list: [
      [-4, 7],
      [-2, Number.NaN, QUALITY['bad-not-connected']],
    ],
    value: null,
    reason: 'device-offline',
  },
  { name: 'a bad value is never 0', list: [[-0.1, 0, QUALITY['bad-sentinel']]], value: null, reason: 'bad-value' },
  { name: 'the exact moment counts', list: [[0, 3]], value: 3, reason: null },
] as const)('$name', ({ list, value, reason }) => {
  expect(judge(...list)).toMatchObject({ value, reason });
});

test('what came after the moment is never shown as if it had been then', () => {
  expect(judge([1, 8])).toBeUndefined();
  const sample = fc.tuple(fc.integer({ min: -10, max: 10 }), fc.integer({ min: 0, max: 9 }));
  fc.assert(
    fc.property(fc.array(sample, { maxLength: 10 }), (raw) => {
      const list = [...raw].sort((a, b) => a[0] - b[0]);
      const judged = judge(...list);
      if (judged?.value == null) return;
      expect(judged.sourceAt).toBeLessThanOrEqual(at);
      expect(list.some(([minutes, value]) => value === judged.value && minutes <= 0)).toBe(true);
    }),
  );
});

test('a run state that is lost and comes back as it was is no start', () => {
  const bad = QUALITY['bad-not-connected'];
  const samples = samplesOf([
    [-9, 0],
    [-7, 1],
    [-6, Number.NaN, bad],
    [-5, 1],
    [-3, 0],
  ]);
  expect(runChanges(samples, undefined)).toEqual([
    { at: at - 7 * MINUTE, runs: true },
    { at: at - 3 * MINUTE, runs: false },
  ]);
});

test('starts and stops take turns, whatever the samples', () => {
  const sample = fc.tuple(fc.double({ min: 0, max: 100, noNaN: true }), fc.constantFrom(0, 1), fc.constantFrom(0, 129));
  fc.assert(
    fc.property(fc.array(sample, { maxLength: 30 }), (raw) => {
      const changes = runChanges(samplesOf([...raw].sort((a, b) => a[0] - b[0])), undefined);
      for (const [i, { runs }] of changes.entries()) if (i > 0) expect(runs).not.toBe(changes[i - 1]!.runs);
    }),
  );
});

test('a group runs while one of it runs, and is unknown while it could', () => {
  const [one, other] = [
    samplesOf([
      [0, 0],
      [5, 1],
      [9, 0],
    ]),
    samplesOf([
      [0, 0],
      [7, Number.NaN, 129],
    ]),
  ];
  expect(groupStates([one, other], at).map(({ at: time, runs }) => [(time - at) / MINUTE, runs])).toEqual([
    [0, null],
    [0, false],
    [5, true],
    [9, null],
  ]);
});
