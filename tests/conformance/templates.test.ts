import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { CONDITIONS } from '../../gateway/alarms/conditions/index.ts';
import { type Template, templateSchema } from '../../gateway/config/template-schema.ts';
import { DRIVERS } from '../../gateway/drivers/index.ts';
import { REPOSITORY } from '../harness/child.ts';

const FOLDER = join(REPOSITORY, 'config/equipment');
const files = readdirSync(FOLDER).filter((file) => file.endsWith('.yaml'));
const read = (file: string): Template => templateSchema.parse(parse(readFileSync(join(FOLDER, file), 'utf8')));

/** Parameters stand for numbers; a condition's own schema is asked with what the template takes for them, or with any number. */
function withNumbers(value: unknown, parameters: Template['parameters'] = {}): unknown {
  if (Array.isArray(value)) return value.map((inner) => withNumbers(inner, parameters));
  if (value === null || typeof value !== 'object') return value;
  if ('parameter' in value) {
    const { parameter, times = 1 } = value as { parameter: string; times?: number };
    return (parameters[parameter]?.default ?? 100) * times;
  }
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withNumbers(inner, parameters)]));
}

describe.each(files)('template %s', (file) => {
  const template = read(file);
  const driver = DRIVERS.find((one) => one.kind === template.driver);

  test('is named after what it is', () => {
    expect(`${template.template}.yaml`).toBe(file);
  });

  test('every address is one its driver understands, and no point name stands twice', () => {
    expect(driver).toBeDefined();
    for (const point of template.points.filter(({ expression }) => expression === undefined))
      expect(driver!.addressSchema.safeParse(withNumbers(point.address)).error).toBeUndefined();
    expect(new Set(template.points.map((point) => point.name)).size).toBe(template.points.length);
    expect(driver!.templateSchema.safeParse(template.settings).error).toBeUndefined();
  });

  test('key points and alarms name points that exist, alarms have options their kind accepts', () => {
    const names = template.points.map((point) => point.name);
    for (const name of [...template.keyPoints, ...template.alarms.map((alarm) => alarm.point)])
      expect(names).toContain(name);
    for (const alarm of template.alarms) {
      const kind = CONDITIONS.find((one) => one.kind === alarm.kind);
      expect(kind?.optionsSchema.safeParse(withNumbers(alarm.options, template.parameters)).error).toBeUndefined();
    }
  });

  test('a measured number has a unit (power factors are ratios), and every enumeration names its states', () => {
    const bare = template.points.filter(({ kind, unit, decimals }) => kind === 'number' && unit === '' && decimals > 0);
    expect(bare.map((point) => point.name).filter((name) => !/^pf(_[abc])?$/.test(name))).toEqual([]);
    for (const point of template.points.filter((one) => one.kind === 'enum')) expect(point.states).toBeDefined();
  });

  test('what an urgent alarm watches is read every second', () => {
    const urgent = template.alarms.filter((alarm) => alarm.priority === 'P1').map((alarm) => alarm.point);
    const slow = template.points
      .filter((point) => urgent.includes(point.name) && point.scan !== 'fast')
      .map((point) => point.name);
    expect(template.driver === 'mqtt' ? [] : slow).toEqual([]);
  });
});

describe('what real maps have taught', () => {
  const templates = files.map(read);

  test('a map that counts as verified names two sources', () => {
    for (const { template, evidence, sources } of templates) {
      if (evidence === 'verified') expect(sources.length, template).toBeGreaterThanOrEqual(2);
    }
  });

  test('a counter of energy or volume whose register can run over says where', () => {
    const narrow = /^(u16|s16|u32|s32|bcd16|bcd32)$/;
    const silent = templates.flatMap(({ template, points }) =>
      points
        .filter(({ kind, unit, rollover }) => kind === 'counter' && /Wh|varh|m³/.test(unit) && rollover === undefined)
        .filter(({ address }) => {
          const { type, parts } = address as { type?: string; parts?: unknown };
          return parts !== undefined || narrow.test(type ?? '');
        })
        .map((point) => `${template}.${point.name}`),
    );
    expect(silent).toEqual([]);
  });

  test('where the scale depends on a setting of the device, the setting is a parameter or is watched', () => {
    const byName = new Map(templates.map((template) => [template.template, template]));
    const energy = byName.get('acrel-adl3000')?.points.find((point) => point.name === 'e_import');
    expect(energy?.scale).toEqual({ parameter: ['pt', 'ct'], times: 0.01, plus: 0 });
    for (const name of ['york-ylaa', 'deif-agc150']) {
      expect(byName.get(name)?.alarms.map((alarm) => alarm.name)).toContain('units-changed');
    }
  });

  test('lifts are only watched', () => {
    for (const { template, class: kind, points } of templates.filter((one) => one.class === 'lift')) {
      expect(
        points.filter((point) => point.write !== undefined).map((point) => `${template} ${kind} ${point.name}`),
      ).toEqual([]);
    }
  });
});
