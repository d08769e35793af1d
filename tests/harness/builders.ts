import type { Condition } from '../../gateway/domain/condition.ts';
import type { Equipment } from '../../gateway/domain/equipment.ts';
import type { OnCallPlan } from '../../gateway/domain/on-call.ts';
import type { Point } from '../../gateway/domain/point.ts';
import type { Site } from '../../gateway/domain/site.ts';

/** A valid point; a test names only what it is about. */
export function examplePoint(change: Partial<Point> = {}): Point {
  return {
    index: 0,
    tag: 'X1.value',
    name: 'value',
    equipment: 'X1',
    device: 'bus:1',
    title: { en: 'Value', zh: '数值' },
    kind: 'number',
    unit: '',
    decimals: 1,
    states: undefined,
    scale: 1,
    offset: 0,
    sentinels: [],
    range: undefined,
    normal: undefined,
    deadband: 0,
    scanClass: 'fast',
    periodMs: 1000,
    staleAfterMs: 3000,
    rollover: undefined,
    ...change,
  };
}

const TEXT = { en: 'Example', zh: '示例' };

/**
 * A valid condition of point 0 of X1: P3, told at once, with nothing that keeps it quiet, no order and no coming again by
 * itself. A test names only what it is about; `levels` follow the priority and delays unless they are given.
 */
export function exampleCondition(change: Partial<Condition> = {}): Condition {
  const { priority = 'P3', onDelayMs = 0, offDelayMs = 0, id = 'X1.high' } = change;
  return {
    ...{
      id,
      revision: 'r1',
      kind: 'limit',
      options: {},
      priority,
      class: 'equipment',
      equipment: 'X1',
      system: 'power',
    },
    watches: { what: 'point', point: 0 },
    ...{ title: TEXT, consequence: TEXT, cause: undefined, action: TEXT, response: [], timeToRespondMs: undefined },
    ...{ onDelayMs, offDelayMs, levels: [{ name: 'high', priority, onDelayMs, offDelayMs }] },
    ...{ latching: false, confirmRequired: false, acknowledgement: 'required', reAlarm: undefined },
    ...{ longestShelfMs: 8 * 3_600_000, suppressible: true, suppressors: [], holdMs: 0 },
    chatter: { count: 3, windowMs: 60_000, holdOffMs: 300_000, releaseMs: 600_000 },
    ...{ group: undefined, failureGroup: id, order: { when: 'never' }, unit: '', periodMs: 1000 },
    ...change,
  };
}

/** A valid piece of equipment of the class `meter`; a test names only what it is about. */
export function exampleEquipment(change: Partial<Equipment> = {}): Equipment {
  return {
    ...{ id: 'X1', name: TEXT, class: 'meter', system: 'power', area: 'A1' },
    ...{ template: 'example', maker: 'Example', model: 'X', evidence: 'recall', device: 'bus:1' },
    ...{ poweredBy: [], cooledBy: [], communicatesVia: [], keyPoints: [] },
    ...change,
  };
}

/** A valid plan: one person with a telephone, told of everything at once. */
export function exampleOnCallPlan(change: Partial<OnCallPlan> = {}): OnCallPlan {
  const everything = {
    ...{ priorities: [], classes: [], systems: [], equipment: [], equipmentClasses: [], kinds: [], conditions: [] },
    hours: [],
  };
  const contacts = [{ channel: 'sms', address: '+8613800000001' }];
  const step = { afterMs: 0, targets: [{ kind: 'person', person: 'wang' }], via: [], hours: [] } as const;
  return {
    timeZone: 'Asia/Shanghai',
    people: [{ id: 'wang', name: '王师傅', language: 'zh', contacts, quiet: undefined }],
    ...{ teams: [], rotations: [] },
    policies: [{ id: 'all', title: TEXT, steps: [step], repeat: undefined, digestAt: undefined }],
    root: { match: everything, policy: 'all', goesOn: false, children: [] },
    siteDuty: [{ kind: 'person', person: 'wang' }],
    ...change,
  };
}

/** A valid site with one connection, device and condition per tag. */
export function exampleSite(tags: readonly string[]): Site {
  return {
    ...{ id: 'site', name: TEXT, timeZone: 'Asia/Shanghai', publicUrl: undefined },
    display: { states: 'isa', phases: 'neutral', order: {} },
    ...{ areas: [], equipment: [], energy: { total: undefined, systems: [] } },
    points: tags.map((tag, index) => examplePoint({ index, tag, device: `line-${tag}:1` })),
    addresses: tags.map((tag) => ({ register: tag.charCodeAt(0) })),
    connections: tags.map((tag, index) => ({
      ...{ id: `line-${tag}`, driver: 'modbus', config: { host: tag } },
      devices: [{ id: `line-${tag}:1`, connection: `line-${tag}`, driver: 'modbus', config: {}, points: [index] }],
    })),
    conditions: tags.map((tag, point) =>
      exampleCondition({ id: `${tag}.high`, equipment: tag, watches: { what: 'point', point } }),
    ),
  };
}
