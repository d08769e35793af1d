import { z } from 'zod';
import { priority } from '../../domain/alarm.ts';
import { duration, durationMs } from '../../domain/duration.ts';
import type { OrderCodeList, OrderLimit, OrdersPlan } from '../../domain/duty/orders-plan.ts';
import { equipmentClass } from '../../domain/equipment.ts';
import type { OnCallPlan } from '../../domain/on-call.ts';
import type { Site } from '../../domain/site.ts';
import { localText } from '../../domain/text.ts';
import { createWorkCalendar } from '../../domain/work-calendar.ts';
import { holdReason, workOrderKind } from '../../domain/work-order.ts';
import type { MistakeList } from '../mistakes.ts';
import { targetOf } from '../on-call-entries.ts';
import { type TargetEntry, target } from '../on-call-schema.ts';
import type { Origin } from '../origin.ts';
import { weekHours, weekHoursOf } from '../week-hours.ts';
import { usualCodes } from './order-codes.ts';

/** A duration, or working days of the department. */
const span = z
  .union([duration, z.string().regex(/^\d{1,3}bd$/, 'working days such as 10bd')])
  .meta({ description: 'Such as 30m, 4h; or 10bd: working days of the department' });

const date = z.iso.date();

const limit = z.strictObject({
  kinds: z.array(workOrderKind).default([]).meta({ description: 'Empty: of any kind' }),
  classes: z.array(equipmentClass).default([]).meta({ description: 'Classes of equipment; empty: any' }),
  safety: z.boolean().default(false).meta({ description: 'Only orders of safety alarms' }),
  priority,
  accept: span.optional(),
  arrive: span.optional(),
  resolve: span.optional(),
  hours: z
    .enum(['always', 'site'])
    .default('always')
    .meta({ description: 'Counts round the clock, or in working hours' }),
  warnAt: z
    .array(z.number().gt(0).lt(100))
    .max(5)
    .default([50, 80])
    .meta({ description: 'Percent of a limit after which somebody is told' }),
});
type Limit = z.infer<typeof limit>;

/** The usual limits; a lift with people in it is not measured by the ordinary table, and told at 15 and 25 of its 30 minutes. */
const USUAL_LIMITS: readonly z.input<typeof limit>[] = [
  {
    ...{ classes: ['lift'], safety: true, priority: 'P1', accept: '5m', arrive: '30m', resolve: '4h' },
    warnAt: [50, 83.3],
  },
  { priority: 'P1', accept: '5m', arrive: '30m', resolve: '4h' },
  { priority: 'P2', accept: '15m', arrive: '60m', resolve: '8h' },
  // Planned work is written days ahead and has its day as its limit: nobody has to come within hours.
  { kinds: ['preventive'], priority: 'P3', resolve: '10bd', hours: 'site' },
  { kinds: ['preventive'], priority: 'P4', resolve: '10bd', hours: 'site' },
  { priority: 'P3', accept: '60m', arrive: '8h', resolve: '3bd', hours: 'site' },
  { priority: 'P4', accept: '1bd', resolve: '10bd', hours: 'site' },
];

const code = z.strictObject({ id: z.string().regex(/^[a-z0-9-]{1,60}$/), text: localText });
const codeList = z.strictObject({
  class: equipmentClass
    .nullable()
    .default(null)
    .meta({ description: 'Absent: for everything that has no list of its own' }),
  failures: z.array(code).min(1).max(100),
  causes: z.array(code).max(100).default([]).meta({ description: 'Empty: the usual' }),
  remedies: z.array(code).max(100).default([]).meta({ description: 'Empty: the usual' }),
});

const share = z.number().min(0).max(100);
const byPriority = <T extends z.ZodType>(value: T) => z.strictObject({ P1: value, P2: value, P3: value, P4: value });

