import { expect, test } from 'vitest';
import { ManualClock } from '../../tests/harness/manual-clock.ts';
import { silentLogger } from '../../tests/harness/silent-logger.ts';
import { fakeHistorian } from '../../tests/harness/web-fakes.ts';
import { PlantroomError } from '../domain/errors.ts';
import { QUALITY } from '../domain/quality.ts';
import { BatchBuilder, type SampleBatch } from '../domain/sample.ts';
import { Latest } from './latest.ts';
import { ManualValues } from './manual-values.ts';

function rig(manual: readonly number[]) {
  const recorded = new Map<number, { time: number; value: number; quality: number }>();
  const listeners = new Set<(points: ReadonlySet<number>) => void>();
  const asked: (readonly number[])[] = [];
  const state = { fails: false };
  const fake = fakeHistorian();
  const historian = {
    reader: {
      ...fake.reader,
      newest: async (points: readonly number[]): Promise<SampleBatch> => {
        asked.push(points);
        if (state.fails) throw new PlantroomError('HISTORY_UNAVAILABLE');
        const batch = new BatchBuilder();
        for (const point of points) {
          const found = recorded.get(point);
          if (found) batch.add(point, found.value, found.quality, found.time);
        }
        return batch;
      },
    },
    onBackfill: (listener: (points: ReadonlySet<number>) => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
  const latest = new Latest(4);
  const open = () =>
    new ManualValues({
      ...{ points: manual, historian, clock: new ManualClock(), logger: silentLogger },
      show: (batch) => latest.take(batch),
    });
  const backfill = (...points: number[]): void => {
    for (const listener of listeners) listener(new Set(points));
  };
  return { recorded, latest, asked, listeners, open, backfill, state };
}

test('shows what is recorded at the start and after an import, as read by hand, with its time', async () => {
  const { recorded, latest, open, backfill, listeners } = rig([1, 2]);
  recorded.set(1, { time: 5_000, value: 7, quality: QUALITY.good });
  const values = open();
  await values.settled();
  expect([latest.value[1], latest.quality[1], latest.sourceTime[1]]).toEqual([7, QUALITY['good-manual'], 5_000]);
  expect(latest.quality[2]).toBe(QUALITY['bad-waiting']);
  recorded.set(2, { time: 6_000, value: 8, quality: QUALITY['uncertain-clock'] });
  backfill(2);
  await values.settled();
  expect([latest.value[2], latest.quality[2]]).toEqual([8, QUALITY['uncertain-clock']]);
  await values.stop();
  expect(listeners.size).toBe(0);
});

test('points somebody polls are left alone, and many imports in a row are few looks', async () => {
  const { recorded, latest, asked, open, backfill } = rig([1]);
  const values = open();
  await values.settled();
  backfill(0);
  recorded.set(0, { time: 5_000, value: 7, quality: QUALITY.good });
  for (let i = 0; i < 50; i++) backfill(0, 1);
  await values.settled();
  expect(asked).toEqual([[1], [1], [1]]);
  expect(latest.quality[0]).toBe(QUALITY['bad-waiting']);
  await values.stop();
});

test('a historian that cannot answer is asked again by the next import', async () => {
  const { recorded, latest, open, backfill, state } = rig([1]);
  state.fails = true;
  const values = open();
  await values.settled();
  state.fails = false;
  recorded.set(1, { time: 5_000, value: 7, quality: QUALITY.good });
  backfill(1);
  await values.settled();
  expect(latest.value[1]).toBe(7);
  await values.stop();
});
