import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMap, isScalar, parse, parseDocument, visit } from 'yaml';
import { CONDITIONS } from '../alarms/conditions/index.ts';
import { diskFiles } from '../config/disk-files.ts';
import { type LoadedSite, type LoadResult, loadSite } from '../config/load.ts';
import { formatMistake } from '../config/mistakes.ts';
import type { Condition } from '../domain/condition.ts';
import { DRIVERS } from '../drivers/index.ts';
import { createExpressionLanguage } from '../expressions/cel-language.ts';
import { CHANNELS } from '../notifications/channels/index.ts';

const CONFIG = resolve(import.meta.dirname, '../../config');
const EQUIPMENT = join(CONFIG, 'equipment');
const DEMO = join(CONFIG, 'demo.site.yaml');
const demoText = readFileSync(DEMO, 'utf8');

/** Loads a file of config/ with the real plugins; `text` stands in for what is on the disk. */
function load(file: string, text = readFileSync(file, 'utf8'), env: Record<string, string> = {}): LoadResult {
  return loadSite({
    file,
    equipmentFolder: EQUIPMENT,
    drivers: DRIVERS,
    conditions: CONDITIONS,
    channels: CHANNELS,
    expressions: createExpressionLanguage(),
    env,
    readText: (path) => (path === file ? text : diskFiles.readText(path)),
    listFiles: diskFiles.listFiles,
  });
}

function loadWell(file: string, text?: string, env?: Record<string, string>): LoadedSite {
  const result = load(file, text, env);
  if (!result.ok) throw new Error(result.mistakes.map(formatMistake).join('\n'));
  expect(result.warnings.map(formatMistake)).toEqual([]);
  return result.value;
}

describe('the demo site', () => {
  const { site } = loadWell(DEMO);
  const byPriority = Object.groupBy(site.conditions, (condition) => condition.priority);

  it('is the whole building', () => {
    expect({
      equipment: site.equipment.length,
      connections: site.connections.length,
      devices: site.connections.flatMap((connection) => connection.devices).length,
      points: site.points.length,
      areas: site.areas.length,
      energyGroups: site.energy.systems.length,
    }).toEqual({ equipment: 75, connections: 20, devices: 72, points: 1159, areas: 9, energyGroups: 9 });
  });

  it('watches every device once and has few urgent alarms', () => {
    const lost = site.conditions.filter((condition) => condition.kind === 'comms-lost');
    expect(lost).toHaveLength(72);
    expect(new Set(site.conditions.map((condition) => condition.id)).size).toBe(site.conditions.length);
    expect(byPriority.P1!.length / site.conditions.length).toBeLessThan(0.07);
  });

  it('reads every second what an urgent alarm on a polled device watches', () => {
    const pushed = new Set(site.connections.filter((one) => one.driver === 'mqtt').map((one) => one.id));
    const isSlow = ({ watches, priority }: Condition): boolean => {
      if (watches.what !== 'point' || (priority !== 'P1' && priority !== 'P2')) return false;
      const point = site.points[watches.point]!;
      return point.periodMs > 1000 && !pushed.has(point.device.split(':')[0]!);
    };
    expect(site.conditions.filter(isSlow).map((condition) => condition.id)).toEqual([]);
  });

  it('lets trips be seen within two seconds', () => {
    const trips = site.conditions.filter((condition) => /\.(shutdown|passenger-alarm|fault-trip)$/.test(condition.id));
    expect(trips).toHaveLength(2 + 12 + 3);
    for (const trip of trips) expect(trip.periodMs + trip.onDelayMs).toBeLessThanOrEqual(2000);
  });

  it('tells the mains failure, and holds back what follows from it', () => {
    const parentsOf = (id: string) =>
      site.conditions
        .find((condition) => condition.id === id)
        ?.suppressors.flatMap((one) => (one.kind === 'parent' ? one.condition : []));
    expect(parentsOf('CH-1.shutdown')).toEqual(expect.arrayContaining(['F01.voltage-missing-ab', 'INC1.supply-lost']));
    expect(parentsOf('chiller-1:1.comms-lost')).toContain('INC1.supply-lost');
    // Behind the transfer switch only the switch explains anything.
    expect(parentsOf('L01.fault')).toEqual(expect.arrayContaining(['ATS1.sequence-failed']));
    expect(parentsOf('L01.fault')).not.toContain('INC1.supply-lost');
    for (const id of ['L01.passenger-alarm', 'G1.fail-to-start', 'SP-1.flood', 'GS01.gas-high']) {
      expect(parentsOf(id), id).toEqual([]);
    }
  });

  it('has a response card for every urgent alarm', () => {
    const urgent = site.conditions.filter((condition) => condition.levels.some((level) => level.priority === 'P1'));
    expect(urgent.length).toBeGreaterThan(20);
    for (const { id, response } of urgent) expect(response.length, id).toBeGreaterThanOrEqual(3);
  });

  it('reaches somebody at any hour, in the order of the house', () => {
    const plan = loadWell(DEMO).onCall;
    expect(plan.people).toHaveLength(6);
    expect(plan.policies.map(({ id }) => id)).toEqual(['gas', 'p1', 'entrapment', 'p2', 'p3', 'p4']);
  });

  it('names people, consequence and action of every alarm in both languages', () => {
    for (const { title, consequence, action, cause = action, response } of site.conditions) {
      for (const text of [title, consequence, action, cause, ...response.map((step) => step.text)]) {
        expect(text.en).toMatch(/[A-Za-z]/);
        expect(text.zh).toMatch(/[\u4e00-\u9fff]/);
      }
    }
  });
});

