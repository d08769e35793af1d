import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { ManualClock } from '../../../tests/harness/manual-clock.ts';
import { orderDesk } from '../../../tests/harness/order-bench.ts';
import { silentLogger } from '../../../tests/harness/silent-logger.ts';
import { tempFolder } from '../../../tests/harness/temp-folder.ts';
import { startFakeWeb } from '../../../tests/harness/web-fakes.ts';
import type { WorkOrder } from '../../domain/work-order.ts';
import { openStore } from '../../store/open-store.ts';

const ORDERS = '/api/v1/work-orders';
const DRAFT = { equipment: 'PUMP-1', priority: 'P3', title: 'Look', description: 'Look closer' } as const;
const RUNS = 12;

/** The real orders behind the real routes. */
async function setup() {
  const clock = new ManualClock();
  const store = await openStore({ folder: await tempFolder(), clock, logger: silentLogger });
  onTestFinished(() => store.close());
  const { orders } = orderDesk({ repository: store.workOrders, clock, equipment: { 'PUMP-1': 'pump' } });
  const web = await startFakeWeb({ workOrders: orders });
  onTestFinished(() => web.http.close());
  const cookie = await web.cookieFor('operator');
  const post = async (url: string, payload: object, key: string) => {
    const headers = { cookie, 'idempotency-key': key };
    const { statusCode, body } = await web.http.app.inject({ method: 'POST', url, headers, payload });
    return `${statusCode} ${body}`;
  };
  return { orders, workOrders: store.workOrders, post };
}

const anySend = fc.record({
  step: fc.constantFrom('comment', 'accept', 'start', 'resume', 'cancel'),
  note: fc.constantFrom('one', 'two'),
  key: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
  times: fc.integer({ min: 1, max: 3 }),
  isTogether: fc.boolean(),
});

test('a request is one step and one answer under its key, however often and at once it comes; another under that key is refused', async () => {
  const { workOrders, orders, post } = await setup();
  await fc.assert(
    fc.asyncProperty(fc.array(anySend, { minLength: 1, maxLength: 12 }), async (sends) => {
      const text = { en: 'Look', zh: '看' };
      const { id } = await made(orders.create({ ...DRAFT, title: text, description: text }, 'li'));
      const known = new Map<string, { readonly body: string; readonly answer: string }>();
      let steps = 0;
      for (const { step, note, key, times, isTogether } of sends) {
        const send = () => post(`${ORDERS}/${id}/transitions`, { step, note }, `${id}-${key}`);
        const answers = isTogether ? await Promise.all(Array.from({ length: times }, send)) : [];
        while (answers.length < times) answers.push(await send());
        const body = `${step} ${note}`;
        const before = known.get(key);
        const expected = before && before.body !== body ? '422' : (before?.answer ?? answers[0]!);
        for (const answer of answers) expect(answer.slice(0, expected.length)).toBe(expected);
        if (before) continue;
        known.set(key, { body, answer: expected });
        if (expected.startsWith('200')) steps += 1;
      }
      expect((await workOrders.get(id))?.log).toHaveLength(1 + steps);
    }),
    { numRuns: RUNS },
  );
});

test('orders with one key are one order, whoever asks for them and at the same moment', async () => {
  const { workOrders, post } = await setup();
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(3), { minLength: 1, maxLength: 10 }), async (keys) => {
      run += 1;
      const sent = keys.map((key, index) => post(ORDERS, { ...DRAFT, key: `${run}:${key}` }, `${run}-${index}`));
      const numbers = (await Promise.all(sent)).map((answer) => (JSON.parse(answer.slice(4)) as WorkOrder).id);
      const numberOf = new Map(keys.map((key, index) => [key, numbers[index]]));
      expect(numbers).toEqual(keys.map((key) => numberOf.get(key)));
      expect(new Set(numbers).size).toBe(new Set(keys).size);
      expect(await workOrders.byKey(`${run}:${keys[0]}`)).toMatchObject({ id: numbers[0], version: 1 });
    }),
    { numRuns: RUNS },
  );
});

async function made(outcome: ReturnType<Awaited<ReturnType<typeof setup>>['orders']['create']>): Promise<WorkOrder> {
  const order = await outcome;
  if (!order.ok) throw new Error(order.code);
  return order.value;
}
