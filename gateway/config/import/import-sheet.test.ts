// biome-ignore-all lint/suspicious/noTemplateCurlyInString: references are written like this in a site file
import { writeXlsx } from 'hucre/xlsx';
import { expect, test } from 'vitest';
import { formatMistake } from '../mistakes.ts';
import { HEADER, ROW, runImport } from './import-sheet.fixtures.ts';
import type { SheetImportOptions } from './import-sheet.ts';

async function mistakesIn(sheet: string | Uint8Array, more?: Partial<SheetImportOptions>, site?: string) {
  const result = await runImport(sheet, more, site);
  return result.ok ? [] : result.mistakes.map(formatMistake);
}

const sheetOf = (...rows: string[]): string => [HEADER, ...rows].join('\n');

test('rows become equipment, with one connection per gateway', async () => {
  const result = await runImport(
    sheetOf(ROW, ROW.replace('M1', 'M2').replace('502,1', '502,2'), ROW.replace('M1', 'M3').replace('502', '503')),
  );
  if (!result.ok) throw new Error(result.mistakes.map(formatMistake).join('\n'));
  expect(result.text).toBe(`connections:
  - { id: modbus-10-0-0-2, driver: modbus, transport: tcp, host: 10.0.0.2, port: 502 }
  - { id: modbus-10-0-0-2-503, driver: modbus, transport: tcp, host: 10.0.0.2, port: 503 }
equipment:
  - { id: M1, name: { en: Meter 1, zh: 1#表 }, template: acme-meter, area: lv-room, connection: modbus-10-0-0-2, device: { unit: 1 }, parameters: { rated: 250 }, poweredBy: [ F01 ] }
  - { id: M2, name: { en: Meter 1, zh: 1#表 }, template: acme-meter, area: lv-room, connection: modbus-10-0-0-2, device: { unit: 2 }, parameters: { rated: 250 }, poweredBy: [ F01 ] }
  - { id: M3, name: { en: Meter 1, zh: 1#表 }, template: acme-meter, area: lv-room, connection: modbus-10-0-0-2-503, device: { unit: 1 }, parameters: { rated: 250 }, poweredBy: [ F01 ] }
`);
  expect(result.siteText).toContain('version: 1\ninclude: [parts/meters.yaml]\n');
  expect(result.loaded.site.equipment.map((one) => one.id)).toEqual(['F01', 'F02', 'M1', 'M2', 'M3']);
});

test('headers may be Chinese, with a title above, a semicolon between, and columns for people', async () => {
  const text =
    '\ufeff二层电表清单;;;;;;\n序号;编号;名称;型号;安装位置;网关IP;站号;备注\n1;M1;1#表;ACME-METER;配电室;10.0.0.2:502;０７;新装\n;;;;;;;\n';
  const result = await runImport(text);
  if (!result.ok) throw new Error(result.mistakes.map(formatMistake).join('\n'));
  expect(result.part.meters.map((meter) => meter.entry)).toEqual([
    {
      ...{ id: 'M1', name: { en: '1#表', zh: '1#表' }, template: 'acme-meter', area: 'lv-room' },
      ...{ connection: 'modbus-10-0-0-2', device: { unit: 7 } },
    },
  ]);
});

test('a gateway the site has already is used, and its devices are not taken twice', async () => {
  const own = ROW.replace('10.0.0.2,502', '127.0.0.1,1502');
  const result = await runImport(sheetOf(own.replace('1502,1', '1502,9')));
  expect(result.ok && result.text).not.toContain('connections:');
  expect(await mistakesIn(sheetOf(own))).toEqual([
    'meters.csv:2:8 H2 "unit": the device line:1 is that of F01 already',
  ]);
});

test('a workbook says the same as a text file', async () => {
  const rows = sheetOf(ROW)
    .split('\n')
    .map((line) => line.split(',').map((text) => (/^\d+$/.test(text) ? Number(text) : text)));
  const bytes = await writeXlsx({
    sheets: [
      { name: 'cover', rows: [['hello']] },
      { name: '电表', rows },
    ],
  });
  const [csv, xlsx] = [await runImport(sheetOf(ROW)), await runImport(bytes, { sheet: '电表' })];
  expect(csv.ok && xlsx.ok && xlsx.text === csv.text).toBe(true);
  expect(await mistakesIn(bytes, { sheet: 'meters' })).toEqual([
    'meters.csv:1:1 there is no sheet "meters"; allowed: cover, 电表',
  ]);
});

