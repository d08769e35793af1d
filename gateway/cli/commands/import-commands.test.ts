import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tempFolder } from '../../../tests/harness/temp-folder.ts';
import { COMAP_MAP } from '../../config/import/comap.fixtures.ts';
import { QUALITY } from '../../domain/quality.ts';
import type { DriverTools } from '../../ports/driver.ts';
import { lockFolder } from '../../store/folder-lock.ts';
import { modbusWith, runCommand, SITE, testRows, writeFiles } from '../cli.fixtures.ts';

const SHEET = `编号,名称,型号,区域,网关IP,站号,参数:ratedCurrent
M1,1#表,eastron-sdm630,低压配电室,10.0.0.2,1,250
M2,2#表,eastron-sdm630,低压配电室,10.0.0.2,2,250
M3,3#表,eastron-sdm630,低压配电室,10.0.0.3,1,250
`;

async function folderWith(files: Readonly<Record<string, string>>) {
  const folder = await tempFolder();
  const site = writeFiles(folder, { 'site.yaml': SITE, ...files });
  const out = join(folder, 'parts/meters.yaml');
  const line = [
    'import',
    'sheet',
    '--config',
    site,
    '--file',
    join(folder, 'm.csv'),
    '--out',
    out,
    '--data',
    join(folder, 'data'),
  ];
  return { folder, site, out, line };
}

test('a sheet becomes a part that the site file includes, after each meter was read', async () => {
  const { site, out, line } = await folderWith({ 'm.csv': SHEET });
  const end = await runCommand([...line, '--add']);
  expect(end).toMatchObject({ code: 0, err: '' });
  expect(end.out).toMatch(/ok +M1 +p_total 0\.0 kW, i_a 1\.0 A, i_b 1\.0 A/);
  expect(end.out).toContain('3 of 3 meters answered well');
  expect(end.out).toContain('3 meters on 2 new connections');
  expect(readFileSync(out, 'utf8')).toContain('site-part.schema.json');
  expect(readFileSync(site, 'utf8')).toBe(SITE.replace('version: 1\n', 'version: 1\ninclude: [parts/meters.yaml]\n'));
  expect(readFileSync(`${site}.bak`, 'utf8')).toBe(SITE);
  expect((await runCommand(['check', '--config', site])).out).toContain('6 pieces of equipment');
  const again = await runCommand([...line, '--no-read']);
  expect(again).toMatchObject({ code: 0, err: '' });
  expect(existsSync(`${out}.bak`)).toBe(true);
});

test('without --add the line to write is told', async () => {
  const { site, line } = await folderWith({ 'm.csv': SHEET });
  const end = await runCommand([...line, '--no-read']);
  expect(end.out).toContain('include: [parts/meters.yaml]');
  expect(readFileSync(site, 'utf8')).toBe(SITE);
});

test('with a mistake in it nothing is written and nothing is read', async () => {
  const { out, line } = await folderWith({ 'm.csv': SHEET.replace('M2,2#表,eastron', 'M1,2#表,eastrom') });
  const end = await runCommand(line);
  expect(end.code).toBe(1);
  expect(end.err).toMatch(/m\.csv:3:1 A3 "id": the id "M1" stands in row 2 already/);
  expect(end.err).toContain('Nothing was written.');
  expect(existsSync(out)).toBe(false);
});

test('a meter that does not answer well is told with what to try; the part is written', async () => {
  const { out, line } = await folderWith({ 'm.csv': SHEET });
  const tools: Partial<DriverTools> = {
    test: (context) =>
      testRows(context, (tag) =>
        tag.startsWith('M2.') ? { value: null, raw: null, quality: QUALITY['bad-timeout'] } : {},
      ),
  };
  const end = await runCommand([...line, '--json'], { drivers: [modbusWith(tools)] });
  const { ok, rows } = JSON.parse(end.out);
  expect([end.code, ok]).toEqual([1, false]);
  expect(rows.map((one: { ok: boolean }) => one.ok)).toEqual([true, false, true]);
  expect(rows[1].hint).toContain('no answer: check the unit number');
  expect(existsSync(out)).toBe(true);
});

test('meters on a serial line that a running gateway uses are not read', async () => {
  const sheet = 'id,template,area,connection,unit\nM1,eastron-sdm630,lv-room,line,9\n';
  const { folder, out, line } = await folderWith({ 'm.csv': sheet });
  const lock = lockFolder(join(folder, 'data'));
  try {
    const end = await runCommand(line);
    expect(end.code).toBe(1);
    expect(end.err).toContain('Or give --no-read.');
    expect(existsSync(out)).toBe(false);
  } finally {
    lock.release();
  }
});

test('a map of a ComAp controller becomes a template that loads', async () => {
  const folder = await tempFolder();
  const file = writeFiles(folder, { 'cfgmodbus.txt': COMAP_MAP });
  const out = join(folder, 'comap-gs1.yaml');
  const end = await runCommand(['import', 'comap', '--file', file, '--out', out, '--model', 'IL4 GS1']);
  expect(end).toMatchObject({ code: 0, err: '' });
  expect(end.out).toContain('11 points');
  expect(readFileSync(out, 'utf8')).toContain('evidence: maker-doc');
  expect((await runCommand(['import', 'comap', '--file', file, '--out', join(folder, 'My Map.yaml')])).code).toBe(2);
  const empty = writeFiles(folder, { 'empty.txt': 'nothing here\n' });
  expect((await runCommand(['import', 'comap', '--file', empty, '--out', out])).err).toContain('no row of a table');
});
