import { z } from 'zod';
import type { Priority } from '../../domain/alarm.ts';
import { isGood } from '../../domain/quality.ts';
import type { ConditionDefinition } from '../../ports/condition.ts';
import { ALARM, NORMAL, UNKNOWN } from '../band.ts';

const severity = z.number().min(1).max(1000);

const options = z.strictObject({
  severities: z
    .strictObject({
      P1: severity.optional(),
      P2: severity.optional(),
      P3: severity.optional(),
      P4: severity.optional(),
    })
    .refine(isDescending, 'a more urgent priority must begin at a greater severity')
    .optional()
    .meta({
      description:
        'Where the point shows a severity (1 to 1000): from which on it is how urgent; beneath all of them it is none',
      examples: [{ P2: 700, P3: 300 }],
    }),
});
type ExternalOptions = z.infer<typeof options>;
type Severities = Partial<Record<Priority, number | undefined>>;

const PRIORITIES = ['P4', 'P3', 'P2', 'P1'] as const;

/**
 * An alarm that another system decides upon: a condition of an OPC UA server as a point. Only whether it is active is taken over;
 * it is acknowledged here for our people, and by its own people there, since one acknowledgement says nothing of the other.
 */
export const external: ConditionDefinition<ExternalOptions> = {
  kind: 'external',
  title: { en: 'Alarm of another system', zh: '外部系统报警' },
  optionsSchema: options,
  levels: ({ severities }) => PRIORITIES.filter((one) => severities?.[one] !== undefined),
  judge({ severities }, { value, quality }) {
    if (!isGood(quality) || !Number.isFinite(value)) return UNKNOWN;
    if (severities === undefined) return value === 0 ? NORMAL : ALARM;
    const level = levelAt(severities, value);
    return level < 0 ? NORMAL : { zone: 'alarm', limit: null, level };
  },
};

/** Place of the most urgent priority whose severity is reached, of those there are; −1 while none is. */
function levelAt(severities: Severities, value: number): number {
  let level = -1;
  for (const one of PRIORITIES) {
    const from = severities[one];
    if (from !== undefined && value >= from) level++;
  }
  return level;
}

function isDescending(severities: Severities): boolean {
  const given = PRIORITIES.flatMap((one) => severities[one] ?? []);
  return given.length > 0 && given.every((from, index) => index === 0 || from > given[index - 1]!);
}
