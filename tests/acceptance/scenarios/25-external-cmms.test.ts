import { expect, onTestFinished, test } from 'vitest';
import { cmmsSection, resolveCmms } from '../../../gateway/config/duty/cmms-schema.ts';
import { type CmmsOptions, CmmsRuntime } from '../../../gateway/maintenance/cmms/cmms-runtime.ts';
import type { DutyNotice } from '../../../gateway/ports/duty-notices.ts';
import { openStore } from '../../../gateway/store/open-store.ts';
import { CMMS_SECRET, FakeCmms } from '../../harness/fake-cmms/fake-cmms.ts';
import { ManualClock } from '../../harness/manual-clock.ts';
import { orderDesk } from '../../harness/order-bench.ts';
import { silentLogger } from '../../harness/silent-logger.ts';
import { tempFolder } from '../../harness/temp-folder.ts';

const SECOND_MS = 1_000;
const text = { en: 'Pump stopped', zh: '水泵停机' };

async function setup(change: { readonly knowsRepeats?: boolean } = {}) {
  const clock = new ManualClock();
  const cmms = await FakeCmms.start(change);
  onTestFinished(() => cmms.provider.stop());
  const store = await openStore({ folder: await tempFolder(), clock, logger: silentLogger });
  onTestFinished(() => store.close());
  const { orders } = orderDesk({ repository: store.workOrders, clock, equipment: { 'P-1': 'pump' } });
  const plan = resolveCmms(cmmsSection.parse({ url: cmms.provider.origin, secret: CMMS_SECRET, ...change }))!;
  const links = store.orderLinks;
  const told: string[] = [];
  const notices = { tell: ({ code }: DutyNotice) => void told.push(code) };
  const start = async (instead: Partial<CmmsOptions> = {}): Promise<CmmsRuntime> => {
    const runtime = new CmmsRuntime({
      ...{ site: 'tower', plan, links, orders, clock, logger: silentLogger, notices, fetch },
      ...instead,
    });
    await runtime.start();
    onTestFinished(() => runtime.stop());
    return runtime;
  };
  const runtime = await start();
  const pass = async (seconds: number, stepMs = SECOND_MS, which = runtime): Promise<void> => {
    for (let passed = 0; passed < seconds * SECOND_MS; passed += stepMs) {
      clock.advance(stepMs);
      await which.settled();
    }
  };
  const open = async (): Promise<number> => {
    const made = await orders.create({ equipment: 'P-1', priority: 'P3', title: text, description: text }, 'li');
    return made.ok ? made.value.id : 0;
  };
  const comment = (id: number, note: string) => orders.transition({ id, step: 'comment', actor: 'li', note });
  const hear = (event: object) => runtime.hook(cmms.message(event, clock.nowMs()));
  return { clock, told, cmms, orders, links, runtime, start, pass, open, comment, hear };
}

test.each([true, false])(
  '25. External CMMS: an answer that was lost makes no second order (knows repeats: %s)',
  async (knowsRepeats) => {
    const { cmms, links, pass, open } = await setup({ knowsRepeats });
    cmms.lostAnswers = 1;
    await open();
    await pass(2);
    expect(await links.get(1)).toMatchObject({ externalId: null, state: 'pending', attempts: 1 });
    await pass(10);
    expect(cmms.orders).toHaveLength(1);
    expect(await links.get(1)).toMatchObject({ externalId: 'X-1', state: 'ok', syncedSeq: 1 });
    const keys = cmms.provider.requests
      .filter(({ method }) => method === 'POST')
      .map(({ headers }) => headers['idempotency-key']);
    expect(new Set(keys)).toEqual(new Set(['wo-create:tower:1']));
  },
);

