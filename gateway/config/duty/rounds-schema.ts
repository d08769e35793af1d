import { z } from 'zod';
import { priority } from '../../domain/alarm.ts';
import { duration } from '../../domain/duration.ts';
import { localText } from '../../domain/text.ts';
import { entryId } from '../entry-id.ts';
import { target } from '../on-call-schema.ts';
import { scheduleKeys } from './round-schedule-entry.ts';

const check = z.strictObject({
  id: entryId,
  title: localText,
  type: z.enum(['check', 'number', 'text']).default('check').meta({ description: 'check: √ × ○' }),
  point: z.string().optional().meta({ description: 'Tag whose live value stands there already, to be confirmed' }),
  unit: z.string().max(20).optional().meta({ description: 'That of the point by default' }),
  decimals: z.int().min(0).max(6).optional(),
  normal: z.tuple([z.number(), z.number()]).optional().meta({ description: 'Outside of it a number counts as ×' }),
  expect: z.number().optional().meta({ description: 'Value of the point that means √' }),
  tolerance: z
    .number()
    .min(0)
    .optional()
    .meta({ description: 'Further than this from the live value: check the sensor' }),
  required: z.boolean().default(true),
  photo: z.enum(['never', 'onFail', 'always']).default('never'),
  onFail: z.enum(['order', 'remark']).default('order').meta({ description: 'What × does' }),
  priority: priority.default('P3').meta({ description: 'Of the work order' }),
});
export type CheckEntry = z.infer<typeof check>;

const stop = z.strictObject({
  id: entryId.optional().meta({ description: 'That of the equipment or area by default' }),
  area: entryId.optional().meta({ description: 'Either an area' }),
  equipment: entryId.optional().meta({ description: 'or a machine' }),
  title: localText.optional(),
  scan: z.boolean().default(true).meta({ description: 'The code that hangs there has to be scanned' }),
  checks: z.array(check).min(1).max(100).optional().meta({ description: 'The list of the house by default' }),
});
export type StopEntry = z.infer<typeof stop>;

const plan = z.strictObject({
  id: entryId,
  title: localText,
  rotation: entryId.optional().meta({ description: 'Whose duty it is; anybody who may fill records by default' }),
  route: z.enum(['varied', 'fixed']).default('varied').meta({ description: 'varied: another order each time' }),
  ...scheduleKeys,
  window: z
    .strictObject({
      before: duration.default('30m').meta({ description: 'May begin so long before' }),
      late: duration.default('60m').meta({ description: 'Late so long after' }),
      close: duration.default('180m').meta({ description: 'Over so long after' }),
    })
    .prefault({}),
  stops: z.array(stop).min(1).max(200),
});
export type PlanEntry = z.infer<typeof plan>;

/** Section `duty.rounds` of the site file. */
export const roundsSection = z
  .strictObject({
    coverageDays: z
      .int()
      .min(1)
      .max(62)
      .default(5)
      .meta({ description: 'Every place is to be visited within so many days' }),
    offlineFor: duration
      .default('24h')
      .meta({ description: 'So long after the end of a round a phone may bring what was done in time' }),
    hasty: duration.default('3s').meta({ description: 'Less time than this per item is marked for the reviewer' }),
    tell: z
      .array(target)
      .max(10)
      .optional()
      .meta({ description: 'Told of late and missed rounds; the rotation or team `lead`, or the site’s duty contact' }),
    plans: z
      .array(plan)
      .max(100)
      .optional()
      .meta({ description: 'Without it: twice a day through the rooms of each system, gensets and lifts once' }),
  })
  .prefault({});
export type RoundsSection = z.infer<typeof roundsSection>;
