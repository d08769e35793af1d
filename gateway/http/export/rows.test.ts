import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MemoryHistory, type MemorySample } from '../../../tests/harness/memory-history.ts';
import { fakeSite } from '../../../tests/harness/web-fakes.ts';
import { afterOf, fileHead, type HistoryFormat, type HistoryShape, readAfter } from '../../contract/history-file.ts';
import { QUALITY } from '../../domain/quality.ts';
import type { ExportPlan } from './export-plan.ts';
import { longRows } from './long-rows.ts';
import { timeTextIn } from './time-text.ts';
import { wideRows } from './wide-rows.ts';

const START = Date.UTC(2026, 0, 5);
const MINUTE = 60_000;
const TAGS = ['PUMP-1.p0', 'PUMP-1.p1', 'PUMP-2.p0'];
const points = fakeSite(20).points;

const sampleLists = fc.array(
  fc.uniqueArray(
    fc.record({
      time: fc.integer({ min: START, max: START + 90 * MINUTE }),
      value: fc.double({ noNaN: true, noDefaultInfinity: true }),
      quality: fc.constantFrom(QUALITY.good, QUALITY['good-manual'], QUALITY['uncertain-old'], QUALITY['bad-timeout']),
    }),
    { selector: ({ time }) => time, maxLength: 40 },
  ),
  { minLength: TAGS.length, maxLength: TAGS.length },
);

const historyOf = (lists: readonly (readonly MemorySample[])[], largestPage: number): MemoryHistory =>
  new MemoryHistory(new Map(TAGS.map((tag, i) => [tag, [...lists[i]!].sort((a, b) => a.time - b.time)])), largestPage);

interface Case {
  readonly reader: MemoryHistory;
  readonly format: HistoryFormat;
  readonly shape: HistoryShape;
  readonly zone: 'utc' | 'site';
}

async function download({ reader, format, shape, zone }: Case, after?: string): Promise<string> {
  const plan: ExportPlan = {
    ...{ reader, format, tags: TAGS, fromMs: START, toMs: START + 120 * MINUTE },
    timeText: timeTextIn(zone, 'Asia/Shanghai'),
    after: after === undefined ? undefined : readAfter(after, shape),
  };
  const chosen = TAGS.map((tag) => points.find((point) => point.tag === tag)!);
  const rows = shape === 'long' ? longRows(plan) : wideRows({ ...plan, stepMs: MINUTE, points: chosen });
  let text = after === undefined ? fileHead(format, shape, TAGS) : '';
  for await (const part of rows) text += part;
  return text;
}

/** What a client does: throws the torn last line away, and asks for what comes after the one before. */
async function goOn(of: Case, broken: string): Promise<string> {
  const whole = broken.slice(0, broken.lastIndexOf('\n') + 1);
  const last = whole.slice(0, -1).split('\n').at(-1)!;
  const after = afterOf(of.format, of.shape, last);
  return after === undefined ? download(of) : whole + (await download(of, after));
}

test('a download cut anywhere, any number of times, ends up as one that was never cut', async () => {
  const cases = fc.record({
    lists: sampleLists,
    largestPage: fc.integer({ min: 1, max: 7 }),
    format: fc.constantFrom('csv' as const, 'jsonl' as const),
    shape: fc.constantFrom('long' as const, 'wide' as const),
    zone: fc.constantFrom('utc' as const, 'site' as const),
    cuts: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 4 }),
  });
  await fc.assert(
    fc.asyncProperty(cases, async ({ lists, largestPage, cuts, ...rest }) => {
      const of: Case = { reader: historyOf(lists, largestPage), ...rest };
      const all = await download(of);
      let got = all;
      for (const cut of cuts) got = await goOn(of, got.slice(0, Math.floor(got.length * cut)));
      expect(got).toBe(all);
    }),
    { numRuns: 60 },
  );
});

test('a long file has every sample once, tag after tag, in order of time', async () => {
  await fc.assert(
    fc.asyncProperty(sampleLists, fc.integer({ min: 1, max: 7 }), async (lists, largestPage) => {
      const reader = historyOf(lists, largestPage);
      const text = await download({ reader, format: 'jsonl', shape: 'long', zone: 'utc' });
      const rows: { tag: string; time: string; value: number | null }[] = text
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line));
      const expected = TAGS.flatMap((tag, i) =>
        [...lists[i]!]
          .sort((a, b) => a.time - b.time)
          .map(({ time, value, quality }) => ({ tag, time, value: quality < 128 ? value + 0 : null })),
      );
      expect(rows.map(({ tag, time, value }) => ({ tag, time: Date.parse(time), value }))).toEqual(expected);
    }),
    { numRuns: 30 },
  );
});

test('rows of both kinds as a person sees them', async () => {
  const reader = historyOf(
    [
      [{ time: START, value: 1.5, quality: QUALITY.good }],
      [{ time: START + MINUTE / 2, value: -2, quality: QUALITY['uncertain-old'] }],
      [{ time: START + 119 * MINUTE, value: Number.NaN, quality: QUALITY['bad-timeout'] }],
    ],
    1000,
  );
  expect(await download({ reader, format: 'csv', shape: 'long', zone: 'site' })).toBe(
    [
      'tag,time,value,quality',
      'PUMP-1.p0,2026-01-05T08:00:00.000+08:00,1.5,good',
      'PUMP-1.p1,2026-01-05T08:00:30.000+08:00,-2,uncertain-old',
      'PUMP-2.p0,2026-01-05T09:59:00.000+08:00,,bad-timeout',
      '',
    ].join('\r\n'),
  );
  const wide = await download({ reader, format: 'csv', shape: 'wide', zone: 'utc' });
  expect(wide.split('\r\n').slice(0, 3)).toEqual([
    'time,PUMP-1.p0,PUMP-1.p1,PUMP-2.p0',
    '2026-01-05T00:00:00.000Z,1.5,-2,',
    '2026-01-05T00:01:00.000Z,1.5,-2,',
  ]);
  expect(wide.trimEnd().split('\r\n')).toHaveLength(121);
});
