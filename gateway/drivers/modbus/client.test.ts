import { afterEach, expect, test } from 'vitest';
import {
  exceptionPdu,
  honestPdu,
  mbapFrame,
  rtuFrame,
  type Script,
  ScriptedModbus,
  type ScriptedRequest,
} from '../../../tests/harness/scripted-modbus.ts';
import { systemClock } from '../../observability/system-clock.ts';
import { ModbusClient } from './client.ts';
import { openLine } from './line.ts';
import type { ModbusConnection } from './schemas.ts';
import type { Answer, Question } from './session.ts';

/** Real sockets force real time; this is as short as a loaded machine allows. */
const TIMEOUT_MS = 80;

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  // Servers first: a client would wait for their goodbye.
  for (const close of closing.splice(0).reverse()) await close();
});

interface Rig {
  readonly server: ScriptedModbus;
  readonly client: ModbusClient;
  readonly losses: string[];
}

async function rig(framing: 'mbap' | 'rtu', script: Script): Promise<Rig> {
  const server = new ScriptedModbus(framing, script);
  const port = await server.listen();
  const config: ModbusConnection =
    framing === 'mbap'
      ? { transport: 'tcp', host: '127.0.0.1', port, timeout: '1s' }
      : { transport: 'rtu-over-tcp', host: '127.0.0.1', port, baudRate: 115_200, timeout: '1s' };
  const losses: string[] = [];
  const client = new ModbusClient(
    { framing, connectTimeoutMs: 1000, gapMs: 0, open: () => openLine(config) },
    systemClock,
    (detail) => losses.push(detail),
  );
  closing.push(
    () => client.disconnect(),
    () => server.close(),
  );
  expect(await client.connect()).toBeUndefined();
  return { server, client, losses };
}

const ask = (client: ModbusClient, start: number, change: Partial<Question> = {}): Promise<Answer> =>
  client.ask({ unit: 1, table: 'holding', start, count: 2, timeoutMs: TIMEOUT_MS, ...change });

/** The first of the two registers; they hold their own address in an honest answer. */
const first = (answer: Answer): number | string =>
  answer.kind === 'data' ? answer.bytes.readUInt16BE(0) : answer.kind;

const honestMbap: Script = (request) => request.socket.write(mbapFrame(request, honestPdu(request)));
const honestRtu: Script = (request) => request.socket.write(rtuFrame(request, honestPdu(request)));

/** Answers wrongly the first time and honestly from then on. */
function firstWrong(wrong: Script, honest: Script): Script {
  let isFirst = true;
  return (request) => {
    const script = isFirst ? wrong : honest;
    isFirst = false;
    script(request);
  };
}

