import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fakeSite } from '../../tests/harness/web-fakes.ts';
import { pointState } from '../contract/resources.ts';
import { QUALITY } from '../domain/quality.ts';
import { Latest } from '../pipeline/latest.ts';
import { LatestTexts } from '../pipeline/latest-texts.ts';
import { PointWriter } from './point-writer.ts';

it('writes what the schema says, whatever the values are', () => {
  const site = fakeSite(30);
  const latest = new Latest(30);
  const writer = new PointWriter(site, latest);
  const state = fc.record({
    index: fc.nat(29),
    value: fc.double(),
    quality: fc.constantFrom(...Object.values(QUALITY)),
    at: fc.integer({ min: 1, max: 4e12 }),
  });
  fc.assert(
    fc.property(state, ({ index, value, quality, at }) => {
      latest.value[index] = value;
      latest.quality[index] = quality;
      latest.sourceTime[index] = at;
      const points = pointState.array().parse(JSON.parse(writer.write({ limit: 5000 })));
      expect(points).toHaveLength(30);
      expect(points[index]!.value).toBe(Number.isFinite(value) ? value + 0 : null);
      expect(points[index]!.sourceTime).toBe(new Date(at).toISOString());
      expect(QUALITY[points[index]!.reason as keyof typeof QUALITY]).toBe(quality);
    }),
  );
});

it('writes the text of a point of kind text, and nothing in the place of its number', () => {
  const { points, ...site } = fakeSite(10);
  const texts = new LatestTexts();
  const latest = new Latest(10, texts);
  const writer = new PointWriter({ ...site, points: points.map((point) => ({ ...point, kind: 'text' })) }, latest);
  const shown = () => pointState.array().parse(JSON.parse(writer.write({ limit: 1 })))[0]!;
  expect(shown()).toMatchObject({ value: null, text: null, reason: 'bad-waiting' });
  const said = 'E12 "pump" \\ <b>高压</b>';
  texts.take(0, said, QUALITY.good);
  latest.value[0] = 0;
  latest.quality[0] = QUALITY.good;
  expect(shown()).toMatchObject({ value: null, text: said, quality: 'good' });
  latest.quality[0] = QUALITY['bad-stale'];
  expect(shown()).toMatchObject({ value: null, text: null, quality: 'bad' });
  texts.take(0, '', QUALITY['bad-decode']);
  latest.quality[0] = QUALITY.good;
  expect(shown().text).toBeNull();
});
