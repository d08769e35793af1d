import { z } from 'zod';
import { alarmClass, priority } from '../domain/alarm.ts';
import { duration } from '../domain/duration.ts';
import { localText } from '../domain/text.ts';
import { weekHours } from './week-hours.ts';

/** Along what a cause reaches other machines: the topology of the site file has one list for each. */
export const causeKind = z.enum(['power', 'cooling', 'communication']);
export type CauseKind = z.infer<typeof causeKind>;

const responseStep = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,29}$/, 'lower case letters, digits and -')
    .optional()
    .meta({ description: 'What the record of a tick refers to; the number of the step by default' }),
  kind: z.enum(['check', 'do', 'call', 'never', 'reading']),
  text: localText,
  point: z.string().optional().meta({ description: 'reading: the point of this equipment whose value is noted' }),
  required: z.boolean().default(false).meta({ description: 'Must be ticked before the order is done' }),
});
export type ResponseStepEntry = z.infer<typeof responseStep>;

/** When an episode gets a work order. */
export const orderPolicy = z.union([
  z.enum(['never', 'active']),
  z.strictObject({ activeFor: duration }),
  z.strictObject({ count: z.int().min(2).max(100), within: duration }),
]);
export type OrderEntry = z.infer<typeof orderPolicy>;

/** When an acknowledged alarm comes again by itself while it is still active. */
export const reAlarmRule = z.union([
  z.literal('never'),
  z.strictObject({
    after: duration,
    times: z.int().min(1).max(1000).optional().meta({ description: 'Without it: until it is over' }),
  }),
]);
export type ReAlarmEntry = z.infer<typeof reAlarmRule>;

/** Any of these; what is not given is that of the site. */
export const chatterRule = z.strictObject({
  count: z.int().min(2).max(100).optional().meta({ description: 'So many activations…' }),
  window: duration.optional().meta({ description: '…within this time are chattering' }),
  holdOff: duration.optional().meta({ description: 'Off-delay while it chatters' }),
  release: duration.optional().meta({ description: 'It chatters no more after so long without a bounce' }),
});

const alarmLevel = z.strictObject({
  priority: priority.optional(),
  onDelay: duration.optional(),
  offDelay: duration.optional(),
});

const whileRunning = z.union([
  z.literal(false),
  z.string(),
  z.strictObject({
    point: z.string(),
    startupInhibit: duration.default('0s').meta({ description: 'Not announced for so long after it became 1' }),
  }),
]);

const levels = z.partialRecord(z.enum(['high', 'highHigh', 'low', 'lowLow', ...priority.options]), alarmLevel).meta({
  description:
    'What is different at one of several limits (or, of fault codes, at one priority); the rest is that of the alarm',
});

const acknowledgement = z
  .enum(['required', 'auto', 'note-required'])
  .meta({ description: 'By default P4 needs none, and safety and regulatory need a note' });

const announces = z
  .array(causeKind)
  .meta({ description: 'It is the cause of alarms of what is fed, cooled or connected' });
const suppressedBy = z
  .array(causeKind)
  .meta({ description: 'Not announced while an alarm upstream that announces this is active; never P1 or safety' });

/** What an alarm may say beyond its judgement, in a template and for one machine in the site file. */
export const alarmAttributes = {
  class: alarmClass
    .optional()
    .meta({ description: 'equipment by default; safety can be neither shelved nor suppressed' }),
  cause: localText.optional().meta({ description: 'What it usually comes from' }),
  response: z.array(responseStep).max(20).optional().meta({ description: 'What to do, in this order' }),
  timeToRespond: duration.optional().meta({ description: 'After that the consequence comes' }),
  levels: levels.optional(),
  latching: z.boolean().optional().meta({ description: 'Stays until somebody resets it' }),
  confirm: z.boolean().optional().meta({ description: 'To be confirmed before it can be reset' }),
  acknowledgement: acknowledgement.optional(),
  reAlarm: reAlarmRule.optional(),
  longestShelf: duration.optional(),
  hold: duration.optional().meta({ description: 'How long it is held back, in case its cause shows' }),
  announces: announces.optional(),
  suppressedBy: suppressedBy.optional(),
  supersededBy: z
    .array(z.string())
    .optional()
    .meta({ description: 'Not announced while one of these worse alarms of the same equipment is active' }),
  whileRunning: whileRunning.optional().meta({ description: 'Announced only while this point is not 0' }),
  schedule: z
    .union([z.literal(false), z.literal('occupied'), z.array(weekHours).min(1)])
    .optional()
    .meta({ description: 'Announced only in these hours; occupied: those of the site' }),
  group: z.string().optional().meta({ description: 'The first alarm of a group is marked as such' }),
  failureGroup: z.string().optional().meta({ description: 'Alarms that one repair would end share one work order' }),
  order: orderPolicy.optional().meta({ description: 'When it opens a work order' }),
  chatter: chatterRule.optional(),
};
const attributesSchema = z.strictObject(alarmAttributes);
export type AlarmAttributes = z.infer<typeof attributesSchema>;

/** What a site wants differently for one alarm of one machine. */
export const alarmOverride = z.strictObject({
  enabled: z.boolean().optional(),
  priority: priority.optional(),
  onDelay: duration.optional(),
  offDelay: duration.optional(),
  options: z.record(z.string(), z.unknown()).optional(),
  ...alarmAttributes,
});
export type AlarmOverride = z.infer<typeof alarmOverride>;
