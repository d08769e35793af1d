import { z } from 'zod';
import { isGood } from '../../domain/quality.ts';
import type { ConditionDefinition, Judgement } from '../../ports/condition.ts';

const options = z
  .strictObject({
    highHigh: z.number().optional(),
    high: z.number().optional(),
    low: z.number().optional(),
    lowLow: z.number().optional(),
    deadband: z.number().min(0).default(0).meta({ description: 'How far back inside the value must come to return' }),
  })
  .superRefine((limits, context) => {
    const problem = findProblem(limits);
    if (problem) context.addIssue({ code: 'custom', message: problem.message, path: problem.path });
  });
type LimitOptions = z.infer<typeof options>;

const NORMAL: Judgement = { zone: 'normal', limit: null };
const HOLD: Judgement = { zone: 'hold', limit: null };
const UNKNOWN: Judgement = { zone: 'unknown', limit: null };

/** Value at or beyond a limit. It returns when it is inside every limit by more than the deadband. */
export const limit: ConditionDefinition<LimitOptions> = {
  kind: 'limit',
  title: { en: 'Limit', zh: '越限' },
  optionsSchema: options,
  judge(limits, { value, quality }) {
    if (!isGood(quality) || !Number.isFinite(value)) return UNKNOWN;
    const crossed = crossedLimit(limits, value);
    if (crossed !== undefined) return { zone: 'alarm', limit: crossed };
    return isClear(limits, value) ? NORMAL : HOLD;
  },
};

/** The farthest limit the value has reached. */
function crossedLimit({ highHigh, high, low, lowLow }: LimitOptions, value: number): number | undefined {
  if (highHigh !== undefined && value >= highHigh) return highHigh;
  if (high !== undefined && value >= high) return high;
  if (lowLow !== undefined && value <= lowLow) return lowLow;
  if (low !== undefined && value <= low) return low;
  return undefined;
}

function isClear({ highHigh, high, low, lowLow, deadband }: LimitOptions, value: number): boolean {
  const upper = high ?? highHigh;
  const lower = low ?? lowLow;
  return (upper === undefined || value < upper - deadband) && (lower === undefined || value > lower + deadband);
}

/** Limits must lie in order and farther apart than the deadband; between low and high there must be room to return. */
function findProblem(limits: LimitOptions): { message: string; path: string[] } | undefined {
  const { lowLow, low, high, highHigh, deadband } = limits;
  const given = Object.entries({ lowLow, low, high, highHigh }).filter(([, value]) => value !== undefined);
  if (given.length === 0) return { message: 'give at least one of highHigh, high, low, lowLow', path: [] };
  for (let i = 1; i < given.length; i++) {
    const [below, lower = 0] = given[i - 1]!;
    const [above, upper = 0] = given[i]!;
    if (upper <= lower) return { message: `${above} must be greater than ${below} (${lower})`, path: [above] };
    const isNormalBand = below.startsWith('low') && above.startsWith('high');
    const needed = isNormalBand ? 2 * deadband : deadband;
    if (upper - lower < needed || (isNormalBand && upper - lower === needed))
      return {
        message: `${above} and ${below} are closer than the deadband of ${deadband} allows`,
        path: ['deadband'],
      };
  }
  return undefined;
}
