import { expect, test } from 'vitest';
import { ManualClock } from '../../tests/harness/manual-clock.ts';
import { silentLogger } from '../../tests/harness/silent-logger.ts';
import { StopStack } from './stop-stack.ts';

test('steps run in reverse, and a failing one stops nobody else', async () => {
  const order: string[] = [];
  const stack = new StopStack(new ManualClock(), silentLogger);
  stack.push('log', () => void order.push('log'));
  stack.push('broken', () => {
    throw new Error('no');
  });
  stack.push('fields', async () => void order.push('fields'));
  expect(await stack.drain()).toEqual(['broken']);
  expect(order).toEqual(['fields', 'log']);
});

test('a step that hangs is left behind after its limit', async () => {
  const clock = new ManualClock();
  const stack = new StopStack(clock, silentLogger, 1000);
  stack.push('hangs', () => new Promise<void>(() => {}));
  const drained = stack.drain();
  await clock.advanceAsync(1000);
  expect(await drained).toEqual(['hangs']);
  expect(clock.pending).toBe(0);
});
