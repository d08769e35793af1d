import { z } from 'zod';
import { duration, durationMs } from '../../domain/duration.ts';
import type { ShiftHours, ShiftsPlan, ShiftTrade } from '../../domain/duty/shifts/shifts-plan.ts';
import { systemId } from '../../domain/equipment.ts';
import type { OnCallPlan, Rotation } from '../../domain/on-call.ts';
import type { Site } from '../../domain/site.ts';
import { localText } from '../../domain/text.ts';
import { entryId } from '../entry-id.ts';
import type { MistakeList } from '../mistakes.ts';
import { type Origin, within } from '../origin.ts';
import { clockTime, minutesOf, shiftHours, shiftOf } from '../week-hours.ts';

const trade = z.strictObject({
  id: entryId,
  title: localText.optional().meta({ description: 'That of the rotation by default' }),
  rotation: entryId.meta({ description: 'Rotation of onCall that says who comes' }),
  hours: z
    .array(shiftHours)
    .min(1)
    .max(6)
    .optional()
    .meta({ description: 'Shifts of a day; those of the rotation by default' }),
  minimum: z.int().min(1).max(50).default(1).meta({ description: 'Fewer than this may not take over' }),
  systems: z.array(systemId).default([]).meta({ description: 'What its handover is about; everything by default' }),
  checkBy: clockTime
    .optional()
    .meta({ description: 'The shift on duty then has looked at all equipment by this time, such as 23:00' }),
});
type TradeEntry = z.infer<typeof trade>;

const holiday = z.strictObject({ date: z.iso.date(), title: localText });

/** `duty.shifts`: who works in shifts, and how they hand over. */
export const shiftsSection = z
  .strictObject({
    trades: z
      .array(trade)
      .max(20)
      .optional()
      .meta({ description: 'By default one for each rotation of onCall whose turns are shifts of a day' }),
    holidays: z.array(holiday).max(200).default([]).meta({ description: 'Shown; the shifts go on' }),
    opensBefore: duration.default('10m').meta({ description: 'The handover is made so long before the end' }),
    lateAfter: duration
      .default('15m')
      .meta({ description: 'Relief that has not signed so long after the end is late' }),
    values: z
      .array(z.string().min(1).max(200))
      .max(60)
      .optional()
      .meta({ description: 'Tags whose last values are handed over; by default the key points of chillers' }),
  })
  .prefault({});
export type ShiftsSection = z.infer<typeof shiftsSection>;

/** What the section is resolved against; `origin` is that of `duty`. */
export interface ShiftsContext {
  readonly site: Pick<Site, 'equipment' | 'points'>;
  readonly onCall: Pick<OnCallPlan, 'rotations'>;
  readonly origin: Origin;
  readonly mistakes: MistakeList;
}

/** The shifts of the site. */
export function resolveShifts(section: ShiftsSection, context: ShiftsContext): ShiftsPlan {
  const origin = within(context.origin, ['shifts']);
  return {
    trades: section.trades ? namedTrades(section.trades, context, origin) : usualTrades(context),
    holidays: section.holidays,
    opensBeforeMs: durationMs(section.opensBefore),
    lateAfterMs: durationMs(section.lateAfter),
    values: section.values ? checkedTags(section.values, context, origin) : usualValues(context),
  };
}

function namedTrades(entries: readonly TradeEntry[], context: ShiftsContext, origin: Origin): readonly ShiftTrade[] {
  const { onCall, mistakes } = context;
  const seen = new Set<string>();
  return entries.flatMap((entry, index) => {
    const at = (key: string) => origin.locate(['trades', index, key], 'value');
    if (seen.has(entry.id)) mistakes.add(at('id'), `a second trade ${JSON.stringify(entry.id)}`);
    seen.add(entry.id);
    const rotation = onCall.rotations.find(({ id }) => id === entry.rotation);
    if (rotation) return [tradeOf(entry, rotation)];
    const known = onCall.rotations.map(({ id }) => id);
    mistakes.addUnknown(at('rotation'), 'rotation', entry.rotation, known);
    return [];
  });
}

function tradeOf(
  { id, title, hours, minimum, systems, checkBy, rotation: own }: TradeEntry,
  rotation: Rotation,
): ShiftTrade {
  return {
    ...{ id, title: title ?? rotation.title, rotation: own, minimum, systems },
    hours: hours ? hours.map(shiftOf) : hoursOf(rotation),
    checkBy: checkBy === undefined ? undefined : minutesOf(checkBy),
  };
}

const DAY_MINUTES = 1440;

/** The shifts of a day that a rotation has; a turn of a day or longer is a shift of a day. */
export function hoursOf({ turn, handoff }: Rotation): readonly ShiftHours[] {
  if (turn.every === 'pattern') return turn.shifts;
  const length = turn.every === 'hours' && DAY_MINUTES % (turn.count * 60) === 0 ? turn.count * 60 : DAY_MINUTES;
  return Array.from({ length: DAY_MINUTES / length }, (_, index) => ({
    from: (handoff + index * length) % DAY_MINUTES,
    to: (handoff + (index + 1) * length) % DAY_MINUTES,
  }));
}

/** A week of being on call is no shift. */
const isOfShifts = ({ turn }: Rotation): boolean =>
  turn.every === 'pattern' || turn.every === 'hours' || (turn.every === 'days' && turn.count === 1);

const usualTrades = ({ onCall }: ShiftsContext): readonly ShiftTrade[] =>
  onCall.rotations.filter(isOfShifts).map((rotation) => ({
    ...{ id: rotation.id, title: rotation.title, rotation: rotation.id, hours: hoursOf(rotation), minimum: 1 },
    ...{ systems: [], checkBy: undefined },
  }));

function checkedTags(tags: readonly string[], { site, mistakes }: ShiftsContext, origin: Origin): readonly string[] {
  const known = new Set(site.points.map(({ tag }) => tag));
  for (const [index, tag] of tags.entries())
    if (!known.has(tag)) mistakes.addUnknown(origin.locate(['values', index], 'value'), 'point', tag, [...known]);
  return tags;
}

const MOST_VALUES = 24;

/** What the shift before read of the machines that matter most when they change hands. */
function usualValues({ site }: ShiftsContext): readonly string[] {
  const chillers = site.equipment.filter((one) => one.class === 'chiller');
  const known = new Set(site.points.map(({ tag }) => tag));
  const tags = chillers.flatMap(({ id, keyPoints }) => keyPoints.map((name) => `${id}.${name}`));
  return tags.filter((tag) => known.has(tag)).slice(0, MOST_VALUES);
}
