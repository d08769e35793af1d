import { expect, test } from 'vitest';
import { ModbusBank } from '../../../tests/harness/modbus-bank.ts';
import { holding, type LinkSetup, modbusLink, scriptedServer } from '../../../tests/harness/modbus-link.ts';
import { honestPdu, mbapFrame, rtuFrame, type Script } from '../../../tests/harness/scripted-modbus.ts';
import { systemClock } from '../../observability/system-clock.ts';
import type { WriteResult } from '../../ports/driver.ts';
import type { ModbusLink } from './link.ts';

const coil = (register: number): object => ({ table: 'coil', register });

/** A link whose points 0 and up are writable, in front of a device that remembers. */
async function rig(addresses: readonly unknown[], more: Partial<LinkSetup> = {}) {
  const bank = new ModbusBank(mbapFrame);
  const { server, port } = await scriptedServer(bank.script);
  const link = modbusLink({ port, addresses, writable: addresses.map((_, i) => i), ...more });
  await link.connect();
  return { bank, server, link };
}

const write = (link: ModbusLink, point: number, raw: number, verifyWithinMs = 0): Promise<WriteResult> =>
  link.write({ device: 'd', point, raw, expiresAt: systemClock.monotonicMs() + 5000, verifyWithinMs });

/** Lets the first write reach the bank or not, and answers it as told; everything else is honest. */
function firstWrite(bank: ModbusBank, isStored: boolean, answer: Script): Script {
  let isFirst = true;
  return (request) => {
    if (request.functionCode <= 4 || !isFirst) return bank.script(request);
    isFirst = false;
    if (isStored) bank.store(request);
    answer(request);
  };
}

test('each kind of point is written with its function, in its byte order, and read back', async () => {
  const addresses = [coil(3), holding(10), holding(20, { type: 's32', order: 'CDAB' }), holding(30, { type: 'f32' })];
  const { bank, link } = await rig(addresses);
  expect(await write(link, 0, 1)).toEqual({ kind: 'verified', readBack: 1 });
  expect(await write(link, 1, 500)).toEqual({ kind: 'verified', readBack: 500 });
  expect(await write(link, 2, -2)).toEqual({ kind: 'verified', readBack: -2 });
  expect(await write(link, 3, 21.5)).toEqual({ kind: 'verified', readBack: 21.5 });
  expect(bank.writes).toEqual([5, 6, 16, 16]);
  expect([20, 21, 30, 31].map((register) => bank.registers.get(register))).toEqual([0xfffe, 0xffff, 0x41ac, 0]);
  expect(await write(link, 3, 0.1)).toEqual({ kind: 'verified', readBack: Math.fround(0.1) });
});

test('a device may want functions 15 and 16 for everything, or 5 and 6 only', async () => {
  const addresses = [coil(3), holding(10), holding(20, { type: 'u32' })];
  const multiple = await rig(addresses, { device: { write: 'multiple', firstRegister: 1 } });
  for (const point of [0, 1, 2]) expect((await write(multiple.link, point, 1)).kind).toBe('verified');
  expect(multiple.bank.writes).toEqual([15, 16, 16]);
  expect(multiple.server.requests.filter((r) => r.functionCode > 4).map((r) => r.start)).toEqual([2, 9, 19]);
  const single = await rig(addresses, { device: { write: 'single' } });
  for (const point of [0, 1]) expect((await write(single.link, point, 1)).kind).toBe('verified');
  const detail = 'a value of 2 registers cannot be written one register at a time';
  expect(await write(single.link, 2, 1)).toEqual({ kind: 'refused', detail });
  expect(single.bank.writes).toEqual([5, 6]);
});

test('what is not writable is refused by the driver, whoever asks, and nothing is sent', async () => {
  const addresses = [
    holding(1),
    { table: 'input', register: 1 },
    { table: 'discrete', register: 1 },
    holding(1, { bits: [3, 1] }),
    holding(1, { type: 'string', length: 2 }),
    holding(1, { type: 'u8-low' }),
    holding(1),
  ];
  const { link, server } = await rig(addresses, { writable: [1, 2, 3, 4, 5, 6] });
  for (const point of [0, 1, 2, 3, 4, 5, 7])
    expect([point, (await write(link, point, 1)).kind]).toEqual([point, 'refused']);
  expect((await write(link, 6, 70_000)).kind).toBe('refused');
  expect((await link.write({ ...request(6), device: 'another' })).kind).toBe('refused');
  expect(server.requests).toEqual([]);
});

const request = (point: number) => ({
  device: 'd',
  point,
  raw: 1,
  expiresAt: Number.POSITIVE_INFINITY,
  verifyWithinMs: 0,
});

test('a write that has expired, or has no connection, is never sent', async () => {
  const { link, server } = await rig([holding(1)]);
  const expired = { ...request(0), expiresAt: systemClock.monotonicMs() };
  expect(await link.write(expired)).toEqual({ kind: 'unsent', detail: 'expired before it could be sent' });
  await link.disconnect();
  expect(await link.write(request(0))).toEqual({ kind: 'unsent', detail: 'not connected' });
  expect(server.requests).toEqual([]);
});

