import { z } from 'zod';
import { duration } from '../../domain/duration.ts';
import type { ConditionDefinition } from '../../ports/condition.ts';
import { judgeBand } from '../band.ts';

const options = z.strictObject({
  high: z.number().positive().meta({ description: 'So many, or so much, within the window is an alarm' }),
  window: duration.default('1h'),
  deadband: z.number().min(0).default(0),
});
type CounterOptions = z.infer<typeof options>;

/** Too many within a time: rise of a counter (a roll-over is followed, a reset is none), or starts of what is on or off. */
export const counter: ConditionDefinition<CounterOptions> = {
  kind: 'counter',
  title: { en: 'Count', zh: '计数' },
  optionsSchema: options,
  derive: ({ window }, { name, kind, unit }) => ({
    expression: kind === 'counter' ? `delta('${name}', '${window}')` : `count('${name}', '${window}')`,
    kind: 'number',
    unit,
  }),
  judge: ({ high, deadband }, evidence) => judgeBand({ high, deadband }, evidence),
};
