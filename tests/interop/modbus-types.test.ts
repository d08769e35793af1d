import { describe, expect, test } from 'vitest';
import type { ModbusLink } from '../../gateway/drivers/modbus/link.ts';
import { systemClock } from '../../gateway/observability/system-clock.ts';
import { FOREIGN_LINES, type ForeignMaker, foreignLine, isForeignMissing } from '../harness/modbus-foreign.ts';
import { Board, holding, modbusLink, readAll } from '../harness/modbus-link.ts';
import type { PythonServer } from '../harness/python-server.ts';

/** One value of a type, as the other side is told to store it and as we are to read it. */
interface Sample {
  readonly address: object;
  readonly expected: number | string;
  readonly put: readonly object[];
  /** How the other side takes it out again, where it can; then it is also written by us. */
  readonly take?: object;
  readonly written?: number;
  /** What it then takes out, where that is not the value itself: registers. */
  readonly has?: readonly number[];
}

const ORDERS = ['ABCD', 'CDAB', 'BADC', 'DCBA'] as const;

/** Type, registers, a value to be read and one to be written. */
const WIDE: readonly (readonly [type: string, registers: number, read: number, written: number])[] = [
  ['u32', 2, 0xfedc_ba98, 0x0102_0304],
  ['s32', 2, -1_234_567_890, 987_654_321],
  ['f32', 2, 230.5, -49.984375],
  ['u64', 4, 4_503_599_627_370_497, 1_311_768_467_294],
  ['s64', 4, -4_503_599_627_370_497, -2],
  ['f64', 4, 12_345.678901, -0.1],
];
const NARROW: typeof WIDE = [
  ['u16', 1, 0xfedc, 513],
  ['s16', 1, -12_345, -2],
  ['f16', 1, -0.333251953125, 21.5],
];

/** Everything pymodbus' builder and decoder know, in every order. */
function encodedSamples(): Sample[] {
  let at = 0;
  const next = (registers: number): number => {
    at += registers;
    return at - registers;
  };
  const one = (type: string, order: string, registers: number, expected: number, written: number): Sample => {
    const place = { table: 'holding', at: next(registers), type, order };
    const address = holding(place.at, { type, order });
    return { address, expected, written, put: [{ ...place, value: expected }], take: place };
  };
  const narrow = NARROW.flatMap(([type, registers, read, written]) =>
    ['ABCD', 'BADC'].map((order) => one(type, order, registers, read, written)),
  );
  const wide = WIDE.flatMap(([type, registers, read, written]) =>
    ORDERS.map((order) => one(type, order, registers, read, written)),
  );
  return [...narrow, ...wide];
}

/** What shares registers, is made of several values, or is no number. */
function composedSamples(): Sample[] {
  const put = (at: number, type: string, value: unknown, more = {}): object => {
    return { table: 'holding', at, type, value, ...more };
  };
  const halves = (at: number, order: string): object[] => [
    put(at, 'u32', 0x9abc_def0, { order }),
    put(at + 2, 'u32', 0x0003_5678, { order }),
  ];
  const pairs = 0x0003_5678 * 2 ** 32 + 0x9abc_def0;
  const back = (at: number, written: number, has: readonly number[]): Partial<Sample> => {
    return { take: { table: 'holding', at, type: 'raw', count: has.length }, written, has };
  };
  const bytes = [put(300, 'u8', [250, 17]), put(301, 's8', [-6, 100])];
  const bits = [put(302, 'bits', [1, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0])];
  return [
    {
      address: holding(310, { type: 'u64', order: 'CDAB-pairs' }),
      expected: pairs,
      put: halves(310, 'ABCD'),
      ...back(310, 0x1_0002, [1, 2, 0, 0]),
    },
    {
      address: holding(314, { type: 'u64', order: 'BADC-pairs' }),
      expected: pairs,
      put: halves(314, 'BADC'),
      ...back(314, 0x1_0002, [256, 512, 0, 0]),
    },
    { address: holding(300, { type: 'u8-high' }), expected: 250, put: bytes },
    { address: holding(300, { type: 'u8-low' }), expected: 17, put: [] },
    { address: holding(301, { type: 's8-high' }), expected: -6, put: [] },
    { address: holding(301, { type: 's8-low' }), expected: 100, put: [] },
    // pymodbus fills the high byte of a register first, the lowest bit of it first.
    { address: holding(302, { bits: [8, 3] }), expected: 0b101, put: bits },
    { address: holding(302, { bits: [1, 1] }), expected: 1, put: [] },
    {
      address: holding(320, { type: 'bcd16' }),
      expected: 1234,
      put: [put(320, 'u16', 0x1234)],
      ...back(320, 987, [0x0987]),
    },
    {
      address: holding(321, { type: 'bcd32' }),
      expected: 20_261_122,
      put: [put(321, 'u32', 0x2026_1122)],
      ...back(321, 99_000_001, [0x9900, 0x0001]),
    },
    {
      address: holding(330, { type: 'string', length: 6 }),
      expected: 'CH-1 York',
      put: [put(330, 'string', 'CH-1 York')],
    },
    {
      address: holding(340, { type: 'string', length: 2, order: 'BA' }),
      expected: 'AHU1',
      put: [put(340, 'string', 'HA1U')],
    },
    {
      address: { table: 'holding', parts: [350, 351].map((register, i) => ({ register, times: [3600, 60][i] })) },
      expected: 12 * 3600 + 34 * 60,
      put: [put(350, 'u16', 12), put(351, 'u16', 34)],
    },
    { address: { modicon: 40_361 }, expected: 777, put: [put(360, 'u16', 777)], ...back(360, 778, [778]) },
  ];
}

