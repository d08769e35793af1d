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

/** Parameters stand for numbers; a condition's own schema is asked with a number in their place. */
function withNumbers(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withNumbers);
  if (value === null || typeof value !== 'object') return value;
  if ('parameter' in value) return 100 * ((value as { times?: number }).times ?? 1);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withNumbers(inner)]));
}

describe.each(files)('template %s', (file) => {
  const template = read(file);
  const driver = DRIVERS.find((one) => one.kind === template.driver);

  test('is named after what it is', () => {
    expect(`${template.template}.yaml`).toBe(file);
  });

  test('every address is one its driver understands, and no point name stands twice', () => {
    expect(driver).toBeDefined();
    for (const point of template.points)
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
      expect(kind?.optionsSchema.safeParse(withNumbers(alarm.options)).error).toBeUndefined();
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
