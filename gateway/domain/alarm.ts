import { z } from 'zod';
import { systemId } from './equipment.ts';
import { instant } from './instant.ts';
import { localText } from './text.ts';

export const priority = z.enum(['P1', 'P2', 'P3', 'P4']).meta({ description: 'P1 urgent, P2 high, P3 medium, P4 low' });
export type Priority = z.infer<typeof priority>;

/** What an operator sees (display state of ISA-18.2: B, C, D, A). */
export const alarmState = z.enum(['active-unacknowledged', 'active-acknowledged', 'returned-unacknowledged', 'closed']);
export type AlarmState = z.infer<typeof alarmState>;

/** One episode of a condition as it is stored, sent and shown. */
export const alarm = z
  .object({
    id: z.string().meta({ description: 'Episode id: `<condition id>~<episode number>`' }),
    conditionId: z.string(),
    episode: z.int(),
    /** Counts re-activations within the episode; an acknowledgement must name the one it has seen. */
    occurrence: z.int().min(1),
    state: alarmState,
    priority,
    kind: z.string(),
    equipment: z.string(),
    system: systemId,
    /** Tag of the point watched; absent for comms-lost. */
    tag: z.string().optional(),
    title: localText,
    consequence: localText,
    action: localText,
    value: z.number().nullable().meta({ description: 'Value when it became active' }),
    limit: z.number().nullable(),
    unit: z.string(),
    onsetAt: instant,
    activeAt: instant,
    returnedAt: instant.nullable(),
    acknowledgedAt: instant.nullable(),
    acknowledgedBy: z.string().nullable(),
    closedAt: instant.nullable(),
    /** Quality of the point is bad: the alarm stays, its present value is unknown since then. */
    unknownSince: instant.nullable(),
    workOrder: z.int().nullable(),
  })
  .meta({ id: 'Alarm' });
export type Alarm = z.infer<typeof alarm>;

export const alarmEventType = z.enum([
  'activated',
  'returned',
  'acknowledged',
  'realarmed',
  'level-raised',
  'level-lowered',
  'closed',
  'ack-duplicate',
]);
export type AlarmEventType = z.infer<typeof alarmEventType>;

/** One row of the append-only journal. */
export const alarmEvent = z
  .object({
    sequence: z.int(),
    type: alarmEventType,
    alarmId: z.string(),
    occurrence: z.int(),
    at: instant,
    value: z.number().nullable(),
    actor: z.string().meta({ description: 'user name, or `system`' }),
    note: z.string().nullable(),
  })
  .meta({ id: 'AlarmEvent' });
export type AlarmEvent = z.infer<typeof alarmEvent>;
