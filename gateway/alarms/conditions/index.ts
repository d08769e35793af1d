import type { ConditionDefinition } from '../../ports/condition.ts';
import { commsLost } from './comms-lost.ts';
import { discrete } from './discrete.ts';
import { limit } from './limit.ts';

/** Every kind of alarm condition there is. */
export const CONDITIONS: readonly ConditionDefinition[] = [limit, discrete, commsLost];
