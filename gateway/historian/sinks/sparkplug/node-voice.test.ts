import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { batchOf, createVoice, POINTS, pointOf, type Row } from '../../../../tests/harness/sparkplug-voice.ts';
import { QUALITY } from '../../../domain/quality.ts';
import type { SampleBatch } from '../../../domain/sample.ts';

const NOW = 1_000_000;

describe('a birth', () => {
  test('names every metric, with its last value or null with a reason, unit and title', () => {
    const { latest, voice, host, say } = createVoice();
    latest.take(batchOf([4, 21.5, QUALITY.good, 10], [7, Number.NaN, QUALITY['bad-timeout'], 20]), NOW);
    expect(say(voice.births(7, NOW))).toBe(4);
    expect(host.faults).toEqual([]);
    expect(host.story).toEqual(['NBIRTH 7', 'DBIRTH E1', 'DBIRTH E2', 'DBIRTH E0']);
    expect(host.heard.get('E1/p4@10')).toMatchObject({ value: 21.5, quality: 192 });
    expect(host.properties.get('E1/p4')).toEqual({
      ...{ Quality: 192, engUnit: '℃', documentation: 'Point 4', documentationZh: '点4' },
    });
    expect(host.properties.get('E1/p7')).toMatchObject({ Quality: 0, qualityReason: 'bad-timeout' });
    expect(host.properties.get('E2/p2')).toMatchObject({ Quality: 0, qualityReason: 'bad-waiting' });
  });

  test('says that a value recorded by an earlier run is of old', () => {
    const { latest, voice, host, say } = createVoice();
    latest.restore(3, { time: 10, value: 5, quality: QUALITY.good }, false);
    say(voice.births(0, NOW));
    expect(host.heard.get('E1/p4@10')).toMatchObject({ value: 5, quality: 500 });
    say(voice.data('live', [batchOf([4, 5, QUALITY.good, 20])], NOW));
    expect(host.heard.get('E1/p4@20')).toMatchObject({ quality: 192, asHistory: [false] });
  });
});

test('a sample older than what is told is history, unless that claims to be from the future', () => {
  const { voice, host, say } = createVoice();
  say(voice.births(0, NOW));
  say(voice.data('live', [batchOf([4, 1, 0, 500], [4, 2, 0, 400])], NOW));
  say(voice.data('live', [batchOf([4, 3, 0, 450]), batchOf([5, 1, 0, NOW + 3_600_000])], NOW));
  say(voice.data('live', [batchOf([5, 0, 0, NOW])], NOW));
  const flags = ['E1/p4@500', 'E1/p4@400', 'E1/p4@450', `E2/p5@${NOW}`].map((key) => host.heard.get(key)?.asHistory);
  expect(flags).toEqual([[false], [false], [true], [false]]);
  expect(host.faults).toEqual([]);
});

describe('a device that does not answer', () => {
  const down = (time: number, name: 'bad-timeout' | 'bad-waiting' = 'bad-timeout'): SampleBatch =>
    batchOf(...[1, 4, 7].map((id): Row => [id, Number.NaN, QUALITY[name], time]));

  test('is told dead once; its next value begins with a birth', () => {
    const { latest, voice, host, say } = createVoice();
    say(voice.births(0, NOW));
    expect(say(voice.deaths(NOW))).toBe(0);
    say(voice.data('live', [down(10)], NOW));
    expect([say(voice.deaths(NOW)), say(voice.deaths(NOW))]).toEqual([1, 0]);
    expect(say(voice.data('live', [down(20)], NOW))).toBe(0);
    const back = batchOf([4, 1, QUALITY.good, 30]);
    latest.take(back, NOW);
    say(voice.data('live', [back], NOW));
    expect(host.story.slice(4)).toEqual(['DDATA E1', 'DDEATH E1', 'DBIRTH E1', 'DDATA E1']);
    expect(host.faults).toEqual([]);
  });

  test('is born with all others, and dies again as long as it does not answer', () => {
    const { latest, voice, host, say } = createVoice();
    say(voice.births(0, NOW));
    latest.take(down(10), NOW);
    say(voice.data('live', [down(10)], NOW));
    say(voice.deaths(NOW));
    say(voice.births(0, NOW));
    expect(say(voice.deaths(NOW))).toBe(1);
    expect(host.story.slice(-5)).toEqual(['NBIRTH 0', 'DBIRTH E1', 'DBIRTH E2', 'DBIRTH E0', 'DDEATH E1']);
    expect(host.faults).toEqual([]);
  });

  test('is not one of which nothing has been heard', () => {
    const { voice, say } = createVoice();
    say(voice.births(0, NOW));
    say(voice.data('live', [down(10, 'bad-waiting')], NOW));
    expect(say(voice.deaths(NOW))).toBe(0);
  });
});

