import { expect, test } from 'vitest';
import { ask, FRAMINGS, first, honestMbap, modbusRig, order, TIMEOUT_MS } from '../../../tests/harness/modbus-rig.ts';

/** Findings 1 to 5, 13 and 14 about modbus-serial: what never settles, or too late, or by the wrong clock. */

for (const [framing, honest] of FRAMINGS) {
  test(`finding 1 (${framing}): a question without an answer ends by itself`, async () => {
    const { client } = await modbusRig(framing, () => undefined);
    const begin = performance.now();
    expect(await ask(client, 0)).toEqual({ kind: 'timeout' });
    expect(performance.now() - begin).toBeLessThan(10 * TIMEOUT_MS);
  });

  test(`finding 2 (${framing}): ending the connection answers what is under way and what waits`, async () => {
    const { client } = await modbusRig(framing, () => undefined, true);
    const answers = [ask(client, 0, { timeoutMs: 20_000 }), ask(client, 1)];
    const echo = client.write(order(2, 3), Number.POSITIVE_INFINITY);
    await client.disconnect();
    expect((await Promise.all(answers)).map((answer) => answer.kind)).toEqual(['link-lost', 'link-lost']);
    expect((await echo).kind).toBe('unsent');
    expect((await ask(client, 0)).kind).toBe('link-lost');
  });

  test(`finding 3 (${framing}): closing ends soon although the peer never says goodbye`, async () => {
    const { client } = await modbusRig(framing, honest);
    const begin = performance.now();
    await client.disconnect();
    expect(performance.now() - begin).toBeLessThan(1900);
  });

  test(`finding 4 (${framing}): a reset connection is noticed at once, during a question and without one`, async () => {
    const during = await modbusRig(framing, (request) => request.socket.resetAndDestroy());
    const begin = performance.now();
    expect((await ask(during.client, 0, { timeoutMs: 20_000 })).kind).toBe('link-lost');
    expect(performance.now() - begin).toBeLessThan(5000);

    const idle = await modbusRig(framing, (request) => {
      honest(request);
      setImmediate(() => request.socket.resetAndDestroy());
    });
    await ask(idle.client, 0, { timeoutMs: 2000 });
    await expect.poll(() => idle.losses.length).toBe(1);
  });

  test(`finding 5 (${framing}): a closed connection is noticed at once, during a question and without one`, async () => {
    const during = await modbusRig(framing, (request) => request.socket.end());
    const begin = performance.now();
    expect((await ask(during.client, 0, { timeoutMs: 20_000 })).kind).toBe('link-lost');
    expect(performance.now() - begin).toBeLessThan(5000);
    expect(during.losses).toEqual([]);

    const idle = await modbusRig(framing, (request) => {
      honest(request);
      setImmediate(() => request.socket.end());
    });
    await ask(idle.client, 0, { timeoutMs: 2000 });
    await expect.poll(() => idle.losses.length).toBe(1);
  });

  test(`a peer that is not there is told, not thrown (${framing})`, async () => {
    const { client, server } = await modbusRig(framing, honest);
    await server.close();
    await client.disconnect();
    expect((await client.connect())?.kind).toBe('link-lost');
  });

  test(`more requests at once than the client holds are turned away, the others answered (${framing})`, async () => {
    const { client } = await modbusRig(framing, honest);
    const answers = await Promise.all(Array.from({ length: 12 }, (_, i) => ask(client, 100 + i, { timeoutMs: 2000 })));
    expect(answers.slice(0, 8).map(first)).toEqual([100, 101, 102, 103, 104, 105, 106, 107]);
    expect(answers.slice(8)).toEqual(Array(4).fill({ kind: 'link-lost', detail: 'too many requests at once' }));
  });
}

test('finding 13: every question has its own time limit, and none ends an idle connection', async () => {
  const { client, server } = await modbusRig('mbap', (request) => {
    if (request.start === 41) setTimeout(() => honestMbap(request), 2 * TIMEOUT_MS);
    else honestMbap(request);
  });
  expect(first(await ask(client, 40))).toBe(40);
  expect((await ask(client, 41)).kind).toBe('timeout');
  expect(first(await ask(client, 41, { timeoutMs: 2000 }))).toBe(41);
  expect(first(await ask(client, 42))).toBe(42);
  expect(server.connections).toBe(1);
});

test('finding 14: the unit belongs to the question, also of questions asked at once', async () => {
  const { client, server } = await modbusRig('mbap', honestMbap);
  const units = [3, 9, 3, 7, 255];
  const answers = await Promise.all(units.map((unit, i) => ask(client, 50 + i, { unit, timeoutMs: 2000 })));
  expect(answers.map(first)).toEqual([50, 51, 52, 53, 54]);
  expect(server.requests.map((request) => [request.unit, request.start])).toEqual(
    units.map((unit, i) => [unit, 50 + i]),
  );
});
