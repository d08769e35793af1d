import { expect, test } from 'vitest';
import { alarmRig, person, watching } from '../../tests/harness/alarm-rig.ts';

const MINUTE_MS = 60_000;
const conditions = Array.from({ length: 30 }, (_, point) =>
  watching(point, { priority: point < 5 ? 'P2' : 'P3', acknowledgement: 'auto' }),
);
const range = (from: number, to: number, value = 85) =>
  Object.fromEntries(Array.from({ length: to - from }, (_, index) => [from + index, value]));

test('in a flood orders of P3 wait; at its end they are opened for what is still active', async () => {
  const { clock, feed, rows, service, repository, desks } = await alarmRig({ conditions, points: 30 });
  feed(range(10, 20));
  await clock.advanceAsync(1_000);
  expect(repository.orders.size).toBe(10);
  expect(service.desk().flood).toBeNull();
  feed(range(20, 24));
  feed({ 0: 85 });
  await clock.advanceAsync(1_000);
  expect(service.desk().flood).toMatchObject({ count: 15, firstOut: 'P10.high~1' });
  expect(desks.at(-1)?.flood).toMatchObject({ count: 15 });
  expect(repository.orders.size).toBe(11);
  feed(range(20, 22, 20));
  await clock.advanceAsync(10 * MINUTE_MS - 3_000);
  expect(rows('').at(-1)).toBe('flood-started');
  await clock.advanceAsync(3_000);
  expect(rows('').slice(1)).toEqual(['flood-started', 'flood-ended']);
  expect(service.desk().flood).toBeNull();
  expect([...repository.orders.keys()].slice(11)).toEqual(['P22:P22.high', 'P23:P23.high']);
  const ended = repository.rows.find(({ type }) => type === 'flood-ended');
  expect(JSON.parse(ended?.note ?? '')).toEqual({ count: 15, peak: 15, firstOut: 'P10.high~1' });
});

test('what was shelved in the flood has its order when it is announced again', async () => {
  const { clock, feed, service, repository } = await alarmRig({ conditions, points: 30 });
  feed(range(5, 20));
  await clock.advanceAsync(50);
  const shelve = { kind: 'shelve', mode: 'timed', forMs: 60 * MINUTE_MS, reason: 'later' } as const;
  const shelved = service.act('P19.high', shelve, person('engineer'));
  await clock.advanceAsync(11 * MINUTE_MS);
  await shelved;
  expect(repository.orders.has('P19:P19.high')).toBe(false);
  await clock.advanceAsync(60 * MINUTE_MS);
  expect(repository.orders.has('P19:P19.high')).toBe(true);
});

test('a flood goes on after a restart, and no order that waits is forgotten', async () => {
  const before = await alarmRig({ conditions, points: 30 });
  before.feed(range(5, 20));
  await before.clock.advanceAsync(1_000);
  expect(before.repository.orders.size).toBe(10);
  await before.engine.stop();
  await before.clock.advanceAsync(MINUTE_MS);
  const after = await alarmRig({ ...before, conditions, points: 30 });
  expect(after.service.desk().flood).not.toBeNull();
  after.feed(range(5, 20));
  await after.clock.advanceAsync(1_000);
  expect(after.repository.orders.size).toBe(10);
  await after.clock.advanceAsync(10 * MINUTE_MS);
  expect(after.service.desk().flood).toBeNull();
  expect(after.repository.orders.size).toBe(15);
});
