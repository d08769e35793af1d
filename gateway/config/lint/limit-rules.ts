import { z } from 'zod';
import type { Rule } from './finding.ts';

/** The numbers that kinds of limits have in common; others have none of them. */
const numbers = z.object({
  lowLow: z.number().optional(),
  low: z.number().optional(),
  high: z.number().optional(),
  highHigh: z.number().optional(),
  deadband: z.number().optional(),
  /** Of single limits. */
  deadbands: z.record(z.string(), z.number()).optional(),
});

/** Without a deadband a measured value that lies at the limit comes and goes. */
export const noDeadband: Rule = ({ condition, point }) => {
  const { deadband, deadbands } = numbers.safeParse(condition.options).data ?? {};
  if (deadband !== 0 || deadbands !== undefined || point?.kind !== 'number') return undefined;
  return { at: ['options', 'deadband'], message: `${point.name} is measured, but the deadband is 0` };
};

/** Limits that lie within each other's deadband are one limit. */
export const limitsTooClose: Rule = ({ condition }) => {
  const { deadband = 0, ...limits } = numbers.safeParse(condition.options).data ?? {};
  const inOrder = [limits.lowLow, limits.low, limits.high, limits.highHigh].filter((limit) => limit !== undefined);
  const close = inOrder.find((limit, n) => limit - (inOrder[n - 1] ?? Number.NEGATIVE_INFINITY) < 2 * deadband);
  if (close === undefined) return undefined;
  return {
    at: ['options'],
    message: `the limit ${close} is closer to the one below it than twice the deadband (${deadband})`,
  };
};