/** A site with one piece of equipment of every product. */
function oneOfEach(names: readonly string[]): string {
  const wiring: Readonly<Record<string, (n: number) => readonly [connection: string, device: object]>> = {
    modbus: (n) => [`{ id: c${n}, driver: modbus, transport: tcp, host: 127.0.0.1, port: ${1000 + n} }`, { unit: 1 }],
    opcua: (n) => [
      `{ id: c${n}, driver: opcua, endpoint: 'opc.tcp://127.0.0.1:${1000 + n}', namespace: 'urn:x', security: { policy: Basic256Sha256 } }`,
      { root: 'L01' },
    ],
    mqtt: (n) => [`{ id: c${n}, driver: mqtt, url: 'mqtt://127.0.0.1:${1000 + n}' }`, { topic: `site/x${n}` }],
    manual: (n) => [`{ id: c${n}, driver: manual }`, { id: `EM-${n}` }],
  };
  const entries = names.map((name, n) => {
    const { driver } = parse(readFileSync(join(EQUIPMENT, `${name}.yaml`), 'utf8')) as { driver: string };
    const [connection, device] = wiring[driver]!(n);
    const equipment = `{ id: E${n}, name: { en: Machine, zh: 设备 }, template: ${name}, area: a, connection: c${n}, device: ${JSON.stringify(device)} }`;
    return { connection, equipment };
  });
  return [
    'version: 1',
    'site: { id: all, name: { en: All, zh: 全部 }, timeZone: Asia/Shanghai }',
    'areas: [{ id: a, name: { en: A, zh: 区 } }]',
    ...['connections:', ...entries.map(({ connection }) => `  - ${connection}`)],
    ...['equipment:', ...entries.map(({ equipment }) => `  - ${equipment}`)],
  ].join('\n');
}