test('25. External CMMS: two hours away and 200 events later everything is told, each order in its order, five requests a second', async () => {
  const { cmms, links, pass, open, comment } = await setup();
  const ids = [await open(), await open(), await open(), await open(), await open()];
  await pass(5);
  await cmms.provider.stop();
  for (let n = 0; n < 40; n++) {
    for (const id of ids) await comment(id, `n${n}`);
    await pass(180, 60_000);
  }
  const before = cmms.provider.requests.length;
  expect(await links.counts()).toMatchObject({ pending: 5 });
  await cmms.provider.accept();
  await pass(300, 300_000);
  for (let second = 0; second < 60; second++) {
    const asked = cmms.provider.requests.length;
    await pass(1);
    expect(cmms.provider.requests.length - asked).toBeLessThanOrEqual(5);
  }
  expect(cmms.provider.requests.length - before).toBe(200);
  for (const id of ids)
    expect(cmms.orders[id - 1]!.events).toEqual(Array.from({ length: 40 }, (_, n) => `wo:tower:${id}:${n + 2}`));
  expect(await links.counts()).toEqual({ pending: 0, ok: 5, conflict: 0, dead: 0 });
});

test('25. External CMMS: echoes and repeats change nothing, the end before the middle ends closed, what has no meaning waits', async () => {
  const { clock, told, cmms, orders, runtime, pass, open, hear } = await setup();
  await open();
  await pass(3);
  const event = (eventId: string, action: string, more: object = {}) => ({ eventId, orderId: 'X-1', action, ...more });
  const iso = (offsetMs: number): string => new Date(clock.nowMs() + offsetMs).toISOString();

  await hear({ ...event('f1', 'closed'), originEventId: 'wo:tower:1:1' });
  expect(await orders.get(1)).toMatchObject({ state: 'open', version: 1 });
  await hear(event('f2', 'comment', { note: 'we look at it' }));
  await hear(event('f2', 'comment', { note: 'we look at it' }));
  expect(await orders.get(1)).toMatchObject({ version: 2 });

  await hear(event('f3', 'parked'));
  expect(await orders.get(1)).toMatchObject({ state: 'open', version: 2 });
  expect(await runtime.conflicts({ isOpen: true, limit: 9 })).toMatchObject([{ order: 1, reason: 'unmapped-state' }]);
  expect(told).toEqual(['CMMS_CONFLICT']);
  expect(await runtime.settle(1, { decision: 'retry', note: 'means on hold' }, 'chen')).toMatchObject({ ok: true });
  expect(await runtime.status()).toMatchObject({ openConflicts: 0 });

  await hear(event('f6', 'in_progress'));
  await hear(event('f7', 'on_hold'));
  expect(await orders.get(1)).toMatchObject({ state: 'on-hold', hold: { reason: 'third_party' } });

  await hear(event('f5', 'closed', { at: iso(0), resolution: 'new seal' }));
  await hear(event('f4', 'in_progress', { at: iso(-60_000) }));
  expect(await orders.get(1)).toMatchObject({ state: 'closed', resolution: 'new seal' });
  await pass(5);
  expect(cmms.orders[0]!.events).toEqual([]);
});

test('25. External CMMS: only what is signed is heard; what was not heard is asked for; after a restart it goes on', async () => {
  const { clock, cmms, orders, links, runtime, start, pass, open, comment } = await setup();
  await open();
  await pass(3);
  const late = { eventId: 'f1', orderId: 'X-1', action: 'accepted' };
  const forged = cmms.message(late, clock.nowMs(), 'whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA');
  expect(await runtime.hook(forged)).toMatchObject({ code: 'HOOK_REFUSED' });
  expect(await runtime.hook(cmms.message(late, clock.nowMs() - 301_000))).toMatchObject({ code: 'HOOK_REFUSED' });
  expect(await runtime.hook(undefined)).toMatchObject({ code: 'HOOK_REFUSED' });
  cmms.news.push(late, { nonsense: true });
  await pass(900, 900_000);
  expect(await orders.get(1)).toMatchObject({ state: 'accepted' });

  await runtime.stop();
  await comment(1, 'while nobody watched');
  const again = await start();
  await pass(5, SECOND_MS, again);
  expect(await links.get(1)).toMatchObject({ state: 'ok', syncedSeq: 3 });
  expect(cmms.orders[0]!.events).toEqual(['wo:tower:1:3']);
});

/** Does what it is asked so many times, then no more, as a process that is killed. */
function dyingAfter<Args extends readonly unknown[], Answer>(count: number, work: (...args: Args) => Promise<Answer>) {
  let left = count;
  return async (...args: Args): Promise<Answer> => {
    if (left <= 0) throw new Error('killed');
    left -= 1;
    return work(...args);
  };
}

