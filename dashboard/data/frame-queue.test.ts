import { expect, it } from 'vitest';
import { createFrameQueue } from './frame-queue.ts';

function setup() {
  const frames: (() => void)[] = [];
  const done: string[] = [];
  const queue = createFrameQueue((task) => void frames.push(task));
  const paint = (): void => {
    for (const task of frames.splice(0)) task();
  };
  return { queue, done, paint, frames };
}

it('runs one task per frame, in the order they came', () => {
  const { queue, done, paint, frames } = setup();
  for (const name of ['a', 'b', 'c']) queue.ask({}, () => void done.push(name));
  expect(frames).toHaveLength(1);
  paint();
  expect(done).toEqual(['a']);
  paint();
  paint();
  expect(done).toEqual(['a', 'b', 'c']);
  expect(frames).toHaveLength(0);
});

it('runs only the newest of one key', () => {
  const { queue, done, paint } = setup();
  const key = {};
  queue.ask(key, () => void done.push('old'));
  queue.ask(key, () => void done.push('new'));
  paint();
  paint();
  expect(done).toEqual(['new']);
});

it('does not run what was taken back, nor takes back what came after', () => {
  const { queue, done, paint } = setup();
  const key = {};
  const take = queue.ask(key, () => void done.push('old'));
  queue.ask(key, () => void done.push('new'));
  take();
  paint();
  queue.ask({}, () => void done.push('gone'))();
  paint();
  expect(done).toEqual(['new']);
});

it('a task that throws does not stop those behind it', () => {
  const { queue, done, paint } = setup();
  queue.ask({}, () => {
    throw new Error('broken chart');
  });
  queue.ask({}, () => void done.push('next'));
  expect(paint).toThrow();
  paint();
  expect(done).toEqual(['next']);
});
