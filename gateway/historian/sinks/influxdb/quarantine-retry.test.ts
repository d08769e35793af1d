import { DatabaseSync } from 'node:sqlite';
import { beforeEach, expect, test } from 'vitest';
import { ManualClock } from '../../../../tests/harness/manual-clock.ts';
import { Quarantine } from '../../log/quarantine.ts';
import type { RegisteredPoint } from '../../point-register.ts';
import type { Delivery } from './deliver.ts';
import { refuse } from './narrow.ts';
import { QuarantineRetry, type QuarantineRetryDependencies } from './quarantine-retry.ts';
import { keysOf, LineBuilder, type WideLine } from './wide-lines.ts';

let clock: ManualClock;
let quarantine: Quarantine;
let sent: (readonly WideLine[])[];
let outcome: Delivery['outcome'];
/** Values of this point are still refused. */
let poison: number;

const pointOf = (id: number): RegisteredPoint | undefined =>
  id > 90
    ? undefined
    : {
        ...{ id, index: 0, tag: `t${id}`, kind: 'number', unit: '', equipment: 'E', equipmentClass: 'm', area: 'a' },
        ...{ name: `f${id}`, deadband: 0 },
      };

beforeEach(() => {
  clock = new ManualClock();
  quarantine = new Quarantine(new DatabaseSync(':memory:'));
  sent = [];
  outcome = 'delivered';
  poison = 0;
  const points = [1, 2, 99];
  quarantine.add(
    'a',
    points.map((point) => ({ point, timeMs: 5, value: 1.5, reason: 'no' })),
    clock.nowMs(),
  );
});

function retryOf(change: Partial<QuarantineRetryDependencies> = {}): QuarantineRetry {
  return new QuarantineRetry({
    ...{ sink: 'a', quarantine, clock, lines: new LineBuilder('s', pointOf) },
    deliver: async (lines) => {
      sent.push(lines);
      const bad = lines.map((line) => ({ ...line, fields: line.fields.filter(({ point }) => point === poison) }));
      return { outcome, refused: refuse(bad, 'still no'), proven: undefined };
    },
    ...change,
  });
}

const left = () => quarantine.list({ limit: 99 }).map(({ point, reason, isRetrying }) => [point, reason, isRetrying]);

test('sends just what was asked for, and lets go a minute after the server took it', async () => {
  const retry = retryOf();
  expect(await retry.send()).toBeUndefined();
  quarantine.retry({ sink: 'a', ids: [1] });
  retry.wake();
  await retry.send();
  await retry.send();
  expect(sent.map((lines) => [...keysOf(lines)])).toEqual([['1@5']]);
  clock.advance(59_000);
  await retry.settle();
  expect(left()).toContainEqual([1, 'no', true]);
  clock.advance(1_000);
  await retry.settle();
  expect(left().map(([point]) => point)).toEqual([2, 99]);
});

test('what is refused again, or belongs to no point, stays with its reason', async () => {
  poison = 2;
  quarantine.retry({ sink: 'a' });
  await retryOf().send();
  expect(left()).toEqual([
    [1, 'no', true],
    [2, 'still no', false],
    [99, 'no such point any more', false],
  ]);
});

test('a server that takes nothing now is asked again; one that was started anew gets all of it again', async () => {
  quarantine.retry({ sink: 'a', ids: [1, 2] });
  const retry = retryOf();
  outcome = { kind: 'down', waitMs: 500, reason: 'no answer' };
  await retry.send();
  outcome = 'delivered';
  await retry.send();
  retry.doubt();
  await retry.send();
  expect(sent).toHaveLength(3);
  clock.advance(60_000);
  await retry.settle();
  expect(left().map(([point]) => point)).toEqual([99]);
});

test('where an acknowledgement proves nothing the server is asked, and what it has not is kept', async () => {
  quarantine.retry({ sink: 'a', ids: [1, 2] });
  const retry = retryOf({ present: async () => new Set(['2@5']) });
  await retry.send();
  clock.advance(60_000);
  await retry.settle();
  expect(left()).toEqual([
    [1, 'acknowledged, but the server does not have it', false],
    [99, 'no', false],
  ]);
});
