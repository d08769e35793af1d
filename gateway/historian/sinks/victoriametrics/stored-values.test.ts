import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findStored } from './stored-values.ts';
import { rangesOf } from './time-ranges.ts';

const settings = { database: 'plant', siteId: 'hq "1"' };

test('finds values by the names under which the server files them', async () => {
  const asked: unknown[] = [];
  const series = 'heat\\ pump,area=plant\\ room\\,\\ west,equipment=E\\=1,site=hq';
  const lines = [
    {
      series,
      timeMs: 1_000,
      fields: [
        { point: 7, key: 'supply\\ temp', value: 1 },
        { point: 8, key: 'flow', value: 2 },
      ],
    },
    { series, timeMs: 2_000, fields: [{ point: 7, key: 'supply\\ temp', value: 1 }] },
  ];
  const found = await findStored(lines, settings, async (...question) => {
    asked.push(question);
    const labels = { area: 'plant room, west', equipment: 'E=1', site: 'hq', db: 'plant' };
    return [
      { metric: { ...labels, __name__: 'heat pump_supply temp' }, values: [1, 1], timestamps: [1_000, 1_500] },
      { metric: { ...labels, __name__: 'heat pump_flow', equipment: 'E2' }, values: [1], timestamps: [1_000] },
    ].map((one) => JSON.stringify(one));
  });
  expect([...found]).toEqual(['7@1000', '7@1500']);
  expect(asked).toEqual([['{db="plant",site="hq \\"1\\""}', 1_000, 2_000]]);
});

test('asks for few ranges that hold every moment, and leaves out long stretches without any', () => {
  expect(rangesOf([])).toEqual([]);
  expect(rangesOf([5, 1, 3_600_000])).toEqual([
    { fromMs: 1, toMs: 5 },
    { fromMs: 3_600_000, toMs: 3_600_000 },
  ]);
  fc.assert(
    fc.property(fc.array(fc.nat(1e12), { maxLength: 200 }), (times) => {
      const ranges = rangesOf(times);
      expect(ranges.length).toBeLessThanOrEqual(21);
      for (const time of times) expect(ranges.some(({ fromMs, toMs }) => fromMs <= time && time <= toMs)).toBe(true);
    }),
  );
});
