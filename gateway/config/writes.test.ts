import { describe, expect, it } from 'vitest';
import { loadText, METER, mistakesOf, SITE } from './load.fixtures.ts';

const WRITE = `    write: { range: [5, 15], every: 10m, when: [{ point: local, in: [0] }] }
`;
const SETTABLE = `  - name: setpoint
    title: { en: Setpoint, zh: 设定值 }
    unit: ℃
    address: { register: 1 }
    scale: 0.1
    deadband: 0.2
    range: [-20, { parameter: rated }]
${WRITE}  - name: local
    title: { en: Local, zh: 就地 }
    kind: boolean
    decimals: 0
    address: { register: 2 }
  - name: mode
    title: { en: Mode, zh: 方式 }
    kind: enum
    decimals: 0
    states: { 0: { en: a, zh: 甲 }, 1: { en: b, zh: 乙 }, 3: { en: d, zh: 丁 } }
    address: { register: 3 }
    write: { range: [0, 1], role: admin }
alarms:`;
const TEMPLATE = METER.replace('alarms:', SETTABLE);
const ON = SITE.replace('areas:', 'writes: { enabled: true }\nareas:').replace(
  'parameters: { rated: 800 }',
  'parameters: { rated: 800 }\n    writable: [setpoint]',
);

function load(files: { site?: string; template?: string } = {}) {
  const result = loadText({ template: TEMPLATE, ...files });
  if (!result.ok) throw new Error(mistakesOf(result).join('\n'));
  return result;
}

describe('what may be written', () => {
  it('is nothing until the site says so, and then what it lists', () => {
    const { writes, writable } = load().value.site;
    expect([writes, writable]).toEqual([[], new Set()]);
    const { site } = load({ site: ON }).value;
    expect(site.writable).toEqual(new Set([2]));
    expect(site.points[2]?.tag).toBe('F01.setpoint');
    expect(site.writes).toEqual([
      {
        point: 2,
        range: [5, 15],
        step: 0.1,
        values: undefined,
        everyMs: 600_000,
        role: 'engineer',
        when: [{ point: 3, tag: 'F01.local', in: [0] }],
        verifyWithinMs: 5000,
        deadband: 0.2,
        scale: 0.1,
        offset: 0,
      },
    ]);
  });

  it('of a state is one of its values in the range', () => {
    const { writes } = load({ site: ON.replace('[setpoint]', '[mode]') }).value.site;
    expect(writes).toMatchObject([{ values: [0, 1], step: 1, role: 'admin' }]);
  });

  it('may be stated by a parameter', () => {
    const template = TEMPLATE.replace('[5, 15]', '[5, { parameter: rated, times: 0.5 }]');
    expect(load({ template, site: ON }).value.site.writes?.[0]?.range).toEqual([5, 400]);
  });

  it('stays nothing while the main switch is off, with a warning where points are listed', () => {
    const { value, warnings } = load({ site: ON.replace('enabled: true', 'enabled: false') });
    expect(value.site.writes).toEqual([]);
    expect(warnings).toMatchObject([
      { path: 'equipment[0].writable', message: 'has no effect: nothing is written while writes.enabled is false' },
    ]);
  });

  it.each<[what: string, from: string, to: string, mistake: string]>([
    [
      'a misspelt point',
      '[setpoint]',
      '[setpiont]',
      'equipment[0].writable[0]: unknown point "setpiont"; did you mean "setpoint"?',
    ],
    [
      'a read-only point',
      '[setpoint]',
      '[current]',
      'writable[0]: "current" cannot be set: acme-meter gives it no `write`',
    ],
    ['a point named twice', '[setpoint]', '[setpoint, setpoint]', 'writable[1]: "setpoint" stands here twice'],
  ])('in a site file is not %s', (_, from, to, mistake) => {
    expect(mistakesOf(loadText({ template: TEMPLATE, site: ON.replace(from, to) }))).toEqual([
      expect.stringContaining(mistake),
    ]);
  });

  it.each<[what: string, from: string, to: string, mistake: string]>([
    ['a reversed range', '[5, 15]', '[15, 5]', 'points[2].write.range: the range ends before it begins'],
    [
      'a range the point cannot show',
      '[5, 15]',
      '[-30, 15]',
      'write.range: reaches beyond what the point can show; allowed: -20 to 800',
    ],
    [
      'a precondition nobody knows',
      'point: local',
      'point: lokal',
      'when[0].point: unknown point "lokal"; did you mean "local"?',
    ],
    [
      'a precondition on a number',
      'point: local',
      'point: current',
      'when[0].point: unknown boolean or enum "current"',
    ],
    ['a state that does not exist', 'in: [0]', 'in: [0, 2]', 'when[0].in[1]: 2 is no state of local; allowed: 0, 1'],
    [
      'a role that may not write',
      'every: 10m',
      'role: operator',
      'write.role: "operator" is not allowed; allowed: engineer, supervisor, admin',
    ],
    ['a patience no person has', 'every: 10m', 'verifyWithin: 2m', 'write.verifyWithin: "2m": at most 60s'],
    [
      'an address that is read-only',
      '{ register: 1 }',
      '{ table: input, register: 1 }',
      '"setpoint" cannot be set: input registers are read-only',
    ],
    [
      'a value that the device cannot hold',
      '[5, 15]',
      '[-5, 15]',
      '"setpoint" cannot be set: -50 does not fit into u16',
    ],
    ['equipment that is only watched', 'keyPoints:', 'monitorOnly: true\nkeyPoints:', 'monitor-only: it is never set'],
    ['a lift', 'class: meter', 'class: lift', 'monitor-only: it is never set'],
  ])('in a template is not %s', (_, from, to, mistake) => {
    const mistakes = mistakesOf(loadText({ template: TEMPLATE.replace(from, to), site: ON }));
    expect(mistakes[0]).toContain(mistake);
  });

  it('is never a counter', () => {
    const template = METER.replace('table: input, register', 'register').replace(
      '    kind: counter\n',
      `    kind: counter\n${WRITE.replace(/, when.*\]/, '')}`,
    );
    expect(mistakesOf(loadText({ template }))).toEqual([
      expect.stringContaining('points[1].write: a counter cannot be set; allowed: number, boolean, enum'),
    ]);
  });

  it('is nothing of equipment that the site calls a lift, and nothing a driver cannot write', () => {
    const lift = ON.replace('writable: [setpoint]', 'writable: [setpoint]\n    class: lift');
    expect(mistakesOf(loadText({ template: TEMPLATE, site: lift }))).toEqual([
      expect.stringContaining('equipment[0].writable: this equipment is monitor-only: nothing of it can be set'),
    ]);
    const mqtt = `version: 1
site: { id: t, name: { en: T, zh: 楼 }, timeZone: Asia/Shanghai }
writes: { enabled: true }
areas: [{ id: a, name: { en: A, zh: 区 } }]
connections: [{ id: broker, driver: mqtt, url: 'mqtt://x' }]
equipment:
  - { id: F01, name: { en: F, zh: 表 }, template: acme-meter, area: a, connection: broker, device: { topic: t }, writable: [setpoint] }
`;
    const template = TEMPLATE.replace('driver: modbus\nsettings: { order: CDAB }', 'driver: mqtt').replace(
      /address: \{.*\}$/gm,
      'address: { path: a }',
    );
    expect(mistakesOf(loadText({ template, site: mqtt }))).toEqual([
      expect.stringContaining('equipment[0].writable[0]: "setpoint" cannot be set: mqtt cannot write'),
    ]);
  });
});
