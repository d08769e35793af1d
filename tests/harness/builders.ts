import type { Point } from '../../gateway/domain/point.ts';

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
