import { z } from 'zod';
import { recordEvent, recordHead } from '../domain/duty/record.ts';
import { round, roundFinding } from '../domain/duty/rounds/round.ts';
import { instant } from '../domain/instant.ts';
import { localText } from '../domain/text.ts';

/** Rounds: what is to be walked, what was seen, and what became of it. */

const stopCounts = z.object({
  all: z.int(),
  done: z.int(),
  late: z.int(),
  missed: z.int(),
  skipped: z.int(),
  open: z.int(),
});

export const roundBrief = recordHead
  .extend({
    plan: z.string(),
    title: localText,
    rotation: z.string().nullable(),
    opensAt: instant,
    lateAt: instant,
    closesAt: instant,
    startedAt: instant.nullable(),
    startedBy: z.string().nullable(),
    signedBy: z.string().nullable(),
    reviewedBy: z.string().nullable(),
    stops: stopCounts,
    findings: z.int(),
    openFindings: z.int(),
    isHasty: z.boolean().meta({ description: 'Some stop took less time than looking takes' }),
  })
  .meta({ id: 'RoundBrief' });

export const roundRecord = recordHead.extend({ body: round }).meta({ id: 'RoundRecord' });

export const roundWithEvents = recordHead
  .extend({ body: round, events: z.array(recordEvent) })
  .meta({ id: 'RoundWithEvents' });

export const roundPlanState = z
  .object({
    id: z.string(),
    title: localText,
    rotation: z.string().nullable(),
    route: z.enum(['fixed', 'varied']),
    stops: z.array(z.object({ id: z.string(), title: localText, area: z.string(), checks: z.int() })),
  })
  .meta({ id: 'RoundPlan' });

export const planFigures = z
  .object({
    plan: z.string(),
    title: localText,
    rounds: z.int(),
    stops: z.int(),
    done: z.int(),
    late: z.int(),
    missed: z.int(),
    skipped: z.int(),
    open: z.int(),
    onTime: z.number().nullable().meta({ description: 'done ÷ (stops − open), 0 to 1' }),
    covered: z.number().nullable().meta({ description: 'Share of the stops visited in the coverage days, 0 to 1' }),
    uncovered: z.array(z.object({ stop: z.string(), title: localText })),
    hasty: z.int(),
    findings: z.int(),
    openFindings: z.int(),
  })
  .meta({ id: 'RoundFigures' });

export const roundFigures = z
  .object({ startsAt: instant, endsAt: instant, coverageDays: z.int(), plans: z.array(planFigures) })
  .meta({ id: 'RoundFiguresOfRange' });

export const placedFinding = roundFinding.extend({ round: z.int(), plan: z.string() }).meta({ id: 'RoundFinding' });

const place = {
  code: z.string(),
  kind: z.enum(['equipment', 'area']),
  id: z.string(),
  name: localText,
  area: z.string(),
};

export const placeCodes = z
  .object({
    base: z.string().nullable().meta({ description: 'Address of this site' }),
    places: z.array(z.object(place)),
  })
  .meta({ id: 'PlaceCodes' });

export const placeState = z.object({ ...place, rounds: z.array(roundBrief) }).meta({ id: 'PlaceState' });
