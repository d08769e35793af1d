// biome-ignore-all lint/suspicious/noTemplateCurlyInString: references are written like this in a site file
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { expressions, METER, mistakesOf, SITE } from './load.fixtures.ts';
import { type LoadResult, loadSite } from './load.ts';
import { channels, conditions, drivers } from './plugins.fixtures.ts';

const WITH_PARTS = SITE.replace('version: 1\n', 'version: 1\ninclude: [parts/*.yaml, extra.yaml]\n');

const PART = `connections:
  - { id: floor-2, driver: modbus, transport: tcp, host: 10.0.0.2 }
equipment:
  - { id: M1, name: { en: Meter, zh: 电表 }, template: acme-meter, area: lv-room, connection: floor-2, device: { unit: 1 } }
`;
const EXTRA = `areas:
  - { id: roof, name: { en: Roof, zh: 屋面 } }
`;

function load(files: Record<string, string>, env: Record<string, string> = {}): LoadResult {
  const all: Record<string, string> = { 'equipment/acme-meter.yaml': METER, ...files };
  return loadSite({
    ...{ file: 'site.yaml', equipmentFolder: 'equipment', drivers, conditions, channels, expressions, env },
    readText(path) {
      const text = all[path];
      if (text === undefined) throw new Error('no such file');
      return text;
    },
    listFiles: (folder) =>
      Object.keys(all).flatMap((path) => (path.startsWith(`${folder}/`) ? [path.slice(folder.length + 1)] : [])),
  });
}

describe('a site file with include', () => {
  it('has the lists of every included file after its own', () => {
    const result = load({ 'site.yaml': WITH_PARTS, 'parts/a.yaml': PART, 'extra.yaml': EXTRA });
    expect(mistakesOf(result)).toEqual([]);
    if (!result.ok) return;
    const { site, included } = result.value;
    expect(included).toEqual(['parts/a.yaml', 'extra.yaml']);
    expect(site.equipment.map((one) => one.id)).toEqual(['F01', 'F02', 'M1']);
    expect(site.connections.map((one) => one.id)).toEqual(['line', 'floor-2']);
    expect(site.areas.map((one) => one.id)).toEqual(['lv-room', 'roof']);
  });

  it('may have none of the lists itself', () => {
    const head = SITE.slice(0, SITE.indexOf('areas:'));
    const rest = SITE.slice(SITE.indexOf('areas:'), SITE.indexOf('energy:'));
    const result = load({ 'site.yaml': `${head}include: [rest.yaml]\n`, 'rest.yaml': rest });
    expect(mistakesOf(result)).toEqual([]);
  });

  it('has a mistake in an included file at its place there', () => {
    const wrong = PART.replace('unit: 1', 'unti: 1').replace('area: lv-room', 'area: lv-rom');
    const result = load({ 'site.yaml': WITH_PARTS, 'parts/a.yaml': wrong, 'extra.yaml': `${EXTRA}colour: red\n` });
    expect(mistakesOf(result)).toEqual([
      'extra.yaml:3:1 colour: unknown key "colour"; allowed: areas, connections, equipment',
      'parts/a.yaml:4:72 equipment[0].area: unknown area "lv-rom"; did you mean "lv-room"?',
      'parts/a.yaml:4:111 equipment[0].device.unti: unknown key "unti"; did you mean "unit"?',
    ]);
  });

  it('finds ids that two files use', () => {
    const result = load({ 'site.yaml': WITH_PARTS, 'parts/a.yaml': PART.replace('M1', 'F01'), 'extra.yaml': EXTRA });
    expect(mistakesOf(result)).toEqual(['parts/a.yaml:4:11 equipment[0].id: the id "F01" is used twice']);
  });

  it('says what is not there', () => {
    const result = load({ 'site.yaml': WITH_PARTS });
    expect(mistakesOf(result)).toEqual([
      'site.yaml:2:11 include[0]: "parts/*.yaml" matches no file',
      'site.yaml:2:25 include[1]: extra.yaml cannot be read: no such file',
    ]);
  });

  it('keeps what is wrong with its own lists', () => {
    const text = WITH_PARTS.replace(/areas:\n.*\n/, 'areas: 7\n');
    const result = load({ 'site.yaml': text, 'parts/a.yaml': PART, 'extra.yaml': EXTRA });
    expect(mistakesOf(result).join()).toContain('areas: 7 is not allowed');
  });

  it('never shows what an included file takes from outside', () => {
    const part = PART.replace('host: 10.0.0.2', 'host: "${HOST}", port: "${PORT}"');
    const files = { 'site.yaml': WITH_PARTS, 'parts/a.yaml': part, 'extra.yaml': EXTRA };
    const text = mistakesOf(load(files, { HOST: 'x', PORT: 's3cret' })).join('\n');
    expect(text).toContain('parts/a.yaml:2:');
    expect(text).not.toContain('s3cret');
  });
});

it('however the equipment is spread over files, the site is the same', () => {
  const ids = Array.from({ length: 8 }, (_, index) => `E${index}`);
  const entry = (id: string, unit: number) => ({
    ...{ id, name: { en: id, zh: id }, template: 'acme-meter', area: 'lv-room', connection: 'line' },
    device: { unit: unit + 10 },
  });
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 3 }), { minLength: 8, maxLength: 8 }), (place) => {
      const files = Object.fromEntries(
        [0, 1, 2, 3].map((file) => {
          const own = ids.flatMap((id, index) => (place[index] === file ? [entry(id, index)] : []));
          return [`parts/${file}.yaml`, stringify({ equipment: own })];
        }),
      );
      const text = SITE.replace('version: 1\n', 'version: 1\ninclude: [parts/?.yaml]\n');
      const result = load({ 'site.yaml': text, ...files });
      expect(mistakesOf(result)).toEqual([]);
      if (result.ok) expect(result.value.site.equipment.map((one) => one.id).sort()).toEqual([...ids, 'F01', 'F02']);
    }),
    { numRuns: 20 },
  );
});