describe('every template', () => {
  const names = readdirSync(EQUIPMENT).map((file) => file.replace('.yaml', ''));
  const demo = loadWell(DEMO, oneOfEach(names)).site;

  it('loads with its own defaults, and more than thirty are products of makers', () => {
    expect(new Set(demo.equipment.map((equipment) => equipment.template))).toEqual(new Set(names));
    const products = demo.equipment.filter(({ maker }) => maker !== 'Generic');
    expect(products.length).toBeGreaterThanOrEqual(30);
    const classes = ['meter', 'breaker', 'ats', 'chiller', 'pump', 'genset', 'lift', 'room_sensor', 'leak_sensor'];
    expect([...new Set(demo.equipment.map((equipment) => equipment.class))]).toEqual(expect.arrayContaining(classes));
  });

  it('gives every state of a boolean or enum a text, and every alarm value a state', () => {
    for (const point of demo.points) {
      if (point.kind === 'boolean') expect(Object.keys(point.states ?? {}), point.tag).toEqual(['0', '1']);
      if (point.kind === 'enum') expect(Object.keys(point.states ?? {}).length, point.tag).toBeGreaterThan(1);
    }
    for (const condition of demo.conditions) {
      if (condition.kind !== 'discrete' || condition.watches.what !== 'point') continue;
      const point = demo.points[condition.watches.point]!;
      for (const value of (condition.options as { alarm: number[] }).alarm) {
        expect(Object.keys(point.states ?? {}), condition.id).toContain(String(value));
      }
    }
  });

  it('keeps limits inside the range of their point, with a deadband', () => {
    for (const condition of demo.conditions) {
      if (condition.kind !== 'limit' || condition.watches.what !== 'point') continue;
      const { deadband, ...limits } = condition.options as Record<string, number>;
      const { range, unit } = demo.points[condition.watches.point]!;
      if (unit !== '') expect(deadband, condition.id).toBeGreaterThan(0);
      for (const value of Object.values(limits)) {
        expect(value, condition.id).toBeGreaterThanOrEqual(range?.[0] ?? Number.NEGATIVE_INFINITY);
        expect(value, condition.id).toBeLessThanOrEqual(range?.[1] ?? Number.POSITIVE_INFINITY);
      }
    }
  });
});

describe('a slip in the demo site', () => {
  /** Every key of the file and the line it stands on. */
  const keys: { readonly offset: number; readonly name: string; readonly line: number }[] = [];
  visit(parseDocument(demoText), {
    Map(_, map) {
      if (!isMap(map)) return;
      for (const { key } of map.items) {
        if (!isScalar(key) || key.range == null) continue;
        const [offset] = key.range;
        keys.push({ offset, name: String(key.value), line: demoText.slice(0, offset).split('\n').length });
      }
    },
  });

  it('in any single key is a mistake at the line of that key', () => {
    fc.assert(
      fc.property(fc.nat({ max: keys.length - 1 }), fc.constantFrom('q', 'zz', '_x'), (index, extra) => {
        const { offset, name, line } = keys[index]!;
        const end = offset + name.length;
        const result = load(DEMO, `${demoText.slice(0, end)}${extra}${demoText.slice(end)}`);
        if (result.ok) throw new Error(`nothing found wrong with ${name}${extra} in line ${line}`);
        expect(result.mistakes.map((mistake) => mistake.line)).toContain(line);
      }),
      { numRuns: 25 },
    );
  }, 120_000);
});

describe('the example of a real site', () => {
  const file = join(CONFIG, 'gateway.example.yaml');

  it('loads as it stands', () => {
    const { site, sinks } = loadWell(file, undefined, { INFLUX_TOKEN: 'x' });
    expect(site.connections.map((connection) => connection.driver)).toEqual(['modbus', 'modbus', 'opcua', 'mqtt']);
    expect(sinks).toHaveLength(1);
  });

  it('loads with everything that is commented out switched on', () => {
    const options = /^( *)# ((?:- )?[a-z][A-Za-z]*:(?: .*)?)$/gm;
    const text = readFileSync(file, 'utf8').replace(options, '$1$2');
    expect(text).not.toBe(readFileSync(file, 'utf8'));
    const { channels } = loadWell(file, text, { SMTP_PASSWORD: 'x', WEBHOOK_SECRET: `whsec_${btoa('x'.repeat(32))}` });
    expect(channels.map((channel) => channel.kind)).toEqual(['email', 'webhook', 'dingtalk', 'sms', 'web-push']);
  });
});
