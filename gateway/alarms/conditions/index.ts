import type { ConditionDefinition } from '../../ports/condition.ts';
import { commsLost } from './comms-lost.ts';
import { counter } from './counter.ts';
import { deviation } from './deviation.ts';
import { discrete } from './discrete.ts';
import { expression } from './expression.ts';
import { frozen } from './frozen.ts';
import { limit } from './limit.ts';
import { rateOfChange } from './rate-of-change.ts';
import { sensorFault } from './sensor-fault.ts';

/** Every kind of alarm condition there is. */
export const CONDITIONS: readonly ConditionDefinition[] = [
  ...[limit, discrete, deviation, rateOfChange, counter, frozen, sensorFault, expression],
  commsLost,
];
