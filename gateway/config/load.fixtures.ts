import { basename, dirname } from 'node:path';
import type { ExpressionLanguage } from '../ports/expression.ts';
import { type LoadResult, loadSite } from './load.ts';
import { formatMistake } from './mistakes.ts';
import { channels, conditions, drivers } from './plugins.fixtures.ts';

/** A template with one of everything; tests replace single lines of it. */
export const METER = `template: acme-meter
title: { en: Meter, zh: 电表 }
maker: Acme
model: M1
class: meter
system: power
evidence: recall
sources: [the maker's leaflet]
driver: modbus
settings: { order: CDAB }
parameters:
  rated: { title: { en: Rated current, zh: 额定电流 }, unit: A, default: 400 }
keyPoints: [current]
points:
  - name: current
    title: { en: Current, zh: 电流 }
    unit: A
    address: { register: 10 }
    range: [0, { parameter: rated, times: 2 }]
    scan: fast
  - name: energy
    title: { en: Energy, zh: 电能 }
    kind: counter
    unit: kWh
    address: { table: input, register: { parameter: rated, times: 0, plus: 20 } }
alarms:
  - name: overcurrent
    point: current
    kind: limit
    options: { high: { parameter: rated, times: 1.1 }, deadband: 5 }
    priority: P2
    title: { en: Overcurrent, zh: 过流 }
    consequence: { en: It trips., zh: 将跳闸。 }
    action: { en: Shed load., zh: 减负荷。 }
    onDelay: 2s
`;

/** A site with two meters on one line. */
export const SITE = `version: 1
site:
  id: tower
  name: { en: Tower, zh: 大厦 }
  timeZone: Asia/Shanghai
areas:
  - { id: lv-room, name: { en: LV room, zh: 配电室 } }
connections:
  - id: line
    driver: modbus
    transport: tcp
    host: 127.0.0.1
    port: 1502
equipment:
  - id: F01
    name: { en: Feeder 1, zh: 1#馈线 }
    template: acme-meter
    area: lv-room
    connection: line
    device: { unit: 1 }
    parameters: { rated: 800 }
  - id: F02
    name: { en: Feeder 2, zh: 2#馈线 }
    template: acme-meter
    area: lv-room
    connection: line
    device: { unit: 2 }
    poweredBy: [F01]
energy:
  total: [F01.energy]
  systems:
    - { id: lifts, title: { en: Lifts, zh: 电梯 }, meters: [F02.energy] }
notifications:
  channels:
    - { id: desk, kind: webhook, url: 'http://127.0.0.1:9/x' }
`;

/** The language of computed points, as far as most of these tests need it. */
export const expressions: ExpressionLanguage = {
  compile: () => ({ ok: true, expression: { inputs: [], windows: [], result: 'number', evaluate: () => 0 } }),
};

interface Files {
  readonly site?: string;
  readonly template?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly others?: Readonly<Record<string, string>>;
  readonly expressions?: ExpressionLanguage;
}

/** Loads from memory: `site.yaml`, `equipment/acme-meter.yaml` and whatever else is named. */
export function loadText(given: Files): LoadResult {
  const { site = SITE, template = METER, env = {}, others = {} } = given;
  const files: Record<string, string> = { 'site.yaml': site, 'equipment/acme-meter.yaml': template, ...others };
  return loadSite({
    file: 'site.yaml',
    equipmentFolder: 'equipment',
    drivers,
    conditions,
    channels,
    expressions: given.expressions ?? expressions,
    env,
    readText: (path) => files[path] ?? refuse(path),
    listFiles: (folder) => Object.keys(files).flatMap((file) => (dirname(file) === folder ? basename(file) : [])),
  });
}

function refuse(path: string): never {
  throw new Error(`no such file ${path}`);
}

/** The mistakes as people read them; empty when there is none. */
export function mistakesOf(result: LoadResult): readonly string[] {
  return result.ok ? [] : result.mistakes.map(formatMistake);
}
