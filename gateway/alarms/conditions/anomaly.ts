import { z } from 'zod';
import { duration, durationMs } from '../../domain/duration.ts';
import type { ConditionDefinition } from '../../ports/condition.ts';
import { judgeBand } from '../band.ts';

const DAY_MS = 86_400_000;
/** A figure of a window says nothing until half of it is known: so nothing is judged before 14 days are. */
const LEAST_HISTORY_MS = 28 * DAY_MS;
const MOST_HISTORY_MS = 35 * DAY_MS;
/** Makes the median absolute deviation of a normal distribution its standard deviation (Iglewicz and Hoaglin, 1993). */
const MAD_TO_SIGMA = 1.4826;

const options = z
  .strictObject({
    least: z
      .number()
      .positive()
      .meta({ description: 'The smallest spread to be reckoned with, in the unit of the point' }),
    begins: z.number().min(3).max(100).default(5).meta({ description: 'Spreads away from what is usual' }),
    ends: z.number().min(0).max(100).default(3.5).meta({ description: 'It goes within so many' }),
    direction: z.enum(['both', 'above', 'below']).default('both'),
    recent: duration.default('6h').meta({ description: 'The mean of this time is compared…' }),
    history: duration.default('28d').meta({ description: '…with what was usual over this; 28d to 35d' }),
  })
  .refine(({ begins, ends }) => ends < begins, { path: ['ends'], message: 'must be smaller than begins' })
  .refine(({ history }) => durationMs(history) >= LEAST_HISTORY_MS && durationMs(history) <= MOST_HISTORY_MS, {
    ...{ path: ['history'], message: 'from 28d to 35d' },
  })
  .refine(({ recent }) => durationMs(recent) <= DAY_MS, { path: ['recent'], message: 'at most 24h' });
type AnomalyOptions = z.infer<typeof options>;

/**
 * It is not what it has been for weeks, by a robust z-score: the distance from the median in spreads about it, neither of which a few
 * odd days move. A hint for whoever looks after the machine, not for the night: never more urgent than P3.
 */
export const anomaly: ConditionDefinition<AnomalyOptions> = {
  kind: 'anomaly',
  title: { en: 'Unusual value', zh: '数值异常' },
  optionsSchema: options,
  mostUrgent: 'P3',
  derive: ({ recent, history, least }, { name }) => ({
    expression: `(avg('${name}', '${recent}') - median('${name}', '${history}')) / max(${MAD_TO_SIGMA} * mad('${name}', '${history}'), ${least})`,
    kind: 'number',
    unit: 'σ',
  }),
  judge: ({ begins, ends, direction }, evidence) =>
    judgeBand(
      {
        high: direction === 'below' ? undefined : begins,
        low: direction === 'above' ? undefined : -begins,
        deadband: begins - ends,
      },
      evidence,
    ),
};
