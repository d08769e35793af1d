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

/** A valid site with one connection, device and condition per tag. */
export function exampleSite(tags: readonly string[]): Site {
  const text = { en: 'Example', zh: '示例' };
  return {
    ...{ id: 'site', name: text, timeZone: 'Asia/Shanghai', publicUrl: undefined },
    display: { states: 'isa', phases: 'neutral' },
    ...{ areas: [], equipment: [], energy: { total: undefined, systems: [] } },
    points: tags.map((tag, index) => examplePoint({ index, tag, device: `line-${tag}:1` })),
    addresses: tags.map((tag) => ({ register: tag.charCodeAt(0) })),
    connections: tags.map((tag, index) => ({
      ...{ id: `line-${tag}`, driver: 'modbus', config: { host: tag } },
      devices: [{ id: `line-${tag}:1`, connection: `line-${tag}`, driver: 'modbus', config: {}, points: [index] }],
    })),
    conditions: tags.map((tag, point) => ({
      ...{ id: `${tag}.high`, kind: 'limit', options: {}, priority: 'P3', equipment: tag, system: 'power' },
      ...{ watches: { what: 'point', point }, title: text, consequence: text, action: text },
      ...{ onDelayMs: 0, offDelayMs: 0, opensWorkOrder: false, unit: '', periodMs: 1000 },
    })),
  };
}