test('the sequence goes on from 255 with 0', () => {
  const { voice, host, say } = createVoice();
  say(voice.births(0, NOW));
  for (let time = 1; time <= 600; time++) say(voice.data('live', [batchOf([4, time, QUALITY.good, time])], NOW));
  expect([host.count(false), host.faults]).toEqual([600, []]);
});

test('a large backlog of one device goes in messages of bounded size', () => {
  const { voice, host, say } = createVoice();
  say(voice.births(0, NOW));
  const rows = Array.from({ length: 1_201 }, (_, i): Row => [4, i, QUALITY.good, i + 1]);
  expect(say(voice.data('replay', [batchOf(...rows)], NOW))).toBe(3);
  expect([host.count(true), host.count(false), host.faults]).toEqual([1_201, 0, []]);
});

type Doing =
  | { readonly kind: 'births' | 'deaths' }
  | { readonly kind: 'data'; readonly lane: 'live' | 'replay'; readonly rows: readonly Row[] };
const quality = fc.constantFrom(0, 0, QUALITY['uncertain-old'], QUALITY['bad-timeout'], QUALITY['bad-sentinel']);
const row = fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: -3, max: 3 }), quality);
const doing: fc.Arbitrary<Doing> = fc.oneof(
  { weight: 1, arbitrary: fc.constant<Doing>({ kind: 'births' }) },
  { weight: 2, arbitrary: fc.constant<Doing>({ kind: 'deaths' }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('data' as const),
      lane: fc.constantFrom('live' as const, 'replay' as const),
      rows: fc.array(
        row.map(([point, value, code]): Row => [point, value, code, 0]),
        { maxLength: 12 },
      ),
    }),
  },
);

test('whatever is told in whatever order, a strict host understands all of it', () => {
  fc.assert(
    fc.property(fc.array(doing, { maxLength: 400 }), (doings) => {
      const { latest, voice, host, say } = createVoice();
      let time = 0;
      say(voice.births(0, NOW));
      for (const happening of doings) {
        if (happening.kind === 'births') say(voice.births(0, NOW));
        if (happening.kind === 'deaths') say(voice.deaths(NOW));
        if (happening.kind !== 'data') continue;
        const rows = happening.rows.map(
          ([point, value, code]): Row => [point, code >= 128 ? Number.NaN : value, code, ++time],
        );
        const batch = batchOf(...rows);
        latest.take(batch, NOW);
        const dead = new Set(deadDevices(host.story));
        say(voice.data(happening.lane, [batch], NOW));
        for (const [id, , code, at] of rows) {
          const { equipment, name } = pointOf(id);
          if (id > POINTS.length || (dead.has(equipment) && code === QUALITY['bad-timeout'])) continue;
          expect(host.heard.get(`${equipment}/${name}@${at}`)?.asHistory).toEqual([
            happening.lane === 'replay' || expect.any(Boolean),
          ]);
        }
      }
      expect(host.faults).toEqual([]);
    }),
    { numRuns: 100 },
  );
});

function deadDevices(story: readonly string[]): string[] {
  const last = (verb: string, device: string): number => story.lastIndexOf(`${verb} ${device}`);
  return ['E0', 'E1', 'E2'].filter((device) => last('DDEATH', device) > last('DBIRTH', device));
}