/** How work orders are handled. */
export const ordersSection = z
  .strictObject({
    hours: z.array(weekHours).min(1).default(['mon-fri 08:00-18:00']).meta({ description: 'Working hours' }),
    holidays: z.array(date).max(400).default([]).meta({ description: 'Days without working hours' }),
    workdays: z.array(date).max(400).default([]).meta({ description: 'Days with the hours of a Monday all the same' }),
    limits: z
      .array(limit)
      .max(100)
      .default([])
      .meta({ description: 'Before the usual ones; the first that fits counts' }),
    clockFrom: z.enum(['report', 'dispatch']).default('report'),
    pausing: z
      .array(holdReason)
      .default(['parts', 'access', 'approval', 'third_party'])
      .meta({ description: 'Holds that stop the clock of the work; never of a safety order' }),
    longestPause: z
      .strictObject({
        P1: duration.optional(),
        P2: duration.optional(),
        P3: duration.optional(),
        P4: duration.optional(),
      })
      .prefault({ P1: '24h' }),
    appointmentGrace: duration.default('15m'),
    verifyAfter: byPriority(duration)
      .prefault({ P1: '30m', P2: '2h', P3: '0s', P4: '0s' })
      .meta({ description: 'So long the alarm must have been away before somebody says that it is repaired' }),
    codesFor: z.array(workOrderKind).default(['corrective']).meta({ description: 'Kinds not done without codes' }),
    codes: z.array(codeList).max(30).default([]).meta({ description: 'In place of the usual lists' }),
    callBack: z
      .strictObject({
        kinds: z.array(workOrderKind).default(['request', 'corrective']),
        share: byPriority(share).prefault({ P1: 100, P2: 100, P3: 10, P4: 10 }).meta({
          description: 'Percent of the orders; of a request all are called back',
        }),
        workingDays: z.int().min(0).max(90).default(1),
        silent: duration.default('72h').meta({ description: 'Closed after that when nobody could be reached' }),
      })
      .prefault({}),
    assignTo: z
      .strictObject({
        P1: z.string().optional(),
        P2: z.string().optional(),
        P3: z.string().optional(),
        P4: z.string().optional(),
      })
      .prefault({})
      .meta({
        description: 'Rotation whose person on duty gets a new order of an alarm; absent: a dispatcher gives it',
      }),
    breachTo: z
      .array(target)
      .max(20)
      .default([])
      .meta({ description: 'Who is told that a limit was passed; absent: the duty contact of the site' }),
    selfCleared: duration.optional().meta({
      description: 'Cancels a P3 or P4 order nobody took up when its alarm went away within so long, such as 10m',
    }),
  })
  .prefault({});
export type OrdersSection = z.infer<typeof ordersSection>;

/** What the section is resolved against; `origin` is that of `duty`. */
export interface OrdersContext {
  readonly site: Pick<Site, 'timeZone'>;
  readonly onCall: Pick<OnCallPlan, 'people' | 'rotations' | 'teams'>;
  readonly origin: Origin;
  readonly mistakes: MistakeList;
}

/** The site's way with orders. Without a section: the usual limits, codes and call-backs, and a week from Monday to Friday. */
export function resolveOrders(section: OrdersSection, context: OrdersContext): OrdersPlan {
  const { site, origin, mistakes } = context;
  const hours = section.hours.map(weekHoursOf);
  const { holidays, workdays, callBack } = section;
  const { timeZone } = site;
  const { dayMs } = createWorkCalendar({ timeZone, hours, holidays, workdays });
  checkDates(section, origin, mistakes);
  checkCodes(section, origin, mistakes);
  checkTargets(section, context);
  checkRotations(section, context);
  return {
    ...{ timeZone, hours, holidays, workdays, clockFrom: section.clockFrom, pausing: section.pausing },
    limits: [...section.limits, ...USUAL_LIMITS.map((one) => limit.parse(one))].map((one) => limitOf(one, dayMs)),
    pauseCapMs: mapPriorities((one) => msOrNull(section.longestPause[one])),
    appointmentGraceMs: durationMs(section.appointmentGrace),
    verifyAfterMs: mapPriorities((one) => durationMs(section.verifyAfter[one])),
    codesFor: section.codesFor,
    codes: codesOf(section),
    callBack: {
      kinds: callBack.kinds,
      share: mapPriorities((one) => callBack.share[one] / 100),
      workingDays: callBack.workingDays,
      silentMs: durationMs(callBack.silent),
    },
    assignTo: mapPriorities((one) => section.assignTo[one] ?? null),
    breachTo: section.breachTo.map(targetOf),
    selfClearedMs: msOrNull(section.selfCleared),
  };
}

