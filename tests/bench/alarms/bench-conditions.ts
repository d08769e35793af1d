import type { Condition } from '../../../gateway/domain/condition.ts';
import { highLimit } from '../../harness/alarm-desk.ts';

export const IN_ALARM = 85;
export const NORMAL = 20;

const calm = { count: 3, windowMs: 1, holdOffMs: 0, releaseMs: 1 };

export const conditionOf = (point: number): string => `EQ-${point}.high`;

/** One for each point, told at once. The first `urgent` are P1; of the others every second one is P2 with an order, the rest P3 without. */
export const benchConditions = (count: number, urgent = 0): readonly Condition[] =>
  Array.from({ length: count }, (_one, point) => {
    if (point < urgent) return highLimit(point, { chatter: calm });
    const isHigh = point % 2 === 0;
    const order = { when: isHigh ? 'active' : 'never' } as const;
    return highLimit(point, { chatter: calm, priority: isHigh ? 'P2' : 'P3', order });
  });
