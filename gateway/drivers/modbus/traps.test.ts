import { describe, expect, test } from 'vitest';
import { examplePoint } from '../../../tests/harness/builders.ts';
import { Board, modbusLink, readAll, scriptedServer } from '../../../tests/harness/modbus-link.ts';
import { exceptionPdu, honestPdu, mbapFrame } from '../../../tests/harness/scripted-modbus.ts';
import { QUALITY, qualityName } from '../../domain/quality.ts';
import { BatchBuilder } from '../../domain/sample.ts';
import { createConverter } from '../../pipeline/convert.ts';

/**
 * What makers do to those who read their maps, as far as it is about decoding and planning. Every case reads a made-up
 * device over a real socket and compares what a person would see.
 */

/** A device whose registers hold these words, from the address given; what it does not have it answers with zeros. */
async function reads(words: Readonly<Record<number, string>>, addresses: readonly object[], device: object = {}) {
  const bytes = Buffer.alloc(2 * 65_536);
  for (const [start, hex] of Object.entries(words)) bytes.write(hex.replaceAll(' ', ''), 2 * Number(start), 'hex');
  const { port, server } = await scriptedServer((request) => {
    const data = bytes.subarray(2 * request.start, 2 * (request.start + request.count));
    const head = Buffer.from([request.functionCode, data.length]);
    request.socket.write(mbapFrame(request, Buffer.concat([head, data])));
  });
  const link = modbusLink({ port, addresses, device, timeout: '2s' });
  await link.connect();
  const board = new Board();
  await readAll(link, board);
  return { values: addresses.map((_, i) => board.texts.get(i) ?? board.value.get(i)), server, board, link };
}

/** What the pipeline makes of a raw number. */
function shown(raw: number, point: Parameters<typeof examplePoint>[0]): number | string {
  const batch = new BatchBuilder(1);
  batch.add(0, raw, QUALITY.good, 0);
  createConverter([examplePoint(point)])(batch);
  return batch.quality[0] === QUALITY.good ? batch.value[0]! : qualityName(batch.quality[0]!);
}

const holding = (register: number, more: object = {}): object => ({ table: 'holding', register, ...more });
const input = (register: number, more: object = {}): object => ({ table: 'input', register, ...more });
const ranges = (server: { requests: readonly { start: number; count: number }[] }): [number, number][] =>
  server.requests.map(({ start, count }) => [start, count]);

test('trap 1, off by one: printed 3060 of a manual that counts from 1 is 3059 on the wire', async () => {
  const words = { 3059: '43663333' };
  expect((await reads(words, [holding(3060, { type: 'f32' })], { firstRegister: 1 })).values[0]).toBeCloseTo(230.2, 4);
  expect((await reads(words, [holding(3059, { type: 'f32' })])).values[0]).toBeCloseTo(230.2, 4);
});

test('trap 2, Modicon numbers: 40011, 400011 and 30011 name table and register, counted from 1 whatever the device', async () => {
  const addresses = [{ modicon: 40_011 }, { modicon: 400_011 }, { modicon: 30_012 }];
  for (const firstRegister of [0, 1]) {
    const { values, server } = await reads({ 10: '0102 0304' }, addresses, { firstRegister });
    expect(values).toEqual([0x0102, 0x0102, 0x0304]);
    expect(server.requests.map(({ functionCode, start }) => [functionCode, start])).toEqual([
      [3, 10],
      [4, 11],
    ]);
  }
});

test('trap 3, mixed word order: high word first for one value, low word first for another of the same device', async () => {
  const words = { 4612: '1234 5678 0000 0000', 4866: 'ffff fff6', 5136: '0001 0002' };
  const addresses = [
    input(0x1204, { type: 'u64', order: 'CDAB' }),
    input(0x1302, { type: 's32' }),
    input(0x1410, { type: 'u32' }),
  ];
  expect((await reads(words, addresses)).values).toEqual([0x56781234, -10, 65_538]);
});

test('trap 4, sentinels: every code for "no value" arrives as the very number a template lists, and is shown as none', async () => {
  const cases: readonly (readonly [string, string, number])[] = [
    ['u16', 'ffff', 0xffff],
    ['s16', '7fff', 0x7fff],
    ['s16', '8000', -32_768],
    ['u32', 'ffffffff', 0xffff_ffff],
    ['s32', '7fffffff', 0x7fff_ffff],
    ['s32', '80000000', -2_147_483_648],
    ['u64', 'ffffffffffffffff', Number('18446744073709551615')],
    ['s64', '7fffffffffffffff', Number('9223372036854775807')],
  ];
  for (const [type, hex, sentinel] of cases) {
    const [raw] = (await reads({ 0: hex }, [holding(0, { type })])).values;
    expect(raw).toBe(sentinel);
    expect(shown(Number(raw), { scale: 0.1, sentinels: [sentinel] })).toBe('bad-sentinel');
  }
});

