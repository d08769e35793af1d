import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inParallel } from './in-parallel.ts';

test('every item once, answers in order, never more at a time than allowed', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat({ max: 4 })), fc.integer({ min: 1, max: 8 }), async (turns, most) => {
      let [running, highest] = [0, 0];
      const results = await inParallel([...turns.entries()], most, async ([index, waits]) => {
        highest = Math.max(highest, ++running);
        for (let turn = 0; turn < waits; turn++) await Promise.resolve();
        running--;
        return index;
      });
      expect(results).toEqual([...turns.keys()]);
      expect(highest).toBeLessThanOrEqual(most);
    }),
  );
});

test('the first failure is told after what is under way has ended', async () => {
  const ended: number[] = [];
  const work = async (item: number): Promise<void> => {
    await Promise.resolve();
    if (item === 1) throw new Error('one');
    ended.push(item);
  };
  await expect(inParallel([0, 1, 2, 3], 2, work)).rejects.toThrow('one');
  expect(ended).toContain(0);
});
