import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import {
  ask,
  FRAMINGS,
  first,
  firstWrong,
  honestRtu,
  modbusRig,
  TIMEOUT_MS,
} from '../../../tests/harness/modbus-rig.ts';
import {
  honestPdu,
  mbapFrame,
  rtuFrame,
  type Script,
  type ScriptedRequest,
} from '../../../tests/harness/scripted-modbus.ts';

/** Findings 9 and 10 about modbus-serial: whose answer it is. See also wrapper-shift.test.ts, on a movable clock. */

/** As a serial line does: answers leave in the order of the questions, each as late as told. */
function inOrder(answer: Script, delayMs: (request: ScriptedRequest) => number): Script {
  let before: Promise<void> = Promise.resolve();
  return (request) => {
    const heardAt = performance.now();
    before = before.then(() => pause(Math.max(0, heardAt + delayMs(request) - performance.now())));
    void before.then(() => answer(request));
  };
}

for (const [framing, honest, frame] of FRAMINGS) {
  test(`finding 9 (${framing}): connecting again leaves no second connection behind`, async () => {
    const { client, server } = await modbusRig(framing, (request) => {
      if (request.connection > 1) honest(request);
    });
    const unanswered = ask(client, 700, { timeoutMs: 20_000 });
    await expect.poll(() => server.requests.length).toBe(1);
    await client.connect();
    expect((await unanswered).kind).toBe('link-lost');
    const [late] = server.requests;
    if (!late!.socket.destroyed) late!.socket.write(frame(late!, honestPdu(late!)));
    expect(first(await ask(client, 800))).toBe(800);
    await expect.poll(() => late!.socket.closed || late!.socket.readableEnded).toBe(true);
  });

  test(`finding 9 (${framing}): of two attempts to connect at once only the later one stays`, async () => {
    const { client, server } = await modbusRig(framing, honest);
    await Promise.all([client.connect(), client.connect()]);
    expect(first(await ask(client, 5, { timeoutMs: 2000 }))).toBe(5);
    await expect.poll(() => server.open).toBe(1);
  });

  test(`finding 10 (${framing}): one late answer does not shift the later ones`, async () => {
    const slow = inOrder(honest, (request) => (request.start === 1000 ? 1.4 * TIMEOUT_MS : 0));
    const { client, server } = await modbusRig(framing, slow);
    for (const start of [1000, 1001, 1002, 1003, 1004, 1005]) {
      const answer = first(await ask(client, start));
      if (start === 1000) expect(answer).toBe('timeout');
      else expect([start, 'timeout', 'garbled']).toContain(answer);
    }
    expect(first(await ask(client, 1006, { timeoutMs: 2000 }))).toBe(1006);
    expect(server.connections).toBe(1);
  });

  test(`finding 10 (${framing}): under random delays every value belongs to its question`, async () => {
    let seed = 7;
    const { client } = await modbusRig(framing, (request) => {
      seed = (seed * 16_807) % 2_147_483_647;
      setTimeout(() => honest(request), (seed % 100) / 2);
    });
    let answered = 0;
    for (let start = 2000; start < 2030; start++) {
      const answer = first(await ask(client, start, { timeoutMs: 30 }));
      if (typeof answer === 'number') expect(answer).toBe(start);
      if (typeof answer === 'number') answered++;
    }
    expect(answered).toBeGreaterThan(3);
  });
}

test('TCP: two answers in one segment: the late one is dropped, the present one taken', async () => {
  let held: ScriptedRequest | undefined;
  const { client, server } = await modbusRig('mbap', (request) => {
    if (!held) held = request;
    else {
      const late = mbapFrame(held, honestPdu(held));
      request.socket.write(Buffer.concat([late, mbapFrame(request, honestPdu(request))]));
    }
  });
  expect((await ask(client, 30)).kind).toBe('timeout');
  expect(first(await ask(client, 31))).toBe(31);
  expect(server.connections).toBe(1);
});

