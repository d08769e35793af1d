import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { activation, START } from '../../tests/harness/alarm-records.ts';
import { createEarlier, fill } from '../../tests/harness/earlier-store.ts';
import { newOrder, stepContext } from '../../tests/harness/order-bench.ts';
import { openTestStore, rowsOf, withFile } from '../../tests/harness/store-file.ts';
import type { WorkOrderRequest } from '../domain/work-order-request.ts';
import { stepWorkOrder } from '../domain/work-order-step.ts';
import type { OrderFault } from './order-chain.ts';
import { type RecordAnchors, RecordFile } from './record-file.ts';

const DAY_MS = 86_400_000;

/** Two orders of people, with three lines each, and one of an alarm. Lines: 1 and 2 open, 3–6 steps of both in turn, 7 the alarm's. */
async function filled(given?: string) {
  const opened = await openTestStore(given);
  const { store, clock, folder } = opened;
  const take = (id: number, request: WorkOrderRequest) =>
    store.workOrders.change(id, (order) => stepWorkOrder(order, request, stepContext({ now: clock.nowMs() })));
  const first = await store.workOrders.insert(newOrder({ openedAt: START }));
  const second = await store.workOrders.insert(newOrder({ openedAt: START, title: { en: 'Oil \ud800 "', zh: '油' } }));
  for (const note of ['one', 'two']) {
    clock.advance(1_000);
    for (const { id } of [first, second]) await take(id, { step: 'comment', note: `${note} \0 😀` });
  }
  await store.alarms.commit([activation()]);
  const spoil = (sql: string) =>
    withFile(folder, (file) => {
      for (const change of ['update', 'delete']) file.exec(`drop trigger if exists work_order_log_no_${change}`);
      file.exec(`pragma foreign_keys = off; ${sql}`);
    });
  const verify = (known?: RecordAnchors): readonly unknown[] => look(folder, (book) => book.verify(known).faults);
  return { ...opened, take, spoil, verify };
}

function look<T>(folder: string, work: (book: RecordFile) => T): T {
  const book = new RecordFile(folder);
  try {
    return work(book);
  } finally {
    book.close();
  }
}

test('every line bears the hash of the one before, whoever writes it', async () => {
  const { folder, verify } = await filled();
  const lines = rowsOf(folder, 'select work_order, seq, prev_hash, hash from work_order_log order by id');
  expect(lines.map(({ work_order, seq }) => `${work_order}.${seq}`)).toEqual([
    '1.1',
    '2.1',
    '1.2',
    '2.2',
    '1.3',
    '2.3',
    '3.1',
  ]);
  for (const [index, { prev_hash }] of lines.entries()) if (index > 0) expect(prev_hash).toBe(lines[index - 1]!.hash);
  expect(verify()).toEqual([]);
});

const spoilt: readonly (readonly [string, string, readonly Partial<OrderFault>[]])[] = [
  [
    'a line edited',
    `update work_order_log set actor = 'x' where id = 3`,
    [{ kind: 'order-line-changed', sequence: 3, order: 1 }],
  ],
  [
    'a line taken out',
    'delete from work_order_log where id = 3',
    [
      { kind: 'order-line-removed', sequence: 3, order: null },
      { kind: 'order-line-removed', sequence: 5, order: 1 },
    ],
  ],
  [
    'the last line of an order taken out',
    'delete from work_order_log where id = 6',
    [
      { kind: 'order-line-removed', sequence: 6, order: null },
      { kind: 'order-changed', order: 2 },
    ],
  ],
  [
    'the end taken out',
    'delete from work_order_log where id = 7; delete from work_order where id = 3',
    [{ kind: 'order-lines-shortened', sequence: 7 }],
  ],
  ['an order edited', `update work_order set priority = 'P4' where id = 1`, [{ kind: 'order-changed', order: 1 }]],
  [
    'an order given another body',
    `update work_order set body = '{}' where id = 2`,
    [{ kind: 'order-changed', order: 2 }],
  ],
  ['an order taken out', 'delete from work_order where id = 3', [{ kind: 'order-removed', order: 3 }]],
  [
    'an order slipped in',
    `insert into work_order select 9, null, state, priority, equipment, title, description, alarm_id, occurrences, condition_cleared_at,
      assignee, opened_by, opened_at, started_at, done_at, closed_at, resolution, kind, null, updated_at, body from work_order where id = 1`,
    [{ kind: 'order-unknown', order: 9 }],
  ],
];

test.each(spoilt)('%s is named', async (_what, sql, faults) => {
  const { spoil, verify } = await filled();
  spoil(sql);
  expect(verify()).toEqual(faults);
});

test('anchors of earlier days, and what was kept elsewhere, show a chain that was written anew', async () => {
  const { store, clock, folder, take, spoil, verify } = await filled();
  clock.advance(DAY_MS);
  await take(1, { step: 'comment', note: 'next day' });
  expect(rowsOf(folder, 'select sequence from work_order_anchor')).toEqual([{ sequence: 7 }]);
  const known = look(folder, (book) => book.anchors());
  await store.close();
  spoil(`delete from work_order_log where id = 8; delete from work_order_anchor;
    update work_order_head set sequence = 7, hash = (select hash from work_order_log where id = 7);
    update work_order set updated_at = 0 where id = 1`);
  expect(verify(known)).toEqual([
    { kind: 'order-changed', order: 1 },
    { kind: 'order-lines-shortened', sequence: 8 },
  ]);
});

test('lines older than the chain stay valid, and are sealed together', async () => {
  const folder = await createEarlier();
  fill(folder);
  const { spoil, verify, take } = await filled(folder);
  expect(verify()).toEqual([]);
  await take(1, { step: 'comment', note: 'after' });
  expect(verify()).toEqual([]);
  spoil(`update work_order_log set actor = 'x' where id = 1`);
  expect(verify()).toEqual([{ kind: 'order-lines-sealed', sequence: 1 }]);
});

test('a database nobody has written to since is sealed as well', async () => {
  const folder = await createEarlier();
  fill(folder);
  const { store } = await openTestStore(folder);
  await store.close();
  const file = new DatabaseSync(join(folder, 'ops.sqlite'));
  file.exec(`drop trigger work_order_log_no_update; update work_order_log set actor = 'x'`);
  file.close();
  expect(look(folder, (book) => book.verify(undefined).faults)).toEqual([{ kind: 'order-lines-sealed', sequence: 1 }]);
});
