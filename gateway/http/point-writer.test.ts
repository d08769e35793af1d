import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fakeSite } from '../../tests/harness/web-fakes.ts';
import { pointState } from '../contract/resources.ts';
import { QUALITY } from '../domain/quality.ts';
import { Latest } from '../pipeline/latest.ts';
import { PointWriter } from './point-writer.ts';

it('writes what the schema says, whatever the values are', () => {
  const site = fakeSite(30);
  const latest = new Latest(30);
  const writer = new PointWriter(site.points, latest);
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
