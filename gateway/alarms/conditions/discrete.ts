import { z } from 'zod';
import { isGood } from '../../domain/quality.ts';
import type { ConditionDefinition, Judgement } from '../../ports/condition.ts';

const options = z.strictObject({
  alarm: z.array(z.number()).min(1).meta({ description: 'Values that are an alarm; any other is normal' }),
});
type DiscreteOptions = z.infer<typeof options>;

const ALARM: Judgement = { zone: 'alarm', limit: null };
const NORMAL: Judgement = { zone: 'normal', limit: null };
const UNKNOWN: Judgement = { zone: 'unknown', limit: null };

/** State of a contact or a status word. A pulse shorter than the scan period is not seen; latch it in the controller. */
export const discrete: ConditionDefinition<DiscreteOptions> = {
  kind: 'discrete',
  title: { en: 'State', zh: '状态' },
  optionsSchema: options,
  judge({ alarm }, { value, quality }) {
    if (!isGood(quality) || !Number.isFinite(value)) return UNKNOWN;
    return alarm.includes(value) ? ALARM : NORMAL;
  },
};
