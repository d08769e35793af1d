import { z } from 'zod';
import { isGood, QUALITY } from '../../domain/quality.ts';
import type { ConditionDefinition } from '../../ports/condition.ts';
import { ALARM, NORMAL, UNKNOWN } from '../band.ts';

const options = z.strictObject({});

/** The device answers, but this value is none. What concerns the whole device is told once, as communication lost. */
const FAULTS: ReadonlySet<number> = new Set([
  ...[QUALITY['bad-sentinel'], QUALITY['bad-not-a-number'], QUALITY['bad-out-of-range'], QUALITY['bad-decode']],
  ...[QUALITY['bad-stale'], QUALITY['bad-device'], QUALITY['bad-unsupported']],
]);

/** A sensor that gives no usable value: broken wire, impossible number, not renewed. */
export const sensorFault: ConditionDefinition<z.infer<typeof options>> = {
  kind: 'sensor-fault',
  title: { en: 'Sensor fault', zh: '传感器故障' },
  optionsSchema: options,
  judge(_options, { quality }) {
    if (FAULTS.has(quality)) return ALARM;
    return isGood(quality) ? NORMAL : UNKNOWN;
  },
};