test('TCP: a device that never repeats the number is believed only if told so, and then checked as a serial line is', async () => {
  const zero: Script = (request) => request.socket.write(mbapFrame(request, honestPdu(request), { transaction: 0 }));
  const slow = inOrder(zero, (request) => (request.start === 1000 ? 1.4 * TIMEOUT_MS : 0));
  const { client, server } = await modbusRig('mbap', slow);
  expect((await ask(client, 900)).kind).toBe('timeout');
  const tolerant = { ignoreTransactionId: true };
  expect(first(await ask(client, 901, tolerant))).toBe(901);
  for (const start of [1000, 1001, 1002, 1003]) {
    const answer = first(await ask(client, start, tolerant));
    expect(start === 1000 ? ['timeout'] : [start, 'timeout', 'garbled']).toContain(answer);
  }
  expect(first(await ask(client, 1004, { ...tolerant, timeoutMs: 2000 }))).toBe(1004);
  expect(server.connections).toBe(1);
});

test('RTU: noise, broadcasts and frames between others are passed over without losing the connection', async () => {
  const { client, server } = await modbusRig('rtu', honestRtu);
  const noise: Script = (request) => {
    const odd = Buffer.from([0, 0xff, request.unit, 3]);
    const broadcast = rtuFrame(request, Buffer.from([6, 0, 1, 0, 2, 9, 9]), 0);
    const foreign = rtuFrame(request, honestPdu(request), 8);
    request.socket.write(Buffer.concat([odd, broadcast, foreign, rtuFrame(request, honestPdu(request))]));
  };
  server.script = noise;
  expect(first(await ask(client, 50))).toBe(50);
  // The same between two questions.
  server.requests[0]!.socket.write(rtuFrame(server.requests[0]!, Buffer.from([6, 0, 1, 0, 2, 9, 9]), 0));
  expect(first(await ask(client, 51))).toBe(51);
  expect(server.connections).toBe(1);
});

test('RTU: after nothing but noise the line is found again without losing the connection', async () => {
  const babble: Script = (request) => request.socket.write(Buffer.alloc(600, request.unit));
  const { client, server } = await modbusRig('rtu', firstWrong(babble, honestRtu));
  expect(await ask(client, 51)).toEqual({ kind: 'garbled', detail: 'noise on the line' });
  expect(first(await ask(client, 52))).toBe(52);
  expect(server.connections).toBe(1);
});

test('RTU: an answer of another unit is not taken', async () => {
  const foreign: Script = (request) => request.socket.write(rtuFrame(request, honestPdu(request), 8));
  const { client } = await modbusRig('rtu', firstWrong(foreign, honestRtu));
  expect((await ask(client, 60)).kind).toBe('garbled');
  expect(first(await ask(client, 61))).toBe(61);
});

test('an answer in single bytes is put together', async () => {
  for (const [framing, , frame] of FRAMINGS) {
    const { client } = await modbusRig(framing, (request) => {
      for (const byte of frame(request, honestPdu(request))) request.socket.write(Buffer.from([byte]));
    });
    expect(first(await ask(client, 44, { timeoutMs: 2000 }))).toBe(44);
  }
});

test('every table is read with its own function', async () => {
  for (const [framing, honest] of FRAMINGS) {
    const { client, server } = await modbusRig(framing, honest);
    expect(first(await ask(client, 300))).toBe(300);
    expect(first(await ask(client, 301, { table: 'input', unit: 17 }))).toBe(301);
    const bits = await ask(client, 5, { table: 'coil', count: 11 });
    expect(bits).toMatchObject({ kind: 'data', bytes: Buffer.from([0x55, 0x05]) });
    expect((await ask(client, 5, { table: 'discrete', count: 11 })).kind).toBe('data');
    const seen = server.requests.map((r) => [r.unit, r.functionCode]);
    expect(seen).toEqual([1, 17, 1, 1].map((unit, i) => [unit, [3, 4, 1, 2][i]]));
  }
});
