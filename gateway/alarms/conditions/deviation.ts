import { z } from 'zod';
import { duration } from '../../domain/duration.ts';
import type { ConditionDefinition } from '../../ports/condition.ts';
import { judgeBand, POINT_NAME } from '../band.ts';

const options = z
  .strictObject({
    setpoint: z
      .string()
      .regex(POINT_NAME, 'a point of the equipment, or a tag')
      .meta({ description: 'What it should be' }),
    above: z.number().positive().optional().meta({ description: 'This much above the setpoint is an alarm' }),
    below: z.number().positive().optional().meta({ description: 'This much below it is an alarm' }),
    deadband: z.number().min(0).default(0),
    settle: duration
      .default('10m')
      .meta({ description: 'After a change of the setpoint nothing is judged for so long' }),
  })
  .refine(({ above, below }) => above !== undefined || below !== undefined, 'give above or below')
  .refine(({ above = Infinity, below = Infinity, deadband }) => deadband < Math.min(above, below), {
    ...{ path: ['deadband'], message: 'the deadband is as wide as the deviation itself' },
  });
type DeviationOptions = z.infer<typeof options>;

/** The value is not what it should be. Judged on the difference; a setpoint that has just been moved is given time. */
export const deviation: ConditionDefinition<DeviationOptions> = {
  kind: 'deviation',
  title: { en: 'Deviation', zh: '偏差' },
  optionsSchema: options,
  derive({ setpoint, above, below, settle }, { name, unit }) {
    const step = Math.min(above ?? Number.POSITIVE_INFINITY, below ?? Number.POSITIVE_INFINITY) / 2;
    const moved = `max('${setpoint}', '${settle}') - min('${setpoint}', '${settle}') > ${step}`;
    return { expression: `${moved} ? unknown() : at('${name}') - at('${setpoint}')`, kind: 'number', unit };
  },
  judge: ({ above, below, deadband }, evidence) =>
    judgeBand({ high: above, low: below === undefined ? undefined : -below, deadband }, evidence),
};
