import { expect, test } from 'vitest';
import { ModbusBank } from '../../../tests/harness/modbus-bank.ts';
import { holding, modbusContext, scriptedServer } from '../../../tests/harness/modbus-link.ts';
import { honestMbap, honestRtu } from '../../../tests/harness/modbus-rig.ts';
import { exceptionPdu, mbapFrame, rtuFrame, type Script } from '../../../tests/harness/scripted-modbus.ts';
import { silentLogger } from '../../../tests/harness/silent-logger.ts';
import { QUALITY } from '../../domain/quality.ts';
import { systemClock } from '../../observability/system-clock.ts';
import type { ScanRow, TestRow } from '../../ports/driver-tools.ts';
import { modbusDriver } from './driver.ts';
import { connectionSchema, deviceSchema } from './schemas.ts';

const tools = modbusDriver.tools!;
const tcp = { transport: 'tcp', host: '127.0.0.1' };
const unaborted = new AbortController().signal;

async function collect<Row>(rows: AsyncIterable<Row>): Promise<Row[]> {
  const all: Row[] = [];
  for await (const row of rows) all.push(row);
  return all;
}

async function testAll(script: Script, addresses: readonly unknown[], device = {}): Promise<TestRow[]> {
  const { server, port } = await scriptedServer(script);
  const rows = await collect(tools.test(modbusContext({ port, addresses, device }), unaborted));
  await expect.poll(() => server.open).toBe(0);
  return rows;
}

function scan(connection: object, range: object, signal = unaborted): Promise<ScanRow[]> {
  const config = connectionSchema.parse({ timeout: '60ms', ...connection });
  const context = { connectionId: 'line', config, clock: systemClock, logger: silentLogger, stateFolder: undefined };
  return collect(tools.scan!({ ...context, signal }, { from: 1, to: 3, pauseMs: 1, ...range }));
}

test('test: the bytes, the value, and what the usual mistakes would make of it', async () => {
  const bank = new ModbusBank(mbapFrame);
  // 230.5 as CDAB, between registers that hold something else.
  for (const [register, word] of [
    [99, 7],
    [100, 0x8000],
    [101, 0x4366],
    [102, 0x4366],
  ] as const) {
    bank.registers.set(register, word);
  }
  const [row] = await testAll(bank.script, [holding(100, { type: 'f32', order: 'CDAB' })]);
  expect(row).toMatchObject({ device: 'd', tag: 'X.p0', address: 'holding 0x0064+2', raw: '8000 4366' });
  expect(row).toMatchObject({ value: 230.5, quality: QUALITY.good });
  expect(row!.tookMs).toBeGreaterThan(0);
  const labels = row!.alternatives.map(({ label }) => label);
  expect(labels).toEqual(['ABCD', 'BADC', 'DCBA', 'register -1', 'register +1']);
  expect(row!.alternatives.at(-1)!.value).toBeCloseTo(230.26);
});

test('test: texts, bits from their base, numbers that are none, and addresses at the end of the table', async () => {
  const bank = new ModbusBank(mbapFrame);
  for (const [register, word] of [
    [0, 0x4148],
    [1, 0x5500],
    [5, 0xabcd],
  ] as const)
    bank.registers.set(register, word);
  bank.coils.set(9, true);
  const addresses = [
    holding(0, { type: 'string', length: 2 }),
    { table: 'coil', register: 8 },
    holding(5, { type: 'bcd16' }),
    holding(65_535),
  ];
  const rows = await testAll(bank.script, addresses, { bitBase: 2 });
  expect(rows.map(({ raw, value, quality }) => [raw, value, quality])).toEqual([
    ['4148 5500', 'AHU', QUALITY.good],
    ['0', 0, QUALITY.good],
    ['ABCD', null, QUALITY['bad-decode']],
    ['0000', 0, QUALITY.good],
  ]);
  expect(rows[1]!.alternatives).toEqual([
    { label: 'register -1', value: 0 },
    { label: 'register +1', value: 1 },
  ]);
  expect(rows[3]!.alternatives.map(({ label }) => label)).toEqual(['BADC', 'register -1']);
});

test('test: a refused address shows its neighbours; other refusals and silence show their reason', async () => {
  const refusals = new Map([
    [40, 2],
    [50, 4],
    [60, 11],
  ]);
  const script: Script = (request) => {
    const code = refusals.get(request.start);
    if (request.start >= 70) return;
    if (code === undefined) honestMbap(request);
    else request.socket.write(mbapFrame(request, exceptionPdu(request, code)));
  };
  const rows = await testAll(
    script,
    [40, 50, 60, 70, 71, 72, 73].map((register) => holding(register)),
  );
  expect(rows.map(({ quality, detail }) => [quality, detail])).toEqual([
    [QUALITY['bad-unsupported'], 'exception 2 (illegal data address)'],
    [QUALITY['bad-device-exception'], 'exception 4 (device failure)'],
    [QUALITY['bad-timeout'], 'exception 11 (gateway target did not respond)'],
    ...[70, 71, 72].map(() => [QUALITY['bad-timeout'], 'no answer in time']),
    [QUALITY['bad-timeout'], 'not asked: the unit stays silent'],
  ]);
  expect(rows[0]!.alternatives).toEqual([
    { label: 'register -1', value: 39 },
    { label: 'register +1', value: 41 },
  ]);
  expect(rows.slice(1).every(({ alternatives }) => alternatives.length === 0)).toBe(true);
});

