import { z } from 'zod';
import { isGood } from '../../domain/quality.ts';
import type { ConditionDefinition } from '../../ports/condition.ts';
import { ALARM, NORMAL, UNKNOWN } from '../band.ts';

const options = z.strictObject({
  alarm: z.array(z.number()).min(1).meta({ description: 'Values that are an alarm; any other is normal' }),
});
type DiscreteOptions = z.infer<typeof options>;

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
