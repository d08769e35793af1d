import { z } from 'zod';
import { alarmClass, priority } from '../domain/alarm.ts';
import { duration } from '../domain/duration.ts';
import { equipmentClass, systemId } from '../domain/equipment.ts';
import { localText } from '../domain/text.ts';
import { entryId as id } from './entry-id.ts';
import { clockTime, shiftHours, weekHours } from './week-hours.ts';

const contact = z.strictObject({
  channel: id.meta({ description: 'One of notifications.channels' }),
  address: z
    .string()
    .max(200)
    .default('')
    .meta({ description: 'Number, mail address or user id; none where the channel needs none' }),
});

const person = z.strictObject({
  id: id.meta({ description: 'Also the user name of the account, where there is one' }),
  name: z.string().min(1).max(80),
  language: z.enum(['en', 'zh']).default('zh'),
  contacts: z.array(contact).max(10).default([]).meta({ description: 'In the order they are to be tried' }),
  quiet: z
    .strictObject({
      hours: z.array(weekHours).min(1),
      includesP2: z.boolean().default(false),
    })
    .optional()
    .meta({ description: 'P3 and P4 wait for the end of these hours; P1 never does' }),
});

const team = z.strictObject({
  id,
  title: localText,
  members: z.array(id).min(1).meta({ description: 'Person ids' }),
  deputies: z.array(id).default([]).meta({ description: 'Told when none of the members can be' }),
});

const isDate = (text: string): boolean => new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);
const localDate = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'a date such as 2026-01-05')
  .refine((text) => !Number.isNaN(Date.parse(text)) && isDate(text), 'is not in the calendar')
  .meta({ examples: ['2026-01-05'] });

const turnCount = z.int().min(1).max(366);
const shiftPattern = z.strictObject({
  shifts: z.array(shiftHours).min(1).max(6).meta({ description: 'The shifts of one day' }),
  days: z
    .array(z.array(z.union([id, z.null()])))
    .min(1)
    .max(366)
    .meta({ description: 'For each day of the pattern who has which shift (null: nobody); then it begins again' }),
});

const rotation = z.strictObject({
  id,
  title: localText,
  timeZone: z.string().optional().meta({ description: 'IANA zone; that of the site by default' }),
  start: localDate.meta({ description: 'Day of the first turn' }),
  handoff: clockTime.default('08:00').meta({ description: 'When one takes over from the other, local time' }),
  every: z
    .union([
      z.strictObject({ days: turnCount }),
      z.strictObject({ weeks: turnCount }),
      z.strictObject({ hours: turnCount }),
    ])
    .optional()
    .meta({ description: 'How long a turn is; one week by default' }),
  members: z.array(id).default([]).meta({ description: 'Person ids in the order of their turns' }),
  pattern: shiftPattern.optional().meta({ description: 'Instead of every and members' }),
});
export type RotationEntry = z.infer<typeof rotation>;

/** Exactly one of them. */
export const target = z.union([
  z.strictObject({ rotation: id }),
  z.strictObject({ person: id }),
  z.strictObject({ team: id }),
  z.strictObject({ channel: id }),
]);
export type TargetEntry = z.infer<typeof target>;

const step = z.strictObject({
  after: duration.default('0s').meta({ description: 'After the step before; the first after the alarm was announced' }),
  tell: z.array(target).min(1),
  via: z.array(id).default([]).meta({ description: 'Channels to use at this step; all of the person by default' }),
  hours: z.array(weekHours).default([]).meta({ description: 'Only then; outside of them the step waits' }),
});
export type StepEntry = z.infer<typeof step>;

const policy = z.strictObject({
  id,
  title: localText,
  steps: z.array(step).min(1).max(20),
  repeat: z
    .strictObject({
      after: duration,
      times: z.int().min(1).max(1000).optional().meta({ description: 'Without it: until somebody acknowledges' }),
    })
    .optional()
    .meta({ description: 'From the first step again, so long after the last' }),
  digestAt: clockTime
    .optional()
    .meta({ description: 'Instead of at once: together with the others at this time of day' }),
});
export type PolicyEntry = z.infer<typeof policy>;

const match = z.strictObject({
  priorities: z.array(priority).default([]),
  classes: z.array(alarmClass).default([]),
  systems: z.array(systemId).default([]),
  equipment: z.array(id).default([]),
  equipmentClasses: z.array(equipmentClass).default([]),
  kinds: z.array(z.string()).default([]).meta({ description: 'Condition kinds' }),
  conditions: z
    .array(z.string())
    .default([])
    .meta({ description: 'Condition ids such as L01.passenger-alarm or CH-1.*' }),
  hours: z.array(weekHours).default([]),
});
export type MatchEntry = z.infer<typeof match>;

/** A route; those inside of it are looked at first and have its policy unless they name another. */
export interface RouteEntry {
  readonly match: MatchEntry;
  readonly policy?: string | undefined;
  readonly goesOn: boolean;
  readonly routes?: readonly RouteEntry[] | undefined;
}

const leaf = z.strictObject({
  match: match.prefault({}).meta({ description: 'What is not given matches anything' }),
  policy: id.optional().meta({ description: 'That of the route around it by default' }),
  goesOn: z.boolean().default(false).meta({ description: 'The routes after it are looked at too' }),
});
const route = leaf.extend({ routes: z.array(leaf).max(50).default([]) });

/** Who plays which part in the policies of the house; each may be several. */
const roles = z.strictObject({
  duty: z.array(target).min(1).meta({ description: 'Who is told first' }),
  shiftLead: z.array(target).default([]),
  chief: z.array(target).default([]).meta({ description: 'Chief engineer, contractors' }),
  security: z.array(target).default([]).meta({ description: 'Told of trapped passengers at once' }),
  liftContractor: z.array(target).default([]).meta({ description: 'Told of trapped passengers at once' }),
  liftContractorDeputy: z.array(target).default([]).meta({ description: 'Told two minutes later' }),
  group: z.array(target).default([]).meta({ description: 'Where everybody reads along: a group robot' }),
});
export type RoleEntries = z.infer<typeof roles>;

/** Section `onCall` of the site file. */
export const onCallSection = z.strictObject({
  people: z.array(person).default([]),
  teams: z.array(team).default([]),
  rotations: z.array(rotation).default([]),
  roles: roles.optional().meta({ description: 'Gives the policies p1, entrapment, p2, p3 and p4, and their routes' }),
  workingHours: z
    .array(weekHours)
    .min(1)
    .default(['mon-fri 08:00-18:00'])
    .meta({ description: 'When the shift lead is told of P3' }),
  digestAt: clockTime.default('08:30').meta({ description: 'When P4 is told, once a day' }),
  policies: z.array(policy).default([]).meta({ description: 'More of them, or others in place of those by roles' }),
  routes: z.array(route).max(100).default([]).meta({ description: 'Looked at in this order, before those by roles' }),
  policy: id.optional().meta({ description: 'For what no route matches; p2 where there are roles' }),
  siteDuty: z
    .array(target)
    .min(1)
    .optional()
    .meta({ description: 'Told of gaps in the duty and of what reaches nobody else; duty of the roles by default' }),
});
export type OnCallSection = z.infer<typeof onCallSection>;
