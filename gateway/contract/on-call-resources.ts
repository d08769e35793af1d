import { z } from 'zod';
import { priority } from '../domain/alarm.ts';
import { instant } from '../domain/instant.ts';
import { localText } from '../domain/text.ts';

/** Who has the duty, who will have it, and whom alarms are being told to. */

export const dutyTurn = z
  .object({
    rotation: z.string(),
    person: z.string(),
    name: z.string(),
    startsAt: instant,
    endsAt: instant,
    because: z
      .enum(['turn', 'override', 'deputy'])
      .meta({ description: 'deputy: of the team of somebody who was taken out' }),
    override: z.int().nullable().meta({ description: 'Id of the override' }),
  })
  .meta({ id: 'DutyTurn' });

export const dutyNow = z
  .object({
    at: instant,
    rotations: z.array(
      z.object({
        rotation: z.string(),
        title: localText,
        timeZone: z.string(),
        people: z
          .array(dutyTurn)
          .meta({ description: 'Empty: nobody. Two in the hour the end of summer time repeats' }),
        next: dutyTurn.nullable().meta({ description: 'The next to begin within 14 days' }),
      }),
    ),
  })
  .meta({ id: 'DutyNow' });

const weekHours = z.object({
  days: z.array(z.int()).meta({ description: '1 Monday to 7 Sunday' }),
  from: z.int().meta({ description: 'Minute of the local day' }),
  to: z.int().meta({ description: 'Exclusive; before `from`: over midnight' }),
});

const policyStep = z.object({
  afterMs: z.number().meta({ description: 'After the step before' }),
  targets: z.array(z.object({ kind: z.enum(['person', 'rotation', 'team', 'channel']), id: z.string() })),
  via: z.array(z.string()).meta({ description: 'Channels used; empty: all that a person has' }),
  hours: z.array(weekHours).meta({ description: 'Outside of these it waits; empty: always' }),
});

const policy = z.object({
  id: z.string(),
  title: localText,
  steps: z.array(policyStep),
  repeat: z
    .object({ afterMs: z.number(), times: z.number().nullable().meta({ description: 'Null: until acknowledged' }) })
    .nullable(),
  digestAt: z.int().nullable().meta({ description: 'Minute of the local day at which it is told in a digest' }),
});

const named = { id: z.string(), title: localText };

export const dutyPlan = z
  .object({
    timeZone: z.string(),
    people: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        language: z.enum(['en', 'zh']),
        channels: z.array(z.string()).meta({ description: 'In the order of use; addresses are not shown' }),
      }),
    ),
    teams: z.array(z.object({ ...named, members: z.array(z.string()), deputies: z.array(z.string()) })),
    rotations: z.array(z.object({ ...named, timeZone: z.string(), members: z.array(z.string()) })),
    policies: z.array(policy),
    turns: z.array(dutyTurn).meta({ description: 'In order of their beginning' }),
  })
  .meta({ id: 'DutyPlan' });

export const coverage = z
  .object({
    startsAt: instant,
    endsAt: instant,
    gaps: z
      .array(z.object({ rotation: z.string(), title: localText, startsAt: instant, endsAt: instant }))
      .meta({ description: 'Nobody has the duty although somebody is to be told' }),
  })
  .meta({ id: 'DutyCoverage' });

export const dutyOverride = z
  .object({
    id: z.int(),
    rotation: z.string(),
    kind: z.enum(['replace', 'add', 'remove']),
    person: z.string().nullable(),
    instead: z.string().nullable(),
    startsAt: instant,
    endsAt: instant,
    reason: z.string(),
    by: z.string(),
    state: z.enum(['asked', 'agreed']).meta({ description: 'A swap that is only asked does not count yet' }),
    createdAt: instant,
    agreedBy: z.string().nullable(),
    agreedAt: instant.nullable(),
  })
  .meta({ id: 'DutyOverride' });

export const escalation = z
  .object({
    alarmId: z.string(),
    equipment: z.string(),
    title: localText,
    priority,
    occurrence: z.int(),
    state: z.enum(['running', 'returning', 'stopped', 'finished']),
    policy: z.string().nullable().meta({ description: 'Null before the first step' }),
    step: z.int().meta({ description: 'Index of the next one' }),
    round: z.int(),
    /** Of the next step. */
    dueAt: instant,
  })
  .meta({ id: 'Escalation' });
