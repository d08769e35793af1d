import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import jsmodbus from 'jsmodbus';
import { afterEach, expect, test } from 'vitest';
import { parse } from 'yaml';
import {
  exceptionPdu,
  honestPdu,
  mbapFrame,
  type Script,
  ScriptedModbus,
  type ScriptedRequest,
} from '../../../tests/harness/scripted-modbus.ts';
import { silentLogger } from '../../../tests/harness/silent-logger.ts';
import { QUALITY } from '../../domain/quality.ts';
import { systemClock } from '../../observability/system-clock.ts';
import type { ReadingSink, ReadResult } from '../../ports/driver.ts';
import { modbusDriver } from './driver.ts';
import { ModbusLink } from './link.ts';
import { addressSchema, connectionSchema, deviceSchema, templateSchema } from './schemas.ts';

/** Servers first, so that no link waits for a goodbye; folders last, when nobody writes any more. */
const closing: Record<'servers' | 'links' | 'folders', (() => Promise<unknown>)[]> = {
  servers: [],
  links: [],
  folders: [],
};
afterEach(async () => {
  for (const kind of ['servers', 'links', 'folders'] as const) {
    await Promise.all(closing[kind].splice(0).map((close) => close()));
  }
});

async function stateFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'plantroom-modbus-'));
  closing.folders.push(() => rm(folder, { recursive: true, maxRetries: 3 }));
  return folder;
}

class Board implements ReadingSink {
  readonly value = new Map<number, number>();
  readonly quality = new Map<number, number>();
  readings = 0;
  reading(point: number, value: number, quality: number): void {
    this.readings++;
    this.value.set(point, value);
    this.quality.set(point, quality);
  }
  flush(): void {}
}

interface Setup {
  readonly port: number;
  readonly addresses: readonly unknown[];
  readonly device?: object;
  readonly periodsMs?: readonly number[];
  readonly stateFolder?: string;
  readonly timeout?: string;
}

/** A link to one device; point i has address i. */
function makeLink({ port, addresses, device = {}, periodsMs = [], stateFolder, timeout = '80ms' }: Setup): ModbusLink {
  const link = new ModbusLink({
    connectionId: 'line',
    config: connectionSchema.parse({ transport: 'tcp', host: '127.0.0.1', port, timeout }),
    devices: [
      {
        id: 'd',
        config: deviceSchema.parse(device),
        points: addresses.map((address, index) => ({
          index,
          tag: `X.p${index}`,
          address: addressSchema.parse(address),
          // Longer than real time ever gets here, so that a lesson is never held back by its own cycle.
          periodMs: periodsMs[index] ?? 1,
        })),
      },
    ],
    clock: systemClock,
    logger: silentLogger,
    stateFolder,
  });
  closing.links.push(() => link.disconnect());
  return link;
}

async function scripted(script: Script): Promise<{ server: ScriptedModbus; port: number }> {
  const server = new ScriptedModbus('mbap', script);
  closing.servers.push(() => server.close());
  return { server, port: await server.listen() };
}

/** Reads the whole plan once. */
async function readAll(link: ModbusLink, board: Board): Promise<ReadResult[]> {
  const results: ReadResult[] = [];
  for (const request of link.requests()) results.push(await link.read(request, board));
  return results;
}

async function pass(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 2));
}

const plan = (link: ModbusLink): string[] => link.requests().map((request) => request.description);
const holding = (register: number, more: object = {}): object => ({ table: 'holding', register, ...more });
const honest: Script = (request) => request.socket.write(mbapFrame(request, honestPdu(request)));

/** A device on which some registers do not exist. */
function device(isLegal: (register: number) => boolean, refuse: Script): Script {
  return (request) => {
    const asked = Array.from({ length: request.count }, (_, i) => request.start + i);
    if (asked.every(isLegal)) honest(request);
    else refuse(request);
  };
}

const refuseWith =
  (code: number): Script =>
  (request) =>
    request.socket.write(mbapFrame(request, exceptionPdu(request, code)));

