import { expect, test } from 'vitest';
import { ManualClock } from '../../tests/harness/manual-clock.ts';
import { silentLogger } from '../../tests/harness/silent-logger.ts';
import { TickTask } from './tick-task.ts';

test('turns come one at a time, a failure ends none of the later ones, a stop ends them all', async () => {
  const clock = new ManualClock();
  let turns = 0;
  const task = new TickTask({
    ...{ clock, logger: silentLogger, periodMs: 1_000, name: 'test' },
    task: async () => {
      turns++;
      if (turns === 2) throw new Error('the disk does not answer');
    },
  });
  await task.start();
  await clock.advanceAsync(3_000);
  expect(turns).toBe(4);
  await task.stop();
  await clock.advanceAsync(3_000);
  expect(turns).toBe(4);
  expect(clock.pending).toBe(0);
});

test('a turn that is asked for while one is under way is that one', async () => {
  const clock = new ManualClock();
  let turns = 0;
  let end: (() => void) | undefined;
  const task = new TickTask({
    ...{ clock, logger: silentLogger, periodMs: 1_000, name: 'test' },
    task: () => {
      turns++;
      return new Promise((resolve) => {
        end = resolve;
      });
    },
  });
  const first = task.run();
  const second = task.run();
  end?.();
  await Promise.all([first, second]);
  expect(turns).toBe(1);
});
