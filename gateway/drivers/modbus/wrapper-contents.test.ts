import modbusSerial from 'modbus-serial';
import { expect, test } from 'vitest';
import { ManualClock } from '../../../tests/harness/manual-clock.ts';
import { MemoryLine } from '../../../tests/harness/memory-line.ts';
import {
  ask,
  FRAMINGS,
  first,
  firstWrong,
  honestMbap,
  honestRtu,
  modbusRig,
  order,
} from '../../../tests/harness/modbus-rig.ts';
import {
  exceptionPdu,
  honestPdu,
  mbapFrame,
  type Script,
  type ScriptedRequest,
} from '../../../tests/harness/scripted-modbus.ts';
import { systemClock } from '../../observability/system-clock.ts';
import { ModbusClient } from './client.ts';
import { LinePort } from './line-port.ts';
import { RtuFramer } from './rtu-framer.ts';

/** Findings 6, 7, 8, 11, 12 and 15 about modbus-serial: what it takes for an answer, and what it offers. */

const SOON = Number.POSITIVE_INFINITY;

for (const [framing, honest, frame] of FRAMINGS) {
  test(`finding 6 (${framing}): an echo of another address or value is not success`, async () => {
    const { client, server } = await modbusRig(framing, honest, true);
    expect(await client.write(order(7, 500), SOON)).toEqual({ kind: 'taken' });
    const echo = (change: object): Script => {
      return (request) => request.socket.write(frame(request, honestPdu({ ...request, ...change })));
    };
    server.script = echo({ start: 8 });
    const elsewhere = { kind: 'wrong-echo', detail: 'address 8 confirmed instead of 7' };
    expect(await client.write(order(7, 500), SOON)).toEqual(elsewhere);
    server.script = echo({ count: 501 });
    const otherwise = { kind: 'wrong-echo', detail: 'value 501 confirmed instead of 500' };
    expect(await client.write(order(7, 500), SOON)).toEqual(otherwise);
    server.script = echo({ count: 1 });
    const two = order(7, 0, { isMultiple: true, content: { kind: 'registers', words: [1, 2] } });
    expect((await client.write(two, SOON)).kind).toBe('wrong-echo');
    expect(server.connections).toBe(1);
  });

  test(`exceptions are told as such and cost no connection (${framing})`, async () => {
    const { client, server } = await modbusRig(
      framing,
      (r) => r.socket.write(frame(r, exceptionPdu(r, r.start))),
      true,
    );
    for (const code of [1, 2, 3, 4, 6, 10, 11, 200]) {
      expect(await ask(client, code)).toMatchObject({ kind: 'exception', code });
      expect(await client.write(order(code, 1), SOON)).toMatchObject({ kind: 'exception', code });
    }
    expect(server.connections).toBe(1);
  });
}

test('finding 7: an answer with fewer or more bytes than asked is refused, and the next one is right', async () => {
  const short: Script = (request) => request.socket.write(mbapFrame(request, honestPdu({ ...request, count: 1 })));
  const { client, server } = await modbusRig('mbap', firstWrong(short, honestMbap));
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
  const { client } = await modbusRig('mbap', firstWrong(lying, honestMbap));
  expect((await ask(client, 10)).kind).toBe('garbled');
  expect(first(await ask(client, 11))).toBe(11);
});

test('finding 8: an answer 256 questions late is not taken for the present one', async () => {
  let first256: ScriptedRequest | undefined;
  const { client, server } = await modbusRig('mbap', (request) => {
    first256 ??= request;
    const isLast = server.requests.length === 257;
    if (isLast) request.socket.write(mbapFrame(first256, honestPdu(first256)));
    if (request !== first256) honestMbap(request);
  });
  expect((await ask(client, 0)).kind).toBe('timeout');
  for (let start = 1; start <= 256; start++) expect(first(await ask(client, start, { timeoutMs: 2000 }))).toBe(start);
  expect(server.connections).toBe(1);
});

