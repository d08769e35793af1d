import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { COMAP_MAP } from './comap.fixtures.ts';
import { readComapMap } from './comap-map.ts';
import { type ComapTemplateOptions, comapTemplate } from './comap-template.ts';

const OPTIONS: ComapTemplateOptions = { template: 'comap-x', model: 'X', source: 'cfgmodbus.txt', setpoints: false };

interface Point {
  readonly name: string;
  readonly title: { readonly en: string; readonly zh: string };
}

const pointsOf = (text: string, options = OPTIONS): Record<string, Point> =>
  Object.fromEntries(
    (parse(comapTemplate(readComapMap(text), options).text) as { points: Point[] }).points.map((point) => [
      point.name,
      point,
    ]),
  );

test('every table is read by its columns', () => {
  const { values, bits, lists, strange } = readComapMap(COMAP_MAP);
  expect(
    values.map(({ table, register, object, name, dimension, type, length, decimals }) => {
      return [table, register, object, name, dimension, type, length, decimals].join('|');
    }),
  ).toEqual([
    'values|1004|10123|RPM|RPM|Unsigned|2|0',
    'values|1006|8229|Coolant Temp|°C|Integer|2|1',
    'values|1013|8206|Running Hours|h|Unsigned|4|0',
    'values|1053|8213|BatteryVoltage|V|Integer|2|1',
    'values|1100|8235|BIN||Binary|2|0',
    'values|1263|8205|Genset kWh|kWh|Integer|4|0',
    'values|1298|10034|Engine State||List|1|0',
    'values|1307|24501|Genset Name||String|16|0',
    'values|1400|8300|Service Date||Date|3|0',
    'setpoints|3008|8276|Nominal Power|kW|Integer|2|0',
  ]);
  expect(
    bits.map(({ input, source, object, name, bitName }) => [input, source, object, name, bitName].join('|')),
  ).toEqual([
    '0|value|8235|BIN|Emergency Stop',
    '1|value|8235|BIN|Access Lock',
    '64|state|8227|Oil Pressure|Level 1',
    '65|state|8227|Oil Pressure|Level 2',
  ]);
  expect(lists.get(1)?.get(7)).toBe('Running');
  expect(strange).toEqual([]);
  expect(values.find((value) => value.object === 8229)?.group).toBe('Controller I/O');
});

test('the battery of the maker’s example: 0x00F0 in register 1053 is 24.0 V', () => {
  expect(pointsOf(COMAP_MAP).batteryvoltage).toEqual({
    ...{ name: 'batteryvoltage', title: { en: 'BatteryVoltage', zh: '电池电压' }, unit: 'V', decimals: 1, scale: 0.1 },
    ...{ sentinels: [-32768], address: { table: 'holding', register: 1053, type: 's16' }, scan: 'normal' },
  });
});

test('counters, lists, texts and bits become what they are', () => {
  const points = pointsOf(COMAP_MAP);
  expect(points.genset_kwh).toMatchObject({ kind: 'counter', unit: 'kWh', address: { type: 's32' }, scan: 'slow' });
  expect(points.engine_state).toMatchObject({ kind: 'enum', states: { 7: { en: 'Running', zh: 'Running' } } });
  expect(points.genset_name).toMatchObject({ kind: 'text', address: { type: 'string', length: 8 } });
  expect(points.bin_emergency_stop).toMatchObject({ kind: 'boolean', address: { table: 'discrete', register: 0 } });
  expect(points.coolant_temp).toMatchObject({ unit: '℃', title: { zh: '冷却液温度' } });
});

test('what is left out, and what has no Chinese text, is told', () => {
  const made = comapTemplate(readComapMap(COMAP_MAP), OPTIONS);
  expect(made.leftOut).toEqual({
    setpoints: 1,
    'registers whose bits are points': 1,
    'values of type Date, 3 bytes': 1,
  });
  expect(made.untranslated).toEqual(expect.arrayContaining(['bin_access_lock', 'oil_pressure_level_1']));
  expect(made.text).toContain('# zh: translate');
  expect(pointsOf(COMAP_MAP, { ...OPTIONS, setpoints: true }).nominal_power).toMatchObject({ scan: 'daily' });
});

test('numbers of five digits from 40001 are Modicon’s', () => {
  const row = '40013             8213   Battery volts  V    Integer      2   1      0    400 Analog CU';
  expect(readComapMap(row).values).toMatchObject([{ register: 12, name: 'Battery volts', dimension: 'V' }]);
});

test('a row that begins like one of a table but cannot be read is told with its line', () => {
  const { strange } = readComapMap('Table: Values\n01004 10123 RPM RPM Unsigned\n');
  expect(strange).toEqual([{ line: 2, text: '01004 10123 RPM RPM Unsigned' }]);
});

test('whatever stands in a row comes back from it, and names stay unique', () => {
  const name = fc.stringMatching(/^[A-Z][A-Za-z]{1,6}( [A-Z0-9][a-z0-9]{0,4})?$/);
  const entry = fc.record({
    ...{ name, register: fc.integer({ min: 1000, max: 2999 }), object: fc.integer({ min: 8192, max: 24_999 }) },
    ...{ unit: fc.constantFrom('V', 'kW', '-', '%', '°C', 'RPM'), type: fc.constantFrom('Integer', 'Unsigned') },
    ...{ length: fc.constantFrom(1, 2, 4), decimals: fc.integer({ min: 0, max: 3 }) },
    ...{ low: fc.integer({ min: -32_768, max: 0 }), high: fc.integer({ min: 1, max: 65_535 }) },
  });
  const header = 'Register(s)      Com.Obj. Name           Dim  Type       Len Dec    Min    Max Group';
  fc.assert(
    fc.property(fc.array(entry, { minLength: 1, maxLength: 20 }), (rows) => {
      const lines = rows.map((row) => {
        const left = `${String(row.register).padStart(5, '0').padEnd(17)} ${String(row.object).padEnd(8)}${row.name.padEnd(15)}${row.unit.padEnd(5)}`;
        const right = `${row.type.padEnd(11)}${String(row.length).padStart(3)}${String(row.decimals).padStart(4)} ${row.low} ${row.high} Group`;
        return left + right;
      });
      const { values } = readComapMap(['Table: Values', header, ...lines].join('\n'));
      expect(values.map((value) => [value.name, value.register, value.dimension, value.decimals])).toEqual(
        rows.map((row) => [row.name, row.register, row.unit === '-' ? '' : row.unit, row.decimals]),
      );
      const names = Object.keys(pointsOf(['Table: Values', header, ...lines].join('\n')));
      expect(names).toHaveLength(rows.length);
      for (const one of names) expect(one).toMatch(/^[a-z][a-z0-9_]*$/);
    }),
    { numRuns: 60 },
  );
});
