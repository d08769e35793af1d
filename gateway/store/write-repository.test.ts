import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { ManualClock } from '../../tests/harness/manual-clock.ts';
import { silentLogger } from '../../tests/harness/silent-logger.ts';
import { tempFolder } from '../../tests/harness/temp-folder.ts';
import type { WriteIntent, WriteSettlement } from '../ports/write-repository.ts';
import { openStore } from './open-store.ts';
import type { WriteAuditTable } from './schema.ts';
import { findBrokenWrite } from './write-chain.ts';

const AT = Date.UTC(2026, 0, 5, 8);
const intent = (change: Partial<WriteIntent> = {}): WriteIntent => ({
  ...{ at: AT, actor: 'chen', tag: 'CH-1.setpoint', from: 7, to: 6.5, reason: 'warm afternoon', via: 'web 10.0.0.9' },
  ...change,
});
const settled = (outcome: WriteSettlement['outcome'], change: Partial<WriteSettlement> = {}): WriteSettlement => ({
  ...{ at: AT + 900, outcome, readBack: null, detail: null },
  ...change,
});

async function setup() {
  const folder = await tempFolder();
  const store = await openStore({ folder, clock: new ManualClock(AT), logger: silentLogger });
  onTestFinished(() => store.close());
  const file = new DatabaseSync(`${folder}/ops.sqlite`);
  onTestFinished(() => file.close());
  const rows = () => file.prepare('select * from write_audit order by sequence').all() as unknown as WriteAuditTable[];
  return { ...store, file, rows };
}

test('an attempt is pending until its outcome is stored, and is told as one', async () => {
  const { writes } = await setup();
  const id = await writes.begin(intent());
  const begun = { id, at: AT, tag: 'CH-1.setpoint', actor: 'chen', from: 7, to: 6.5, via: 'web 10.0.0.9' };
  expect(await writes.list({ limit: 9 })).toMatchObject([{ ...begun, outcome: 'pending', settledAt: null }]);
  await writes.settle(id, settled('differs', { readBack: 7, detail: 'still 7' }));
  const ended = { ...begun, outcome: 'differs', readBack: 7, detail: 'still 7', settledAt: AT + 900, code: null };
  expect(await writes.list({ limit: 9 })).toMatchObject([ended]);
});

test('an outcome is stored once; a later one changes nothing', async () => {
  const { writes, rows } = await setup();
  const id = await writes.begin(intent());
  await writes.settle(id, settled('unknown'));
  await writes.settle(id, settled('verified'));
  await writes.settle(99, settled('verified'));
  expect(rows().map((row) => [row.phase, row.outcome])).toEqual([
    ['intent', null],
    ['outcome', 'unknown'],
  ]);
});

test('what a gateway that is gone left open becomes unknown, once, and nothing else does', async () => {
  const { writes } = await setup();
  const done = await writes.begin(intent());
  await writes.settle(done, settled('verified'));
  await writes.begin(intent({ tag: 'CH-2.setpoint' }));
  await writes.deny({ ...intent(), code: 'WRITE_TOO_SOON', detail: null });
  expect(await writes.settleOpen(AT + 5000, 'the gateway ended before the answer')).toBe(1);
  expect(await writes.settleOpen(AT + 6000, 'again')).toBe(0);
  const outcomes = (await writes.list({ limit: 9 })).map(({ tag, outcome, code }) => [tag, outcome, code]);
  expect(outcomes).toEqual([
    ['CH-1.setpoint', 'denied', 'WRITE_TOO_SOON'],
    ['CH-2.setpoint', 'unknown', null],
    ['CH-1.setpoint', 'verified', null],
  ]);
});

test('the last attempt of a point is the newest that may have reached the device', async () => {
  const { writes } = await setup();
  const attempt = async (tag: string, at: number, outcome: WriteSettlement['outcome'] | 'none') => {
    const id = await writes.begin(intent({ tag, at }));
    if (outcome !== 'none') await writes.settle(id, settled(outcome));
  };
  await attempt('a', AT, 'verified');
  await attempt('a', AT + 1000, 'refused');
  await attempt('a', AT + 2000, 'unsent');
  await attempt('b', AT, 'verified');
  await attempt('b', AT + 3000, 'unknown');
  await attempt('c', AT + 4000, 'none');
  await attempt('d', AT, 'refused');
  await writes.deny({ ...intent({ tag: 'a', at: AT + 9000 }), code: 'WRITE_TOO_SOON', detail: null });
  expect(await writes.lastAttempts()).toEqual(
    new Map([
      ['a', AT],
      ['b', AT + 3000],
      ['c', AT + 4000],
    ]),
  );
});

test('pages go back from the newest, of all points or of one', async () => {
  const { writes } = await setup();
  for (const [index, tag] of ['a', 'b', 'a', 'b', 'a'].entries()) {
    const id = await writes.begin(intent({ tag, at: AT + index }));
    await writes.settle(id, settled('verified'));
  }
  const first = await writes.list({ limit: 2 });
  const next = await writes.list({ limit: 2, before: first[1]!.id });
  expect([...first, ...next].map((one) => one.at - AT)).toEqual([4, 3, 2, 1]);
  expect((await writes.list({ tag: 'a', limit: 9 })).map((one) => one.at - AT)).toEqual([4, 2, 0]);
});

test('rows can be neither changed nor removed, and a chain made to look otherwise is found out', async () => {
  const { writes, file, rows } = await setup();
  const id = await writes.begin(intent());
  await writes.settle(id, settled('verified'));
  expect(() => file.exec("update write_audit set actor = 'nobody'")).toThrow('only ever added to');
  expect(() => file.exec('delete from write_audit')).toThrow('only ever added to');
  expect(findBrokenWrite(rows())).toBeUndefined();
  expect(findBrokenWrite(rows().map((row) => ({ ...row, to_value: 5 })))).toBe(1);
  expect(findBrokenWrite(rows().slice(1))).toBe(2);
});
