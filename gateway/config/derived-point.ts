import type { Point } from '../domain/point.ts';
import type { Derivation } from '../ports/condition.ts';
import type { Origin } from './origin.ts';
import type { ComputedEntry } from './resolve-computed.ts';
import type { TemplateAlarm } from './template-schema.ts';

/** A point that exists because an alarm is judged on it. */
export interface DerivedPoint {
  readonly point: Point;
  readonly computed: ComputedEntry;
}

interface DerivedFrom {
  readonly derivation: Derivation;
  readonly alarm: TemplateAlarm;
  readonly watched: Point;
  /** The first one that is free. */
  readonly index: number;
  /** Of the options the expression was made from. */
  readonly origin: Origin;
}

/** Named after its alarm, so that people see in trend and table what the alarm was judged on. */
export function derivedPoint({ derivation, alarm, watched, index, origin }: DerivedFrom): DerivedPoint {
  const name = `alarm_${alarm.name.replaceAll('-', '_')}`;
  const { kind, unit, expression } = derivation;
  const point: Point = {
    ...watched,
    ...{ index, name, tag: `${watched.equipment}.${name}`, title: alarm.title, kind, unit },
    ...{ scale: 1, offset: 0, sentinels: [], range: undefined, normal: undefined, rollover: undefined },
    decimals: kind === 'boolean' ? 0 : watched.decimals + 1,
    states: kind === 'boolean' ? FACT : undefined,
  };
  return { point, computed: { point: index, expression, origin } };
}

const FACT = { 0: { en: 'no', zh: '否' }, 1: { en: 'yes', zh: '是' } };