for (const [framing, honest] of [
  ['mbap', honestMbap],
  ['rtu', honestRtu],
] as const) {
  test(`${framing}: every table is read with its own function`, async () => {
    const { client, server } = await rig(framing, honest);
    expect(first(await ask(client, 300))).toBe(300);
    expect(first(await ask(client, 301, { table: 'input', unit: 17 }))).toBe(301);
    const bits = await ask(client, 5, { table: 'coil', count: 11 });
    expect(bits).toEqual({ kind: 'data', bytes: Buffer.from([0x55, 0x05]) });
    expect((await ask(client, 5, { table: 'discrete', count: 11 })).kind).toBe('data');
    expect(server.requests.map((r) => [r.unit, r.functionCode])).toEqual([
      [1, 3],
      [17, 4],
      [1, 1],
      [1, 2],
    ]);
  });

  test(`finding 1 (${framing}): a question without an answer ends by itself`, async () => {
    const { client } = await rig(framing, () => undefined);
    const begin = performance.now();
    expect(await ask(client, 0)).toEqual({ kind: 'timeout' });
    expect(performance.now() - begin).toBeLessThan(10 * TIMEOUT_MS);
  });

  test(`finding 2 (${framing}): ending the connection answers what is under way`, async () => {
    const { client } = await rig(framing, () => undefined);
    const answer = ask(client, 0, { timeoutMs: 20_000 });
    await client.disconnect();
    expect((await answer).kind).toBe('link-lost');
    expect((await ask(client, 0)).kind).toBe('link-lost');
  });

  test(`finding 3 (${framing}): closing ends soon although the peer never says goodbye`, async () => {
    const { client } = await rig(framing, honest);
    const begin = performance.now();
    await client.disconnect();
    expect(performance.now() - begin).toBeLessThan(1900);
  });

  test(`finding 4 (${framing}): a reset connection is noticed at once, during a question and without one`, async () => {
    const during = await rig(framing, (request) => request.socket.resetAndDestroy());
    const begin = performance.now();
    expect((await ask(during.client, 0, { timeoutMs: 20_000 })).kind).toBe('link-lost');
    expect(performance.now() - begin).toBeLessThan(5000);

    const idle = await rig(framing, (request) => {
      honest(request);
      setImmediate(() => request.socket.resetAndDestroy());
    });
    await ask(idle.client, 0, { timeoutMs: 2000 });
    await expect.poll(() => idle.losses.length).toBe(1);
  });

  test(`finding 5 (${framing}): a closed connection is noticed at once, during a question and without one`, async () => {
    const during = await rig(framing, (request) => request.socket.end());
    const begin = performance.now();
    expect((await ask(during.client, 0, { timeoutMs: 20_000 })).kind).toBe('link-lost');
    expect(performance.now() - begin).toBeLessThan(5000);
    expect(during.losses).toEqual([]);

    const idle = await rig(framing, (request) => {
      honest(request);
      setImmediate(() => request.socket.end());
    });
    await ask(idle.client, 0, { timeoutMs: 2000 });
    await expect.poll(() => idle.losses.length).toBe(1);
  });

  test(`finding 9 (${framing}): connecting again leaves no second connection behind`, async () => {
    const { client, server } = await rig(framing, (request) => {
      if (request.connection > 1) honest(request);
    });
    const unanswered = ask(client, 700, { timeoutMs: 20_000 });
    await expect.poll(() => server.requests.length).toBe(1);
    await client.connect();
    expect((await unanswered).kind).toBe('link-lost');
    const [late] = server.requests;
    const frame = framing === 'mbap' ? mbapFrame : rtuFrame;
    if (!late!.socket.destroyed) late!.socket.write(frame(late!, honestPdu(late!)));
    expect(first(await ask(client, 800))).toBe(800);
    await expect.poll(() => late!.socket.closed || late!.socket.readableEnded).toBe(true);
  });

  test(`finding 10 (${framing}): one late answer does not shift the later ones`, async () => {
    // As a serial line does: answers leave in the order of the questions, and the first one is slow.
    const busyUntil = new Map<number, number>();
    const { client } = await rig(framing, (request) => {
      const now = performance.now();
      const delayMs = request.start === 1000 ? 1.4 * TIMEOUT_MS : 0;
      const at = Math.max(now + delayMs, busyUntil.get(request.connection) ?? 0);
      busyUntil.set(request.connection, at);
      setTimeout(() => honest(request), at - now);
    });
    for (const start of [1000, 1001, 1002, 1003, 1004, 1005]) {
      const answer = first(await ask(client, start));
      if (start === 1000) expect(answer).toBe('timeout');
      else expect([start, 'timeout', 'garbled']).toContain(answer);
    }
    expect(first(await ask(client, 1006, { timeoutMs: 2000 }))).toBe(1006);
  });

  test(`finding 10 (${framing}): under random delays every value belongs to its question`, async () => {
    let seed = 7;
    const { client } = await rig(framing, (request) => {
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

  test(`an answer in single bytes is put together (${framing})`, async () => {
    const { client } = await rig(framing, (request) => {
      const frame = framing === 'mbap' ? mbapFrame(request, honestPdu(request)) : rtuFrame(request, honestPdu(request));
      for (const byte of frame) request.socket.write(Buffer.from([byte]));
    });
    expect(first(await ask(client, 44, { timeoutMs: 2000 }))).toBe(44);
  });

  test(`exceptions are told as such and cost no connection (${framing})`, async () => {
    const frame = framing === 'mbap' ? mbapFrame : rtuFrame;
    const { client, server } = await rig(framing, (r) => r.socket.write(frame(r, exceptionPdu(r, r.start))));
    for (const code of [1, 2, 3, 4, 6, 10, 11, 200]) {
      expect(await ask(client, code)).toEqual({ kind: 'exception', code });
    }
    expect(server.connections).toBe(1);
  });

  test(`a peer that is not there is told, not thrown (${framing})`, async () => {
    const { client, server } = await rig(framing, honest);
    await server.close();
    await client.disconnect();
    expect((await client.connect())?.kind).toBe('link-lost');
  });
}

test('finding 7: an answer with fewer or more bytes than asked is refused, and the next one is right', async () => {
  const short: Script = (request) => {
    const pdu = honestPdu({ ...request, count: 1 });
    request.socket.write(mbapFrame(request, pdu));
  };
  const { client, server } = await rig('mbap', firstWrong(short, honestMbap));
  expect((await ask(client, 10)).kind).toBe('garbled');
  expect(first(await ask(client, 11))).toBe(11);
  expect(server.connections).toBe(2);
});

test('finding 7: a byte count that contradicts the length is refused', async () => {
  const lying: Script = (request) => {
    const pdu = honestPdu(request);
    pdu[1] = 2;
    request.socket.write(mbapFrame(request, pdu));
  };
  const { client } = await rig('mbap', firstWrong(lying, honestMbap));
  expect((await ask(client, 10)).kind).toBe('garbled');
  expect(first(await ask(client, 11))).toBe(11);
});

test('finding 8: an answer 256 questions late is not taken for the present one', async () => {
  let first256: ScriptedRequest | undefined;
  const { client, server } = await rig('mbap', (request) => {
    first256 ??= request;
    const isLast = server.requests.length === 257;
    if (isLast) request.socket.write(mbapFrame(first256, honestPdu(first256)));
    if (request !== first256) honestMbap(request);
  });
  expect((await ask(client, 0)).kind).toBe('timeout');
  for (let start = 1; start <= 256; start++) expect(first(await ask(client, start, { timeoutMs: 2000 }))).toBe(start);
  expect(server.connections).toBe(1);
});

const forgeries: readonly [string, Script][] = [
  ['another protocol id', (r) => r.socket.write(mbapFrame(r, honestPdu(r), { protocol: 5 }))],
  ['a length that cannot be', (r) => r.socket.write(mbapFrame(r, honestPdu(r), { length: 40_000 }))],
  ['a length of nothing', (r) => r.socket.write(mbapFrame(r, honestPdu(r), { length: 0 }))],
  ['a length longer than what follows', (r) => r.socket.write(mbapFrame(r, honestPdu(r), { length: 9 }))],
  ['another unit', (r) => r.socket.write(mbapFrame(r, honestPdu(r), { unit: 2 }))],
  ['another function', (r) => r.socket.write(mbapFrame(r, honestPdu({ ...r, functionCode: 4 })))],
  ['an exception of another unit', (r) => r.socket.write(mbapFrame(r, exceptionPdu(r, 2), { unit: 2 }))],
  ['garbage', (r) => r.socket.write(Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'))],
];
for (const [name, forge] of forgeries) {
  test(`finding 12: after ${name} the connection is made anew and the next value is right`, async () => {
    const { client, server } = await rig('mbap', firstWrong(forge, honestMbap));
    expect((await ask(client, 20)).kind).toBe('garbled');
    expect(first(await ask(client, 21))).toBe(21);
    expect(server.connections).toBe(2);
  });
}

test('garbage between two questions spoils the connection, not the next value', async () => {
  const { client, server } = await rig('mbap', honestMbap);
  expect(first(await ask(client, 1))).toBe(1);
  const { socket } = server.requests[0]!;
  socket.write(Buffer.alloc(20, 0xff));
  await expect.poll(() => socket.readableEnded || socket.closed).toBe(true);
  expect(first(await ask(client, 2))).toBe(2);
  expect(server.connections).toBe(2);
});

test('an answer with garbage behind it is not trusted', async () => {
  const mixed: Script = (r) => r.socket.write(Buffer.concat([mbapFrame(r, honestPdu(r)), Buffer.alloc(20, 0xff)]));
  const { client } = await rig('mbap', firstWrong(mixed, honestMbap));
  expect((await ask(client, 1)).kind).toBe('garbled');
  expect(first(await ask(client, 2))).toBe(2);
});

test('two answers in one segment: the late one is dropped, the present one taken', async () => {
  let held: ScriptedRequest | undefined;
  const { client, server } = await rig('mbap', (request) => {
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

test('finding 13 and 14: the unit and the time limit belong to the question', async () => {
  const { client } = await rig('mbap', (request) => {
    if (request.unit === 9) setTimeout(() => honestMbap(request), 2 * TIMEOUT_MS);
    else honestMbap(request);
  });
  expect(first(await ask(client, 40, { unit: 3 }))).toBe(40);
  expect((await ask(client, 41, { unit: 9 })).kind).toBe('timeout');
  expect(first(await ask(client, 42, { unit: 3 }))).toBe(42);
  expect(first(await ask(client, 43, { unit: 9, timeoutMs: 2000 }))).toBe(43);
});

test('RTU: noise before an answer is passed over; nothing but noise makes the connection anew', async () => {
  const noisy: Script = (request) => {
    const noise = Buffer.from([0, 0xff, request.unit, 3]);
    request.socket.write(Buffer.concat([noise, rtuFrame(request, honestPdu(request))]));
  };
  const { client, server } = await rig('rtu', noisy);
  expect(first(await ask(client, 50))).toBe(50);
  server.script = (request) => request.socket.write(Buffer.alloc(30, request.unit));
  expect((await ask(client, 51)).kind).toBe('garbled');
  server.script = honestRtu;
  expect(first(await ask(client, 52))).toBe(52);
  expect(server.connections).toBe(2);
});

test('RTU: an answer of another unit is not taken', async () => {
  const { client } = await rig(
    'rtu',
    firstWrong((request) => request.socket.write(rtuFrame(request, honestPdu(request), 8)), honestRtu),
  );
  expect((await ask(client, 60)).kind).toBe('garbled');
  expect(first(await ask(client, 61))).toBe(61);
});
