import { z } from 'zod';
import { duration } from '../../domain/duration.ts';
import type { ConditionDefinition } from '../../ports/condition.ts';
import { judgeFact } from '../band.ts';

const options = z.strictObject({
  event: z.enum(['on', 'start', 'change']).optional().meta({
    description:
      'What is expected: that it is something other than zero, that it becomes so, or that it moves. By default on for a contact, else change',
  }),
  within: duration.meta({ description: 'At the latest so long after the last time', examples: ['10m', '24h'] }),
  while: z
    .string()
    .min(1)
    .max(300)
    .optional()
    .meta({ description: 'Only while this is true', examples: ['running'] }),
});
type ExpectedOptions = z.infer<typeof options>;

/** Something that should happen again and again has not: a heartbeat, a daily test run, a counter that should count. */
export const expected: ConditionDefinition<ExpectedOptions> = {
  kind: 'expected',
  title: { en: 'Expected event missing', zh: '预期事件未发生' },
  optionsSchema: options,
  derive({ event, within, while: only }, { name, kind }) {
    const missing = absence(event ?? (kind === 'boolean' ? 'on' : 'change'), name, within);
    return { expression: only === undefined ? missing : `(${only}) && ${missing}`, kind: 'boolean', unit: '' };
  },
  judge: (_options, evidence) => judgeFact(evidence),
};

/** That it has not happened within the window. */
function absence(event: 'on' | 'start' | 'change', name: string, within: string): string {
  switch (event) {
    case 'on':
      return `max('${name}', '${within}') == 0 && min('${name}', '${within}') == 0`;
    case 'start':
      return `count('${name}', '${within}') == 0`;
    case 'change':
      return `max('${name}', '${within}') == min('${name}', '${within}')`;
  }
}
