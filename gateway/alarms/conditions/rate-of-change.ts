import { z } from 'zod';
import { duration } from '../../domain/duration.ts';
import type { ConditionDefinition } from '../../ports/condition.ts';
import { judgeBand } from '../band.ts';

const options = z
  .strictObject({
    rising: z.number().positive().optional().meta({ description: 'Rises by so much a minute or faster' }),
    falling: z.number().positive().optional().meta({ description: 'Falls by so much a minute or faster' }),
    window: duration.default('5m').meta({ description: 'The slope is taken over this time' }),
    deadband: z.number().min(0).default(0),
  })
  .refine(({ rising, falling }) => rising !== undefined || falling !== undefined, 'give rising or falling')
  .refine(({ rising = Infinity, falling = Infinity, deadband }) => deadband < Math.min(rising, falling), {
    ...{ path: ['deadband'], message: 'the deadband is as wide as the rate itself' },
  });
type RateOptions = z.infer<typeof options>;

/** It changes too fast: the least-squares slope over a window, per minute. A window with a hole in it says nothing. */
export const rateOfChange: ConditionDefinition<RateOptions> = {
  kind: 'rate-of-change',
  title: { en: 'Rate of change', zh: '变化率' },
  optionsSchema: options,
  derive: ({ window }, { name, unit }) => ({
    ...{ expression: `slope('${name}', '${window}')`, kind: 'number', unit: `${unit}/min`.slice(0, 12) },
  }),
  judge: ({ rising, falling, deadband }, evidence) =>
    judgeBand({ high: rising, low: falling === undefined ? undefined : -falling, deadband }, evidence),
};
