import type { ConditionDefinition } from '../../ports/condition.ts';
import { anomaly } from './anomaly.ts';
import { commsLost } from './comms-lost.ts';
import { counter } from './counter.ts';
import { deviation } from './deviation.ts';
import { discrete } from './discrete.ts';
import { expected } from './expected.ts';
import { expression } from './expression.ts';
import { external } from './external.ts';
import { faultCode } from './fault-code.ts';
import { frozen } from './frozen.ts';
import { limit } from './limit.ts';
import { rateOfChange } from './rate-of-change.ts';
import { sensorFault } from './sensor-fault.ts';

/** Every kind of alarm condition there is. */
export const CONDITIONS: readonly ConditionDefinition[] = [
  ...[limit, discrete, faultCode, deviation, rateOfChange, counter, frozen, expected, anomaly, sensorFault, expression],
  ...[external, commsLost],
];