test('finding 8: numbers do not repeat after 256, and go on from one connection to the next', async () => {
  const clock = new ManualClock();
  const numbers: number[] = [];
  const open = async (): Promise<MemoryLine> => {
    const line: MemoryLine = new MemoryLine((request) => {
      numbers.push(request.readUInt16BE(0));
      line.stream.destroy();
    });
    return line;
  };
  const settings = { framing: 'mbap', connectTimeoutMs: 1000, gapMs: 0, mayWrite: false, open } as const;
  const client = new ModbusClient(settings, clock, () => undefined);
  await client.connect();
  for (let i = 0; i < 300; i++) expect((await ask(client, 1)).kind).toBe('link-lost');
  expect(numbers).toEqual(Array.from({ length: 300 }, (_, i) => i + 1));
});

test('finding 11: functions that never complete over RTU never leave this machine', () => {
  const line = new MemoryLine();
  const port = new LinePort(line.stream, new RtuFramer(), systemClock, true);
  const library = new modbusSerial.default(port);
  library.open();
  expect(() => port.write(Buffer.from([1, 20, 7, 6, 0, 1, 0, 0]))).toThrow('function 20 is not allowed');
  expect(() => library.writeFC22(1, 0, 0, 0, () => undefined)).toThrow('function 22 is not allowed');
  expect(() => library.writeFC23(1, 0, 1, 0, 1, [0], () => undefined)).toThrow('function 23 is not allowed');
  expect(line.sent).toEqual([]);
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
    const { client, server } = await modbusRig('mbap', firstWrong(forge, honestMbap));
    expect((await ask(client, 20)).kind).toBe('garbled');
    expect(first(await ask(client, 21))).toBe(21);
    expect(server.connections).toBe(2);
  });
}

test('finding 12: garbage between two questions spoils the connection, not the next value', async () => {
  const { client, server } = await modbusRig('mbap', honestMbap);
  expect(first(await ask(client, 1))).toBe(1);
  const { socket } = server.requests[0]!;
  socket.write(Buffer.alloc(20, 0xff));
  await expect.poll(() => socket.readableEnded || socket.closed).toBe(true);
  expect(first(await ask(client, 2))).toBe(2);
  expect(server.connections).toBe(2);
});

test('finding 12: an answer with garbage behind it is not trusted', async () => {
  const mixed: Script = (r) => r.socket.write(Buffer.concat([mbapFrame(r, honestPdu(r)), Buffer.alloc(20, 0xff)]));
  const { client } = await modbusRig('mbap', firstWrong(mixed, honestMbap));
  expect((await ask(client, 1)).kind).toBe('garbled');
  expect(first(await ask(client, 2))).toBe(2);
});

test('finding 15: rtu-over-tcp puts bare RTU frames on the wire, tcp puts MBAP frames', async () => {
  // The example of the Modbus guides: 11 03 006B 0003, CRC 76 87.
  const example = { unit: 17, count: 3 };
  const rtu = await modbusRig('rtu', honestRtu);
  expect(first(await ask(rtu.client, 107, example))).toBe(107);
  expect(rtu.server.heard.toString('hex')).toBe('1103006b00037687');
  const mbap = await modbusRig('mbap', honestMbap);
  expect(first(await ask(mbap.client, 107, example))).toBe(107);
  expect(mbap.server.heard.toString('hex')).toBe('0001000000061103006b0003');
});

test('a line without writable points carries reads only, whoever asks', async () => {
  const { client, server } = await modbusRig('mbap', honestMbap);
  const refused = { kind: 'unsent', detail: 'function 6 is not allowed on this connection' };
  expect(await client.write(order(7, 1), SOON)).toEqual(refused);
  const coil = order(7, 1, { content: { kind: 'coils', states: [true] } });
  expect((await client.write(coil, SOON)).kind).toBe('unsent');
  expect((await client.write({ ...coil, isMultiple: true }, SOON)).kind).toBe('unsent');
  expect(first(await ask(client, 7))).toBe(7);
  expect(server.requests.map((request) => request.functionCode)).toEqual([3]);

  const line = new MemoryLine();
  const port = new LinePort(line.stream, new RtuFramer(), systemClock, false);
  const passed = Array.from({ length: 256 }, (_, code) => code).filter((code) => {
    try {
      port.write(Buffer.from([1, code, 0, 0, 0, 1, 0, 0]));
      return true;
    } catch {
      return false;
    }
  });
  expect(passed).toEqual([1, 2, 3, 4]);
  expect(line.sent.length).toBe(4);
});