test('a write that waits behind a slow read until it has expired is not sent', async () => {
  const { link, server } = await rig([holding(1)], { timeout: '150ms' });
  server.script = () => undefined;
  const read = link.read(link.requests()[0]!, {
    reading: () => undefined,
    text: () => undefined,
    flush: () => undefined,
  });
  const late = link.write({ ...request(0), expiresAt: systemClock.monotonicMs() + 50 });
  expect(await late).toEqual({ kind: 'unsent', detail: 'expired before it could be sent' });
  expect(await read).toEqual({ ok: false, failure: { kind: 'timeout' } });
  expect(server.requests.map((one) => one.functionCode)).toEqual([3]);
});

test('a device that confirms and does not do it differs; one that does it later is waited for', async () => {
  const { bank, server, link } = await rig([holding(1)]);
  bank.registers.set(1, 7);
  server.script = firstWrite(bank, false, (one) => bank.say(one, honestPdu(one)));
  expect(await write(link, 0, 9)).toEqual({ kind: 'differs', readBack: 7 });
  server.script = firstWrite(bank, false, (one) => {
    bank.say(one, honestPdu(one));
    setTimeout(() => bank.store(one), 100);
  });
  expect(await write(link, 0, 9, 2000)).toEqual({ kind: 'verified', readBack: 9 });
});

test('after a wrong echo reading back decides', async () => {
  const { bank, server, link } = await rig([holding(1)]);
  const elsewhere: Script = (one) => bank.say(one, honestPdu({ ...one, start: one.start + 1 }));
  server.script = firstWrite(bank, true, elsewhere);
  expect(await write(link, 0, 9)).toEqual({ kind: 'verified', readBack: 9 });
  server.script = firstWrite(bank, false, elsewhere);
  expect(await write(link, 0, 5)).toEqual({ kind: 'differs', readBack: 9 });
});

test('without a word the outcome is unknown, unless the value is seen, and it is never sent again', async () => {
  const { bank, server, link } = await rig([holding(1)]);
  server.script = firstWrite(bank, false, () => undefined);
  const detail = 'no answer in time; reads 0';
  expect(await write(link, 0, 9)).toEqual({ kind: 'unknown', detail });
  server.script = firstWrite(bank, true, () => undefined);
  expect(await write(link, 0, 9)).toEqual({ kind: 'verified', readBack: 9 });
  server.script = firstWrite(bank, false, (one) => one.socket.resetAndDestroy());
  expect((await write(link, 0, 11, 300)).kind).toBe('unknown');
  expect(server.connections).toBe(2);
  expect(bank.writes).toEqual([6]);
  expect(server.requests.filter((one) => one.functionCode === 6).length).toBe(3);
});

test('exceptions: no is no; accepted, failed on the way and lost behind a gateway are looked at', async () => {
  const { bank, server, link } = await rig([holding(1)]);
  const answers: [number, boolean, WriteResult['kind']][] = [
    ...[1, 2, 3, 6, 10].map((code): [number, boolean, 'refused'] => [code, false, 'refused']),
    [5, true, 'verified'],
    [5, false, 'differs'],
    [4, true, 'verified'],
    [4, false, 'unknown'],
    [11, true, 'verified'],
    [11, false, 'unknown'],
  ];
  for (const [i, [code, isStored, kind]] of answers.entries()) {
    server.script = firstWrite(bank, isStored, (one) => bank.refuse(one, code));
    expect([code, isStored, (await write(link, 0, 100 + i)).kind]).toEqual([code, isStored, kind]);
  }
});

test('a register that takes a value and does not show it is unverified', async () => {
  const { bank, server, link } = await rig([holding(1)]);
  server.script = (one) => (one.functionCode === 3 ? bank.refuse(one, 2) : bank.script(one));
  const detail = 'exception 2 (illegal data address)';
  expect(await write(link, 0, 9, 5000)).toEqual({ kind: 'unverified', detail });
});

test('over RTU the same holds, a late echo is no answer to what follows, and unit 0 is never written', async () => {
  const bank = new ModbusBank(rtuFrame);
  const { server, port } = await scriptedServer(bank.script, 'rtu');
  const connection = { transport: 'rtu-over-tcp', host: '127.0.0.1', port, baudRate: 115_200 };
  const link = modbusLink({ connection, addresses: [holding(1), coil(8)], writable: [0, 1] });
  await link.connect();
  expect(await write(link, 1, 1)).toEqual({ kind: 'verified', readBack: 1 });
  server.script = firstWrite(bank, true, (one) => setTimeout(() => bank.say(one, honestPdu(one)), 100));
  expect(await write(link, 0, 9)).toEqual({ kind: 'verified', readBack: 9 });
  expect(await write(link, 0, 10)).toEqual({ kind: 'verified', readBack: 10 });
  expect(server.connections).toBe(1);
  const broadcast = modbusLink({ connection, addresses: [holding(1)], writable: [0], device: { unit: 0 } });
  expect((await write(broadcast, 0, 1)).kind).toBe('refused');
});

test('a link without writable points never sends anything but reads', async () => {
  const { link, server } = await rig([holding(1)], { writable: [] });
  expect(await write(link, 0, 1)).toEqual({ kind: 'refused', detail: 'this point is read-only' });
  expect(server.requests).toEqual([]);
});
