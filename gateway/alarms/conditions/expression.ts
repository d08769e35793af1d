import { z } from 'zod';
import type { ConditionDefinition } from '../../ports/condition.ts';
import { judgeFact } from '../band.ts';

const options = z.strictObject({
  when: z
    .string()
    .min(1)
    .max(500)
    .meta({
      description: 'Alarm while this is true; see “Computed points”',
      examples: ["running && avg('lchwt', '5m') > 9"],
    }),
});
type ExpressionOptions = z.infer<typeof options>;

/** Whatever can be said of points with an expression. While it cannot be known nothing begins and nothing ends. */
export const expression: ConditionDefinition<ExpressionOptions> = {
  kind: 'expression',
  title: { en: 'Expression', zh: '表达式' },
  optionsSchema: options,
  derive: ({ when }) => ({ expression: when, kind: 'boolean', unit: '' }),
  judge: (_options, evidence) => judgeFact(evidence),
};