test.each([0, 1, 2, 3])(
  '25. External CMMS: killed after %i steps of an event, the next start takes the missing ones and none twice',
  async (steps) => {
    const { clock, cmms, orders, runtime, start, pass, open } = await setup();
    await open();
    await pass(3);
    await runtime.stop();
    const killed = { ...orders, transition: dyingAfter(steps, orders.transition) };
    const first = await start({ orders: killed });
    const event = { eventId: 'f1', orderId: 'X-1', action: 'closed', resolution: 'new seal' };
    const heard = first.hook(cmms.message(event, clock.nowMs()));
    if (steps < 3) await expect(heard).rejects.toThrow('killed');
    else expect(await heard).toMatchObject({ ok: true });
    await first.stop();
    await start();
    expect(await orders.get(1)).toMatchObject({ state: 'closed', resolution: 'new seal', isFirstTimeFix: true });
    expect((await orders.get(1))?.log.map(({ step }) => step)).toEqual(['opened', 'start', 'done', 'close']);
  },
);

test('25. External CMMS: killed between a step and the note that it is done, nothing is said twice', async () => {
  const { clock, cmms, orders, links, runtime, start, pass, open } = await setup();
  await open();
  await pass(3);
  await runtime.stop();
  const first = await start({ links: { ...links, finish: dyingAfter(0, links.finish) } });
  const hear = (which: CmmsRuntime, eventId: string, action: string, more: object = {}) =>
    which.hook(cmms.message({ eventId, orderId: 'X-1', action, ...more }, clock.nowMs()));
  await expect(hear(first, 'f1', 'comment', { note: 'on our way' })).rejects.toThrow('killed');
  await expect(hear(first, 'f2', 'in_progress')).rejects.toThrow('killed');
  await expect(hear(first, 'f3', 'on_hold')).rejects.toThrow('killed');
  await first.stop();
  const second = await start();
  expect((await orders.get(1))?.log.map(({ step }) => step)).toEqual(['opened', 'comment', 'start', 'hold']);
  expect(await second.status()).toMatchObject({ openConflicts: 0 });
  await hear(second, 'f1', 'comment', { note: 'on our way' });
  await hear(second, 'f4', 'comment', { note: 'on our way' });
  expect((await orders.get(1))?.log.map(({ step }) => step)).toEqual(['opened', 'comment', 'start', 'hold', 'comment']);
});

test('25. External CMMS: killed between its answer and our note of it, a line is told again under its key and is there once', async () => {
  const { cmms, links, runtime, start, pass, open, comment } = await setup();
  await open();
  await pass(3);
  await comment(1, 'one');
  await comment(1, 'two');
  await runtime.stop();
  const dying = await start({ links: { ...links, save: dyingAfter(1, links.save) } });
  await pass(2, SECOND_MS, dying);
  await dying.stop();
  const again = await start();
  await pass(5, SECOND_MS, again);
  const told = cmms.provider.requests.map(({ headers }) => headers['idempotency-key']);
  expect(told.filter((key) => key === 'wo:tower:1:2').length).toBeGreaterThan(1);
  expect(cmms.orders[0]!.events).toEqual(['wo:tower:1:2', 'wo:tower:1:3']);
  expect(await links.get(1)).toMatchObject({ state: 'ok', syncedSeq: 3 });
});

test('25. External CMMS: a start asks for what happened since it last answered, however long ago', async () => {
  const { clock, cmms, orders, runtime, start, pass, open } = await setup();
  await open();
  await pass(3);
  await pass(900, 900_000);
  const asked = clock.nowMs();
  await runtime.stop();
  clock.advance(3 * 86_400_000);
  cmms.news.push({ eventId: 'f1', orderId: 'X-1', action: 'accepted' });
  await start();
  const news = cmms.provider.requests.filter(({ url }) => url.pathname === '/events');
  expect(news.at(-1)?.url.searchParams.get('updatedSince')).toBe(new Date(asked - 300_000).toISOString());
  expect(await orders.get(1)).toMatchObject({ state: 'accepted' });
});
