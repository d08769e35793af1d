import { z } from 'zod';
import { outageKind } from '../domain/duty/outages/outage.ts';
import { acting, reason, words } from './deed-requests.ts';
import { moment, reference } from './requests.ts';

/** What callers may ask and send about planned outages. */

const short = (most: number) => z.string().trim().max(most);

const draft = {
  kind: outageKind,
  title: short(120).min(1),
  reason: short(500).min(1),
  equipment: z.array(reference).min(1).max(50),
  scope: short(500).default(''),
  advice: short(500).default(''),
  contact: short(200).default(''),
  startAt: moment,
  endAt: moment,
};

export const outagePlanned = z.strictObject({ deviceAt: acting.deviceAt, ...draft });
export const outageChange = z.strictObject({ ...acting, ...draft });

export const affectedFilter = z.object({
  kind: outageKind,
  equipment: z
    .string()
    .max(2000)
    .default('')
    .transform((text) => text.split(',').filter((one) => one !== ''))
    .meta({ description: 'Ids, separated by commas' }),
});

export const outageAnnouncement = z.strictObject({
  ...acting,
  excuse: words.default('').meta({ description: 'Needed where it is less notice than the site gives' }),
});
export const outageExtension = z.strictObject({ ...acting, endAt: moment, reason });
export const outageSaid = z.strictObject({ ...acting, what: z.enum(['off', 'back']) });
export const outageRestored = z.strictObject({ ...acting, message: z.string().trim().min(1).max(500) });
