import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import jsmodbus from 'jsmodbus';
import { expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { Board, holding, modbusLink, planOf, readAll, scriptedServer } from '../../../tests/harness/modbus-link.ts';
import { honestMbap } from '../../../tests/harness/modbus-rig.ts';
import { honestPdu, mbapFrame } from '../../../tests/harness/scripted-modbus.ts';
import { QUALITY } from '../../domain/quality.ts';
import { modbusDriver } from './driver.ts';
import type { ModbusLink } from './link.ts';
import { addressSchema, connectionSchema, deviceSchema, templateSchema } from './schemas.ts';
import { timeLimitOf } from './time-limit.ts';

test('every table of another maker’s server is read, with types, orders, bits and printed numbers', async () => {
  const server = createServer();
  const modbus = new jsmodbus.server.TCP(server, { holding: Buffer.alloc(400) });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  modbus.holding.writeFloatBE(230.5, 0);
  modbus.holding.writeInt32BE(-42, 100 * 2);
  modbus.holding.writeUInt16BE(0b1010_0110, 102 * 2);
  modbus.input.writeUInt16BE(0x1234, 7 * 2);
  modbus.discrete.writeUInt8(0b0000_0100, 0);
  const link = modbusLink({
    port,
    timeout: '2s',
    device: { firstRegister: 1 },
    addresses: [
      holding(1, { type: 'f32' }),
      holding(101, { type: 's32' }),
      holding(103, { bits: [1, 3] }),
      { table: 'input', register: 8 },
      { table: 'discrete', register: 3 },
      { table: 'discrete', register: 4 },
    ],
  });
  expect(planOf(link)).toEqual(['unit 1 holding 0x0000+103', 'unit 1 input 0x0007+1', 'unit 1 discrete 0x0002+2']);
  expect(await link.connect()).toEqual({ ok: true });
  const board = new Board();
  expect(await readAll(link, board)).toEqual([{ ok: true }, { ok: true }, { ok: true }]);
  expect([...board.value.values()]).toEqual([230.5, -42, 0b011, 0x1234, 1, 0]);
  expect([...board.quality.values()].every((quality) => quality === QUALITY.good)).toBe(true);
});

test('a NaN is a bad reading', async () => {
  const nan = Buffer.from([3, 4, 0x7f, 0xc0, 0, 0]);
  const { port } = await scriptedServer((request) => request.socket.write(mbapFrame(request, nan)));
  const link = modbusLink({ port, addresses: [holding(0, { type: 'f32' })], timeout: '2s' });
  await link.connect();
  const board = new Board();
  await readAll(link, board);
  expect(board.quality.get(0)).toBe(QUALITY['bad-not-a-number']);
});

test('slow points ride along with faster requests at their own rate, and come at once after a gap', async () => {
  const { port, server } = await scriptedServer(honestMbap);
  const link = modbusLink({ port, addresses: [holding(0), holding(5)], periodsMs: [1000, 5000], timeout: '200ms' });
  expect(planOf(link)).toEqual(['unit 1 holding 0x0000+6']);
  await link.connect();
  const board = new Board();
  for (let cycle = 0; cycle < 6; cycle++) await readAll(link, board);
  expect(board.readings).toBe(8);
  server.script = () => undefined;
  await readAll(link, board);
  server.script = honestMbap;
  await readAll(link, board);
  expect(board.readings).toBe(10);
});

test('a unit that stays silent is waited for briefly once the line is known to be fast', async () => {
  const { port } = await scriptedServer((request) => {
    if (request.start === 0) honestMbap(request);
  });
  const link = modbusLink({ port, addresses: [holding(0), holding(500)], timeout: '400ms' });
  await link.connect();
  const [good, bad] = link.requests();
  const board = new Board();
  await link.read(good!, board);
  await link.read(bad!, board);
  const begin = performance.now();
  await link.read(bad!, board);
  expect(performance.now() - begin).toBeLessThan(350);
});

test('an address that cannot exist is a mistake of the configuration', () => {
  const make = (address: unknown, device?: object): ModbusLink =>
    modbusLink({ port: 1, addresses: [address], ...(device ? { device } : {}) });
  expect(() => make(holding(0), { firstRegister: 1 })).toThrow('register 0 does not exist');
  expect(() => make(holding(65_535, { type: 'u32' }))).toThrow('register 65535 does not exist');
  expect(() => make(holding(1, { type: 'u64' }), { maxRegisters: 2 })).toThrow('do not fit into one request of 2');
  expect(addressSchema.safeParse(holding(0, { type: 'f32', bits: [0, 1] })).success).toBe(false);
  expect(addressSchema.safeParse(holding(0, { bits: [15, 2] })).success).toBe(false);
});

test('devices without block reads are asked one value at a time; groups stay together', () => {
  const single = modbusLink({
    port: 1,
    addresses: [holding(0), holding(1), holding(1, { bits: [3, 1] })],
    device: { blockReads: false },
  });
  expect(planOf(single)).toEqual(['unit 1 holding 0x0000+1', 'unit 1 holding 0x0001+1']);
  const group = { group: 'running time' };
  const grouped = modbusLink({
    port: 1,
    addresses: [holding(0, group), holding(9, group)],
    device: { maxRegisters: 10 },
  });
  expect(planOf(grouped)).toEqual(['unit 1 holding 0x0000+10']);
});

test('bits are asked for from their base on, and taken from where they stand', async () => {
  const { port, server } = await scriptedServer(honestMbap);
  const coils = [9, 10].map((register) => ({ table: 'coil', register }));
  const link = modbusLink({ port, addresses: coils, device: { bitBase: 3 }, timeout: '2s' });
  await link.connect();
  const board = new Board();
  await readAll(link, board);
  expect([...board.value.values()]).toEqual([1, 0]);
  expect(server.requests.map(({ start, count }) => [start, count])).toEqual([[3, 8]]);
});

test('a device that does not repeat the number is read if it is said to be one', async () => {
  const { port } = await scriptedServer((request) =>
    request.socket.write(mbapFrame(request, honestPdu(request), { transaction: 0 })),
  );
  const strict = modbusLink({ port, addresses: [holding(7)] });
  await strict.connect();
  expect(await readAll(strict, new Board())).toEqual([{ ok: false, failure: { kind: 'timeout' } }]);
  const tolerant = modbusLink({ port, addresses: [holding(7)], device: { ignoreTransactionId: true }, timeout: '2s' });
  await tolerant.connect();
  expect(await readAll(tolerant, new Board())).toEqual([{ ok: true }]);
});

test('what carries RTU frames is a serial line, and its time on the wire is not the device’s', () => {
  const network = { host: '127.0.0.1', port: 1 };
  const connections = [
    { transport: 'tcp', ...network },
    { transport: 'rtu-over-tcp', ...network, baudRate: 1200 },
    { transport: 'rtu', path: '/dev/ttyUSB0', baudRate: 1200 },
  ];
  const links = connections.map((connection) => modbusLink({ connection, addresses: [holding(1)] }));
  expect(links.map((link) => link.isSerialLine)).toEqual([false, true, true]);
  const limits = connections.map((one) => timeLimitOf(connectionSchema.parse(one))(1000, 'holding', 125));
  expect(limits[0]).toBe(1000);
  // 263 characters of 11 bits.
  expect(limits[1]).toBeGreaterThan(1000 + (263 * 11 * 1000) / 1200);
  expect(limits[2]).toBe(limits[1]);
});

test('the sample is valid', async () => {
  const sample = parse(await readFile(new URL('./sample.yaml', import.meta.url), 'utf8'));
  for (const { id, driver, ...config } of sample.connections) {
    expect([id, driver]).toEqual([expect.any(String), 'modbus']);
    connectionSchema.parse(config);
  }
  templateSchema.parse(sample.settings);
  for (const { device } of sample.equipment) deviceSchema.parse({ ...sample.settings, ...device });
  for (const { address } of sample.points) addressSchema.parse(address);
  expect(modbusDriver.kind).toBe('modbus');
});