test('every mistake is told at its cell, all at once', async () => {
  const rows = [
    ROW.replace('M1', 'M 1'),
    ROW.replace('lv-room', 'lv-rom').replace('acme-meter', 'acme-metre').replace('M1', 'M2'),
    ROW.replace('M1', 'M3').replace('502,1', 'x,y'),
    ROW.replace('M1', 'M4').replace('502,1', '502,4000').replace('250', '2a'),
    ROW.replace('M1', 'M5').replace('10.0.0.2', '').replace('F01', 'F09'),
    ROW.replace('M1', 'M6').replace('502,1', '502,6').replace('F01', 'F03'),
    ROW.replace('M1', 'M6').replace('502,1', '502,6'),
  ];
  expect(await mistakesIn(`${sheetOf(...rows).replace('name_zh', 'nam_zh')}\n`)).toEqual([
    'meters.csv:1:3 C1 "nam_zh": unknown column "nam_zh"; did you mean "name_zh"?',
    'meters.csv:2:1 A2 "id": "M 1" is not allowed; allowed: letters, digits, _ and -, at most 40',
    'meters.csv:3:5 E3 "area": unknown area "lv-rom"; did you mean "lv-room"?',
    'meters.csv:4:7 G4 "port": "x" is not allowed; allowed: a whole number',
    'meters.csv:4:8 H4 "unit": "y" is not allowed; allowed: a whole number',
    'meters.csv:5:9 I5 "param:rated": "2a" is not allowed; allowed: a number such as 250 or 2.5',
    'meters.csv:6:6 F6 "host": how it is reached is missing; allowed: a host (and port), a serial port, or the connection of the site file',
    'meters.csv:7:10 J7 "poweredBy": unknown equipment "F03"; did you mean "F01"?',
    'meters.csv:8:1 A8 "id": the id "M6" stands in row 7 already',
    'meters.csv:8:8 H8 "unit": the device "modbus-10-0-0-2:6" stands in row 7 already',
  ]);
});

test('what only the whole site can tell comes back to the cell as well', async () => {
  const rows = [
    ROW.replace('502,1', '502,4000'),
    ROW.replace('M1', 'F01').replace('502,1', '502,2').replace('250,F01', '250,'),
    ROW.replace('M1', 'M3').replace('502,1', '502,3').replace('acme-meter', 'acme-metre'),
  ];
  expect(await mistakesIn(sheetOf(...rows).replace('param:rated', 'param:ratde'))).toEqual([
    'meters.csv:2:8 H2 "unit": 4000 is not allowed; allowed: whole number 0–247',
    'meters.csv:3:1 A3 "id": the id "F01" is used twice',
    'meters.csv:3:9 I3 "param:ratde": unknown parameter "ratde"; did you mean "rated"?',
    'meters.csv:4:4 D4 "template": unknown template "acme-metre"; did you mean "acme-meter"?',
  ]);
});

test('formulas, references and markup in a cell are text', async () => {
  const hostile = ROW.replace('Meter 1', '"=HYPERLINK(""http://x"",""${HOME}"")"').replace(
    '1#表',
    '<script>: {a} # ${X}',
  );
  const result = await runImport(sheetOf(hostile));
  if (!result.ok) throw new Error(result.mistakes.map(formatMistake).join('\n'));
  expect(result.loaded.site.equipment.at(-1)!.name).toEqual({
    en: '=HYPERLINK("http://x","${HOME}")',
    zh: '<script>: {a} # ${X}',
  });
});

test('a quotation mark that is not closed, and a file that is none, are mistakes', async () => {
  expect(await mistakesIn(`${sheetOf(ROW.replace('Meter 1', '"Meter 1'), ROW)}`)).toContain(
    'meters.csv:2:2 B2 "name_en": a line break or control character in a cell',
  );
  expect(await mistakesIn(new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]))).toHaveLength(1);
  expect(await mistakesIn('')).toHaveLength(1);
  expect(await mistakesIn('a,b\n1,2\n')).toHaveLength(1);
  expect(await mistakesIn(HEADER)).toEqual(['meters.csv:1:1 A1 "id": no row stands under the header']);
});

test('Chinese text as an older Excel writes it', async () => {
  // 编号,名称,模板,区域,IP,站号 / M1,表,acme-meter,lv-room,10.0.0.2,1 in GB 18030.
  const head = [
    0xb1, 0xe0, 0xba, 0xc5, 0x2c, 0xc3, 0xfb, 0xb3, 0xc6, 0x2c, 0xc4, 0xa3, 0xb0, 0xe5, 0x2c, 0xc7, 0xf8, 0xd3, 0xf2,
  ];
  const rest = new TextEncoder().encode(',IP,unit\nM1,');
  const tail = new TextEncoder().encode(',acme-meter,lv-room,10.0.0.2,1\n');
  const result = await runImport(new Uint8Array([...head, ...rest, 0xb1, 0xed, ...tail]));
  expect(result.ok && result.part.meters[0]!.entry.name.zh).toBe('表');
});

test('the same line named with two speeds is a mistake', async () => {
  const head = 'id,template,area,path,baud,parity,unit';
  const rows = ['M1,acme-meter,lv-room,/dev/ttyUSB0,9600,N,1', 'M2,acme-meter,lv-room,/dev/ttyUSB0,19200,N,2'];
  expect(await mistakesIn([head, ...rows].join('\n'))).toContain(
    'meters.csv:3:5 E3 "baudRate": 19200: row 2, on the same line, says 9600',
  );
});