test('trap 6, odd scales: 0.01 ÷ 65536 and 100 ÷ 16384 give the figure on the meter', async () => {
  const [voltage, speed] = (await reads({ 0: '5a3e0000', 2: '2000' }, [input(0, { type: 'u32' }), input(2)])).values;
  expect(shown(Number(voltage), { scale: 0.01 / 65_536 })).toBeCloseTo(231.02, 4);
  expect(shown(Number(speed), { scale: 100 / 16_384 })).toBe(50);
});

test('trap 7, packed alarms: four alarms of four bits in a register, and two modes in one, all from one reading', async () => {
  const addresses = [
    ...[12, 8, 4, 0].map((bit) => holding(39_424, { bits: [bit, 4] })),
    holding(39_425, { bits: [0, 4] }),
    holding(39_425, { bits: [4, 4] }),
    holding(39_425, { bits: [15, 1] }),
  ];
  const { values, server } = await reads({ 39424: 'f210 8035' }, addresses);
  expect(values).toEqual([15, 2, 1, 0, 5, 3, 1]);
  expect(ranges(server)).toEqual([[39_424, 2]]);
});

test('trap 8, offset as well as scale: hundredths of a kelvin become degrees', async () => {
  const [raw] = (await reads({ 321: '7477' }, [holding(321)])).values;
  expect(shown(Number(raw), { scale: 0.01, offset: -273.15 })).toBeCloseTo(25, 2);
});

test('trap 9, a value in several registers: hours high and low, minutes and seconds are read together and added', async () => {
  const runTime = {
    table: 'holding',
    parts: [
      { register: 60, times: 65_536 },
      { register: 61, times: 1 },
      { register: 64, times: 1 / 60 },
      { register: 65, times: 1 / 3600 },
    ],
  };
  const { values, server } = await reads({ 60: '0001 0002 ffff ffff 001e 0024' }, [runTime, holding(66)], {
    maxRegisters: 6,
  });
  expect(values[0]).toBeCloseTo(65_538.51, 9);
  expect(ranges(server)).toEqual([
    [60, 6],
    [66, 1],
  ]);
});

test('trap 11, addresses that count points: floats at neighbouring numbers are asked for one by one', async () => {
  const { values, server } = await reads(
    { 48: '4366 3333 42c8 0000' },
    [holding(0x30, { type: 'f32' }), holding(0x31, { type: 'f32' }), holding(0x32, { type: 'f32' })],
    { pointAddresses: true },
  );
  expect(ranges(server)).toEqual([
    [0x30, 2],
    [0x31, 2],
    [0x32, 2],
  ]);
  expect(values[2]).toBe(100);
});

describe('trap 12, block reads', () => {
  test('a device that refuses a block with a hole in it loses no point', async () => {
    const { port } = await scriptedServer((request) => {
      const isOverHole = request.start <= 5 && request.start + request.count > 5;
      request.socket.write(mbapFrame(request, isOverHole ? exceptionPdu(request, 2) : honestPdu(request)));
    });
    const link = modbusLink({ port, addresses: [holding(0), holding(10)], timeout: '2s' });
    await link.connect();
    const board = new Board();
    for (let cycle = 0; cycle < 3; cycle++) await readAll(link, board);
    expect([...board.quality.values()]).toEqual([QUALITY.good, QUALITY.good]);
    expect(link.facts('d').holes).toEqual(['holding 0x000A: not read together with what is before it']);
  });

  test('a device known to refuse blocks is asked for one value at a time', async () => {
    const { server } = await reads({}, [holding(16_129), holding(16_130, { type: 'u32' }), holding(16_139)], {
      blockReads: false,
    });
    expect(ranges(server)).toEqual([
      [16_129, 1],
      [16_130, 2],
      [16_139, 1],
    ]);
  });

  test('a name is read whole, and no request is longer than the device takes', async () => {
    const name = { type: 'string', length: 16 };
    const many = [...Array.from({ length: 60 }, (_, i) => holding(i)), holding(100, name)];
    const { values, server } = await reads({ 100: '4453 4520 3733 3230' }, many, { maxRegisters: 40 });
    expect(values.at(-1)).toBe('DSE 7320');
    expect(server.requests.find(({ start }) => start === 100)?.count).toBe(16);
    expect(Math.max(...server.requests.map(({ count }) => count))).toBeLessThanOrEqual(40);
  });
});

test('trap 13, a gateway that no longer hears its machine: 4 is stale and 5 never heard, and the link stays', async () => {
  let code = 4;
  const { port, server } = await scriptedServer((request) =>
    request.socket.write(mbapFrame(request, exceptionPdu(request, code))),
  );
  const exceptions = { 4: 'bad-stale', 5: 'bad-waiting' };
  const link = modbusLink({ port, addresses: [input(1)], device: { exceptions }, periodsMs: [1000], timeout: '2s' });
  await link.connect();
  const board = new Board();
  await readAll(link, board);
  expect(qualityName(board.quality.get(0)!)).toBe('bad-stale');
  code = 5;
  await readAll(link, board);
  expect(qualityName(board.quality.get(0)!)).toBe('bad-waiting');
  expect([server.requests.length, server.connections]).toEqual([2, 1]);
});
