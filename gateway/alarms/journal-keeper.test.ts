import { expect, test } from 'vitest';
import { ManualClock } from '../../tests/harness/manual-clock.ts';
import { silentLogger } from '../../tests/harness/silent-logger.ts';
import { JournalKeeper } from './journal-keeper.ts';

const DAY_MS = 86_400_000;

test('asks each hour for what is older than it is kept, until nothing is left, and again when the store did not answer', async () => {
  const clock = new ManualClock();
  const asked: number[] = [];
  const answers = [{ day: '2020-01-01', rows: 9 }, { day: '2020-01-02', rows: 1 }, undefined, 'away', undefined];
  const keeper = new JournalKeeper({
    ...{ keptMs: 365 * DAY_MS, clock, logger: silentLogger },
    repository: {
      trimJournal: async (before, at) => {
        asked.push(at - before);
        const answer = answers[asked.length - 1];
        if (typeof answer === 'string') throw new Error(answer);
        return answer;
      },
    },
  });
  await clock.advanceAsync(3_600_000);
  expect(asked).toEqual(Array(3).fill(365 * DAY_MS));
  await clock.advanceAsync(2 * 3_600_000);
  expect(asked).toHaveLength(5);
  await keeper.stop();
  expect(clock.pending).toBe(0);
});
