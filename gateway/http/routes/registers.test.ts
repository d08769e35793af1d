import { expect, test } from 'vitest';
import { examplePoint, exampleSite } from '../../../tests/harness/builders.ts';
import { pointRegister } from '../../contract/resources.ts';
import { QUALITY } from '../../domain/quality.ts';
import type { RawReadings } from '../../ports/raw-readings.ts';
import { addressFields, registersOf } from './registers.ts';

const point = (index: number, change = {}) =>
  examplePoint({ index, tag: `CH-1.p${index}`, equipment: 'CH-1', device: 'bus:1', scale: 0.1, ...change });

const site = {
  ...exampleSite([]),
  points: [point(0), point(1), point(2), point(3, { equipment: 'CH-2' })],
  addresses: [{ table: 'input', register: 5, type: 's16' }, { table: 'input', register: 6 }, undefined, {}],
  computed: [{ point: 2, expression: 'p0 - p1', tags: [] }] as never,
  connections: [
    {
      id: 'bus',
      driver: 'modbus',
      config: {},
      devices: [{ id: 'bus:1', connection: 'bus', driver: 'modbus', config: {}, points: [0, 1, 3] }],
    },
  ],
};

const raw: RawReadings = {
  of: (index) => {
    if (index === 0) return { value: 69, quality: QUALITY.good, sourceTime: 1_000 };
    if (index === 1) return { value: Number.NaN, quality: QUALITY['bad-timeout'], sourceTime: 2_000 };
    return undefined;
  },
};

test('every point of the machine says where it is read and what was answered last', () => {
  const rows = registersOf(site, raw, 'CH-1');
  expect(rows.map(({ tag }) => tag)).toEqual(['CH-1.p0', 'CH-1.p1', 'CH-1.p2']);
  expect(rows[0]).toMatchObject({
    ...{ connection: 'bus', driver: 'modbus', device: 'bus:1', scale: 0.1, raw: 69, rawReason: 'good' },
    ...{ address: { table: 'input', register: '5', type: 's16' }, answeredAt: '1970-01-01T00:00:01.000Z' },
  });
  for (const row of rows) expect(pointRegister.parse(row)).toEqual(row);
});

test('an answer without a number says why, and is not zero', () => {
  expect(registersOf(site, raw, 'CH-1')[1]).toMatchObject({ raw: null, rawReason: 'bad-timeout' });
});

test('what is worked out has no address and no answer', () => {
  expect(registersOf(site, raw, 'CH-1')[2]).toMatchObject({
    ...{ address: null, connection: null, driver: null, expression: 'p0 - p1' },
    ...{ raw: null, rawReason: null, answeredAt: null },
  });
});

test('an address is told by its fields, whatever the driver', () => {
  expect(addressFields({ node: 'Car_Position', namespace: undefined })).toEqual({ node: 'Car_Position' });
  expect(addressFields({ bits: [8, 1] })).toEqual({ bits: '[8,1]' });
  expect(addressFields(undefined)).toBeNull();
});