const mapPriorities = <T>(
  value: (one: 'P1' | 'P2' | 'P3' | 'P4') => T,
): Readonly<Record<'P1' | 'P2' | 'P3' | 'P4', T>> => ({
  ...{ P1: value('P1'), P2: value('P2'), P3: value('P3'), P4: value('P4') },
});

const msOrNull = (text: string | undefined): number | null => (text === undefined ? null : durationMs(text));

function limitOf({ safety, hours, warnAt, accept, arrive, resolve, ...match }: Limit, dayMs: number): OrderLimit {
  const ms = (text: string | undefined): number | null => {
    if (text === undefined) return null;
    return text.endsWith('bd') ? Number.parseInt(text, 10) * dayMs : durationMs(text);
  };
  return {
    ...match,
    isSafety: safety,
    isSiteHours: hours === 'site',
    warnAt: warnAt.map((percent) => percent / 100).sort((a, b) => a - b),
    limitMs: { accept: ms(accept), arrive: ms(arrive), resolve: ms(resolve) },
  };
}

/** Lists of the site, with the usual ones for classes it does not name. */
function codesOf({ codes }: OrdersSection): readonly OrderCodeList[] {
  const usual = usualCodes();
  const general = usual.find((one) => one.class === null)!;
  const own = codes.map(({ causes, remedies, ...rest }) => ({
    ...rest,
    causes: causes.length > 0 ? causes : general.causes,
    remedies: remedies.length > 0 ? remedies : general.remedies,
  }));
  return [...own, ...usual.filter((one) => !own.some((named) => named.class === one.class))];
}

function checkDates({ holidays, workdays }: OrdersSection, origin: Origin, mistakes: MistakeList): void {
  for (const [index, day] of workdays.entries())
    if (holidays.includes(day))
      mistakes.add(origin.locate(['orders', 'workdays', index], 'value'), `${day} is a holiday as well`);
}

function checkCodes({ codes }: OrdersSection, origin: Origin, mistakes: MistakeList): void {
  const seen = new Set<string>();
  for (const [index, one] of codes.entries()) {
    const name = one.class ?? 'everything else';
    if (seen.has(name)) mistakes.add(origin.locate(['orders', 'codes', index], 'value'), `a second list for ${name}`);
    seen.add(name);
  }
}

/** A channel is not known here; one that is not there is found when it is to be used, and the duty contact is told instead. */
function checkTargets({ breachTo }: OrdersSection, { onCall, origin, mistakes }: OrdersContext): void {
  for (const [index, one] of breachTo.entries()) {
    const [what, name, known] = namedBy(one, onCall);
    if (known === undefined || known.includes(name)) continue;
    mistakes.addUnknown(origin.locate(['orders', 'breachTo', index, what], 'value'), what, name, known);
  }
}

function checkRotations({ assignTo }: OrdersSection, { onCall, origin, mistakes }: OrdersContext): void {
  const known = idsOf(onCall.rotations);
  for (const [key, name] of Object.entries(assignTo))
    if (name !== undefined && !known.includes(name))
      mistakes.addUnknown(origin.locate(['orders', 'assignTo', key], 'value'), 'rotation', name, known);
}

function namedBy(one: TargetEntry, { people, rotations, teams }: OrdersContext['onCall']) {
  if ('person' in one) return ['person', one.person, idsOf(people)] as const;
  if ('rotation' in one) return ['rotation', one.rotation, idsOf(rotations)] as const;
  if ('team' in one) return ['team', one.team, idsOf(teams)] as const;
  return ['channel', one.channel, undefined] as const;
}

const idsOf = (list: readonly { readonly id: string }[]): readonly string[] => list.map(({ id }) => id);
