import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeCsv } from 'hucre/csv';
import { writeXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Child } from '../harness/child.ts';
import { eventually } from '../harness/eventually.ts';
import { GatewayProcess } from '../harness/gateway-process.ts';
import { MeterGateway } from '../harness/meter-gateway.ts';

const GATEWAYS = 10;
const UNITS = 30;
const METERS = GATEWAYS * UNITS;

/** Everything the person has besides the sheet. Slow enough for the machine that plays all the meters as well. */
const SITE = `version: 1
site: { id: tower, name: { en: Tower, zh: 大厦 }, timeZone: Asia/Shanghai }
scan: { fast: 5s, normal: 10s, slow: 20s }
areas:
  - { id: lv-room, name: { en: LV room, zh: 低压配电室 } }
`;

const gateways = Array.from({ length: GATEWAYS }, (_, index) => new MeterGateway(index));
let folder: string;
let ports: readonly number[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'plantroom-sheet-'));
  ports = await Promise.all(gateways.map((gateway) => gateway.listen()));
});
afterAll(async () => {
  await Promise.all(gateways.map((gateway) => gateway.close()));
  rmSync(folder, { recursive: true, force: true });
});

const tagOf = (gateway: number, unit: number): string => `M${String(gateway * UNITS + unit).padStart(3, '0')}`;

/** One row per meter; the header in the language of whoever wrote the sheet. */
function sheetRows(header: readonly string[]): (string | number)[][] {
  const rows = gateways.flatMap((_, gateway) =>
    Array.from({ length: UNITS }, (_, index): (string | number)[] => {
      const id = tagOf(gateway, index + 1);
      const names = [`Meter ${id}`, `${id}#电表`];
      return [id, ...names, 'eastron-sdm630', '低压配电室', '127.0.0.1', ports[gateway]!, index + 1, 250];
    }),
  );
  return [[...header], ...rows];
}

interface Imported {
  readonly ms: number;
  readonly code: number | null;
  readonly output: string;
  /** The part that was written, without its comments. */
  readonly part: string;
  readonly site: string;
}

/** What the person types, and how long it takes. */
async function importSheet(name: string, sheet: string | Uint8Array, ...more: string[]): Promise<Imported> {
  const place = (file: string): string => join(folder, name, file);
  mkdirSync(place('parts'), { recursive: true });
  writeFileSync(place('site.yaml'), SITE);
  writeFileSync(place(name), sheet);
  const started = performance.now();
  const line = [
    '--config',
    place('site.yaml'),
    '--file',
    place(name),
    '--out',
    place('parts/meters.yaml'),
    '--add',
    ...more,
  ];
  const child = new Child(['gateway/main.ts', 'import', 'sheet', ...line], { PLANTROOM_DATA_DIR: place('data') });
  const code = await child.exited;
  const part = readFileSync(place('parts/meters.yaml'), 'utf8').replace(/^#.*\n/gm, '');
  return { ms: performance.now() - started, code, output: child.output, part, site: place('site.yaml') };
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

test('300 meters behind 10 gateways: one sheet, imported, each read once, and live', async () => {
  const english = ['id', 'name_en', 'name_zh', 'template', 'area', 'host', 'port', 'unit', 'param:ratedCurrent'];
  const chinese = ['编号', '英文名称', '名称（中文）', '型号', '区域', '网关IP', '端口', '站号', '参数:ratedCurrent'];
  const csv = await importSheet('meters.csv', writeCsv(sheetRows(english)));
  expect(csv.output).toContain(`${METERS} of ${METERS} meters answered well`);
  expect(csv.output).toContain(`${METERS} meters on ${GATEWAYS} new connections`);
  expect(csv.output).toMatch(/ok +M001 +p_total /);
  expect(csv.code).toBe(0);

  const bytes = await writeXlsx({ sheets: [{ name: '电表', rows: sheetRows(chinese) }] });
  const xlsx = await importSheet('meters.xlsx', bytes, '--no-read');
  expect(xlsx.code).toBe(0);
  expect(xlsx.part).toBe(csv.part);

  const started = performance.now();
  const gateway = await GatewayProcess.start(csv.site, join(folder, 'data'));
  const up = performance.now();
  try {
    const live = await eventually(() => energies(gateway), 120_000, `${METERS} meters live`);
    for (const [index] of gateways.entries()) {
      for (let unit = 1; unit <= UNITS; unit++)
        expect(live.get(`${tagOf(index, unit)}.e_import`)).toBe(MeterGateway.energyOf(index, unit));
    }
  } finally {
    await gateway.stop();
  }
  const all = performance.now() - up;
  console.log(
    `${METERS} meters: CSV imported and each read once ${seconds(csv.ms)}; XLSX imported ${seconds(xlsx.ms)}; ` +
      `gateway up ${seconds(up - started)}; all live ${seconds(all)} after that`,
  );
});

test('what is wrong with a meter is told with what to try', async () => {
  const faults = ['mute', 'words-swapped', 'registers-from-1', 'other-product'] as const;
  const faulty = new MeterGateway(0, new Map(faults.map((fault, index) => [index + 1, fault])));
  const port = await faulty.listen();
  try {
    const rows = ['well', ...faults].map((fault, index) => [
      fault,
      'eastron-sdm630',
      'lv-room',
      `127.0.0.1:${port}`,
      ((index + 4) % 5) + 1,
    ]);
    const { code, output } = await importSheet(
      'faulty.csv',
      writeCsv([['id', 'template', 'area', 'ip', 'unit'], ...rows]),
    );
    expect(code).toBe(1);
    expect(output).toMatch(/ok +well +p_total 67\.5 kW/);
    expect(output).toMatch(/FAIL +mute +no answer: check the unit number/);
    // Both explain either: high words of neighbours that show nearly the same are nearly the same.
    expect(output).toMatch(/FAIL +words-swapped +the values make sense when read as .*set setting:order to CDAB/);
    expect(output).toMatch(
      /FAIL +registers-from-1 +the values make sense when read as .*register \+1.*setting:firstRegister/,
    );
    expect(output).toMatch(/FAIL +other-product +.* is refused \(.*\): try the other register base/);
    expect(output).toContain('1 of 5 meters answered well');
  } finally {
    await faulty.close();
  }
});

/** The energy of every meter once all of them are good. */
async function energies(gateway: GatewayProcess): Promise<ReadonlyMap<string, number> | undefined> {
  const found = new Map<string, number>();
  for (const [index] of gateways.entries()) {
    const tags = Array.from({ length: UNITS }, (_, unit) => `tag=${tagOf(index, unit + 1)}.e_import`).join('&');
    const points = await gateway.get<{ tag: string; value: number; quality: string }[]>(`/points?${tags}`);
    for (const { tag, value, quality } of points) if (quality === 'good') found.set(tag, value);
  }
  return found.size === METERS ? found : undefined;
}
