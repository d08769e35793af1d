import { z } from 'zod';
import { isGood } from '../../domain/quality.ts';
import type { ConditionDefinition } from '../../ports/condition.ts';
import { ALARM, NORMAL, UNKNOWN } from '../band.ts';

const options = z.strictObject({});
type CommsLostOptions = z.infer<typeof options>;

/** One per device, never per point: the value is 1 while the device is lost, 0 when it is back. */
export const commsLost: ConditionDefinition<CommsLostOptions> = {
  kind: 'comms-lost',
  title: { en: 'Communication lost', zh: '通讯中断' },
  optionsSchema: options,
  judge(_options, { value, quality }) {
    if (!isGood(quality) || !Number.isFinite(value)) return UNKNOWN;
    return value === 1 ? ALARM : NORMAL;
  },
};
