import { z } from 'zod';
import { duration } from '../../domain/duration.ts';
import type { ConditionDefinition } from '../../ports/condition.ts';
import { judgeFact } from '../band.ts';

const options = z.strictObject({
  window: duration.default('1h').meta({ description: 'It should have moved within this time' }),
  least: z.number().positive().meta({ description: 'By at least so much' }),
  while: z
    .string()
    .min(1)
    .max(300)
    .optional()
    .meta({ description: 'Only while this is true', examples: ['running'] }),
});
type FrozenOptions = z.infer<typeof options>;

/** The device answers, but the value does not move although it should: a dead sensor, a closed isolating valve. */
export const frozen: ConditionDefinition<FrozenOptions> = {
  kind: 'frozen',
  title: { en: 'Value does not move', zh: '数值不变' },
  optionsSchema: options,
  derive({ window, least, while: only }, { name }) {
    const still = `max('${name}', '${window}') - min('${name}', '${window}') < ${least}`;
    return { expression: only === undefined ? still : `(${only}) && ${still}`, kind: 'boolean', unit: '' };
  },
  judge: (_options, evidence) => judgeFact(evidence),
};