test('scan: what answers, if only to refuse, is there; who is silent, or unknown to the gateway, is not', async () => {
  const { server, port } = await scriptedServer((request) => {
    if (request.unit === 1) honestMbap(request);
    if (request.unit === 2) request.socket.write(mbapFrame(request, exceptionPdu(request, 2)));
    if (request.unit === 3 && request.functionCode === 4) honestMbap(request);
    if (request.unit === 5) request.socket.write(mbapFrame(request, exceptionPdu(request, 11)));
  });
  expect(await scan({ ...tcp, port }, { to: 5 })).toEqual([
    { place: 'unit 1', answers: true, detail: 'holding 0x0000 = 0' },
    { place: 'unit 2', answers: true, detail: 'exception 2 (illegal data address)' },
    { place: 'unit 3', answers: true, detail: 'input 0x0000 = 0' },
    { place: 'unit 4', answers: false, detail: 'no answer' },
    { place: 'unit 5', answers: false, detail: 'exception 11 (gateway target did not respond)' },
  ]);
  expect(server.requests.map(({ unit, functionCode }) => [unit, functionCode])).toEqual([
    [1, 3],
    [2, 3],
    ...[3, 4].flatMap((unit) => [3, 4].map((functionCode) => [unit, functionCode])),
    [5, 3],
  ]);
  await expect.poll(() => server.open).toBe(0);
});

test('scan over RTU: units that are silent do not blur those that answer', async () => {
  const { port } = await scriptedServer((request) => {
    if (request.unit % 2 === 0) honestRtu(request);
    else setTimeout(() => request.socket.write(rtuFrame(request, exceptionPdu(request, 2))), 90);
  }, 'rtu');
  const rows = await scan({ ...tcp, transport: 'rtu-over-tcp', port }, { to: 4 });
  expect(rows.map(({ answers }) => answers)).toEqual([false, true, false, true]);
});

test('aborting ends at once and closes; nothing is opened after', async () => {
  const { server, port } = await scriptedServer(() => undefined);
  const abort = new AbortController();
  const rows = scan({ ...tcp, port, timeout: '20s' }, { to: 247 }, abort.signal);
  await expect.poll(() => server.requests.length).toBe(1);
  abort.abort();
  expect(await rows).toEqual([]);
  await expect.poll(() => server.open).toBe(0);
  expect(await collect(tools.test(modbusContext({ port, addresses: [holding(1)] }), abort.signal))).toEqual([]);
  expect(server.connections).toBe(1);
});

test('whoever stops asking for rows closes the line too', async () => {
  const { server, port } = await scriptedServer(honestMbap);
  for await (const row of tools.test(modbusContext({ port, addresses: [holding(1), holding(9)] }), unaborted)) {
    expect(row.value).toBe(1);
    break;
  }
  await expect.poll(() => server.open).toBe(0);
});

test('a line that cannot be opened is told by its name', async () => {
  const { server, port } = await scriptedServer(honestMbap);
  await server.close();
  const unreachable = { code: 'FIELD_UNREACHABLE', detail: expect.stringContaining(`127.0.0.1:${port}: `) };
  await expect(scan({ ...tcp, port }, {})).rejects.toMatchObject(unreachable);
  await expect(scan({ transport: 'rtu', path: '/dev/no-such-port' }, {})).rejects.toMatchObject({
    code: 'FIELD_UNREACHABLE',
  });
});

test('what can be written where is told without a device', () => {
  const problem = (address: unknown, device = {}, raw = 1): string | undefined =>
    modbusDriver.writeProblem!(modbusDriver.addressSchema.parse(address), deviceSchema.parse(device), raw);
  expect(problem(holding(1))).toBeUndefined();
  expect(problem(holding(1, { type: 'f32' }))).toBeUndefined();
  expect(problem({ modicon: 1 })).toBeUndefined();
  expect(problem({ table: 'input', register: 1 })).toBe('input cannot be written');
  expect(problem(holding(1, { bits: [0, 1] }))).toContain('bits');
  expect(problem(holding(1), {}, 70_000)).toContain('does not fit');
  expect(problem(holding(1, { type: 'f32' }), { write: 'single' })).toContain('one register at a time');
});