/** libmodbus encodes floats in four orders and decodes one; the rest of its tables are plain registers and bits. */
function floatSamples(): Sample[] {
  return ORDERS.map((order, i) => {
    const place = { table: 'holding', at: 10 * i, type: 'f32', order };
    const take = order === 'CDAB' ? { take: place, written: -49.984375 } : {};
    return {
      address: holding(10 * i, { type: 'f32', order }),
      expected: 230.5,
      put: [{ ...place, value: 230.5 }],
      ...take,
    };
  });
}

function otherTables(): Sample[] {
  const raw = (table: string, at: number, value: readonly number[]): object => ({ table, at, type: 'raw', value });
  return [
    { address: { table: 'coil', register: 500 }, expected: 0, put: [raw('coil', 500, [0, 1, 1])] },
    {
      address: { table: 'coil', register: 501 },
      expected: 1,
      put: [],
      take: { table: 'coil', at: 501, type: 'raw' },
      written: 0,
    },
    { address: { table: 'discrete', register: 600 }, expected: 1, put: [raw('discrete', 600, [1, 0])] },
    { address: { table: 'discrete', register: 601 }, expected: 0, put: [] },
    { address: { table: 'input', register: 700, type: 's16' }, expected: -2, put: [raw('input', 700, [65_534])] },
  ];
}

const SAMPLES: Readonly<Record<ForeignMaker, readonly Sample[]>> = {
  pymodbus: [...encodedSamples(), ...composedSamples(), ...otherTables()],
  libmodbus: [...floatSamples(), ...otherTables()],
};

async function rig(server: PythonServer, connection: object, samples: readonly Sample[]): Promise<ModbusLink> {
  for (const put of samples.flatMap((sample) => sample.put)) await server.command({ do: 'put', ...put });
  const addresses = samples.map(({ address }) => address);
  const writable = samples.flatMap(({ written }, i) => (written === undefined ? [] : [i]));
  const link = modbusLink({ connection, addresses, writable, timeout: '2s' });
  expect(await link.connect()).toEqual({ ok: true });
  return link;
}

describe.each(FOREIGN_LINES)('%s over %s', (maker, transport) => {
  test.skipIf(isForeignMissing(maker, transport))(
    'what it stores is what we read, and what we write it has',
    async () => {
      const { server, connection } = await foreignLine(maker, transport);
      const samples = SAMPLES[maker];
      const link = await rig(server, connection, samples);
      const board = new Board();
      const results = await readAll(link, board);
      expect(results.every(({ ok }) => ok)).toBe(true);
      for (const [i, { address, expected }] of samples.entries()) {
        const read = board.texts.get(i) ?? board.value.get(i);
        expect({ address, read }).toEqual({ address, read: expected });
      }
      for (const [point, { address, take, written, has }] of samples.entries()) {
        if (written === undefined) continue;
        const limits = { expiresAt: systemClock.monotonicMs() + 5000, verifyWithinMs: 2000 };
        const result = await link.write({ device: 'd', point, raw: written, ...limits });
        const readBack = expect.closeTo(written, 5);
        expect({ address, result }).toEqual({ address, result: { kind: 'verified', readBack } });
        expect({ address, has: await server.command({ do: 'take', ...take }) }).toEqual({
          address,
          has: has ?? readBack,
        });
      }
    },
  );
});