test('every table of another maker’s server is read, with types, orders, bits and printed numbers', async () => {
  const server = createServer();
  const modbus = new jsmodbus.server.TCP(server, { holding: Buffer.alloc(400) });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.servers.push(async () => server.close());
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  modbus.holding.writeFloatBE(230.5, 0);
  modbus.holding.writeInt32BE(-42, 100 * 2);
  modbus.holding.writeUInt16BE(0b1010_0110, 102 * 2);
  modbus.input.writeUInt16BE(0x1234, 7 * 2);
  modbus.discrete.writeUInt8(0b0000_0100, 0);
  const link = makeLink({
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
  expect(plan(link)).toEqual(['unit 1 holding 0x0000+103', 'unit 1 input 0x0007+1', 'unit 1 discrete 0x0002+2']);
  expect(await link.connect()).toEqual({ ok: true });
  const board = new Board();
  expect(await readAll(link, board)).toEqual([{ ok: true }, { ok: true }, { ok: true }]);
  expect([...board.value.values()]).toEqual([230.5, -42, 0b011, 0x1234, 1, 0]);
  expect([...board.quality.values()].every((quality) => quality === QUALITY.good)).toBe(true);
});

test('a NaN is a bad reading', async () => {
  const nan = Buffer.from([3, 4, 0x7f, 0xc0, 0, 0]);
  const { port } = await scripted((request) => request.socket.write(mbapFrame(request, nan)));
  const link = makeLink({ port, addresses: [holding(0, { type: 'f32' })], timeout: '2s' });
  await link.connect();
  const board = new Board();
  await readAll(link, board);
  expect(board.quality.get(0)).toBe(QUALITY['bad-not-a-number']);
});

test('slow points ride along with faster requests at their own rate, and come at once after a gap', async () => {
  const { port, server } = await scripted(honest);
  const link = makeLink({ port, addresses: [holding(0), holding(5)], periodsMs: [1000, 5000], timeout: '200ms' });
  expect(plan(link)).toEqual(['unit 1 holding 0x0000+6']);
  await link.connect();
  const board = new Board();
  for (let cycle = 0; cycle < 6; cycle++) await readAll(link, board);
  expect(board.readings).toBe(8);
  server.script = () => undefined;
  await readAll(link, board);
  server.script = honest;
  await readAll(link, board);
  expect(board.readings).toBe(10);
});

for (const code of [2, 3]) {
  test(`one register refused with exception ${code} costs only its own point, and is remembered`, async () => {
    const folder = await stateFolder();
    const { port, server } = await scripted(device((register) => register !== 5, refuseWith(code)));
    const setup = {
      port,
      addresses: [1, 2, 3, 4, 5, 6, 7, 8].map((r) => holding(r)),
      stateFolder: folder,
      timeout: '2s',
    };
    const link = makeLink(setup);
    await link.connect();
    const board = new Board();
    for (let cycle = 0; cycle < 12; cycle++) {
      await readAll(link, board);
      await pass();
    }
    expect(plan(link)).toEqual(['unit 1 holding 0x0001+4', 'unit 1 holding 0x0006+3', 'unit 1 holding 0x0005+1']);
    expect(link.requests()[2]!.periodMs).toBe(3_600_000);
    expect([...board.quality].filter(([, quality]) => quality !== QUALITY.good)).toEqual([
      [4, QUALITY['bad-unsupported']],
    ]);
    expect(server.connections).toBe(1);

    await expect.poll(async () => readFile(join(folder, 'modbus-line.json'), 'utf8')).toContain('"unsupported":[{');
    const again = makeLink(setup);
    await again.connect();
    expect(plan(again)).toEqual(plan(link));
    server.script = honest;
    await readAll(again, board);
    expect(plan(again)).toEqual(['unit 1 holding 0x0001+8']);
  });
}

test('a damaged file of what was learned is passed over', async () => {
  const folder = await stateFolder();
  await writeFile(join(folder, 'modbus-line.json'), '{"version":1,"devices":{"d":{"holding":{"cap":"x"}}}}');
  const { port } = await scripted(honest);
  const link = makeLink({ port, addresses: [holding(0)], stateFolder: folder, timeout: '2s' });
  expect(await link.connect()).toEqual({ ok: true });
  expect(await readAll(link, new Board())).toEqual([{ ok: true }]);
});

test('a hole that may not be read splits the request and costs no point', async () => {
  const { port } = await scripted(device((register) => register < 4 || register > 8, refuseWith(2)));
  const link = makeLink({ port, addresses: [holding(0), holding(10)], timeout: '2s' });
  await link.connect();
  const board = new Board();
  await readAll(link, board);
  await readAll(link, board);
  expect(plan(link)).toEqual(['unit 1 holding 0x0000+1', 'unit 1 holding 0x000A+1']);
  expect([...board.quality.values()]).toEqual([QUALITY.good, QUALITY.good]);
});

test('a device that stays silent about one register is searched like one that refuses', async () => {
  const { port } = await scripted(
    device(
      (register) => register !== 101,
      () => undefined,
    ),
  );
  const link = makeLink({ port, addresses: [holding(0), holding(300), holding(100), holding(101)], timeout: '60ms' });
  await link.connect();
  const board = new Board();
  for (let cycle = 0; cycle < 14; cycle++) {
    await readAll(link, board);
    await pass();
  }
  expect(board.quality.get(2)).toBe(QUALITY.good);
  const hourly = link.requests().filter((request) => request.periodMs === 3_600_000);
  expect(hourly.map((request) => request.points)).toEqual([[3]]);
});

test('a table the device does not know is given up, the others go on', async () => {
  const { port } = await scripted((request) => {
    if (request.functionCode === 4) refuseWith(1)(request);
    else honest(request);
  });
  const link = makeLink({ port, addresses: [holding(7), { table: 'input', register: 7 }], timeout: '2s' });
  await link.connect();
  const board = new Board();
  await readAll(link, board);
  expect(board.quality.get(0)).toBe(QUALITY.good);
  expect(board.quality.get(1)).toBe(QUALITY['bad-unsupported']);
  expect(link.requests().map((request) => request.periodMs)).toEqual([1, 3_600_000]);
});

test('device failure is the point’s quality; a unit the gateway cannot reach is a timeout of that unit', async () => {
  const { port, server } = await scripted(refuseWith(4));
  const link = makeLink({ port, addresses: [holding(0)], timeout: '2s' });
  await link.connect();
  const board = new Board();
  const failure = { kind: 'exception', code: 4, detail: 'exception 4 (device failure)' };
  expect(await readAll(link, board)).toEqual([{ ok: false, failure }]);
  expect(board.quality.get(0)).toBe(QUALITY['bad-device-exception']);
  for (const code of [10, 11]) {
    server.script = refuseWith(code);
    expect(await readAll(link, board)).toMatchObject([{ ok: false, failure: { kind: 'timeout' } }]);
  }
  expect(server.connections).toBe(1);
});

test('a busy device is asked once more within its cycle', async () => {
  const seen: ScriptedRequest[] = [];
  const { port } = await scripted((request) => {
    seen.push(request);
    if (seen.length === 1) refuseWith(6)(request);
    else honest(request);
  });
  const link = makeLink({ port, addresses: [holding(3)], periodsMs: [1000], timeout: '2s' });
  await link.connect();
  const board = new Board();
  expect(await readAll(link, board)).toEqual([{ ok: true }]);
  expect(board.value.get(0)).toBe(3);
});

test('a unit that stays silent is waited for briefly once the line is known to be fast', async () => {
  const { port } = await scripted((request) => {
    if (request.start === 0) honest(request);
  });
  const link = makeLink({ port, addresses: [holding(0), holding(500)], timeout: '400ms' });
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
    makeLink({ port: 1, addresses: [address], ...(device ? { device } : {}) });
  expect(() => make(holding(0), { firstRegister: 1 })).toThrow('register 0 does not exist');
  expect(() => make(holding(65_535, { type: 'u32' }))).toThrow('register 65535 does not exist');
  expect(() => make(holding(1, { type: 'u64' }), { maxRegisters: 2 })).toThrow('do not fit into one request of 2');
  expect(addressSchema.safeParse(holding(0, { type: 'f32', bits: [0, 1] })).success).toBe(false);
  expect(addressSchema.safeParse(holding(0, { bits: [15, 2] })).success).toBe(false);
});

test('devices without block reads are asked one value at a time; groups stay together', () => {
  const single = makeLink({
    port: 1,
    addresses: [holding(0), holding(1), holding(1, { bits: [3, 1] })],
    device: { blockReads: false },
  });
  expect(plan(single)).toEqual(['unit 1 holding 0x0000+1', 'unit 1 holding 0x0001+1']);
  const group = { group: 'running time' };
  const grouped = makeLink({
    port: 1,
    addresses: [holding(0, group), holding(9, group)],
    device: { maxRegisters: 10 },
  });
  expect(plan(grouped)).toEqual(['unit 1 holding 0x0000+10']);
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
