import { z } from 'zod';
import { systemId } from './equipment.ts';
import { instant } from './instant.ts';
import { localText } from './text.ts';

export const priority = z.enum(['P1', 'P2', 'P3', 'P4']).meta({ description: 'P1 urgent, P2 high, P3 medium, P4 low' });
export type Priority = z.infer<typeof priority>;

/** What an operator sees (ISA-18.2: B, C, D, A; latched; and the three ways of being kept quiet). First that applies, in this order reversed. */
export const alarmState = z.enum([
  'active-unacknowledged',
  'active-acknowledged',
  'returned-unacknowledged',
  'latched-unacknowledged',
  'latched-acknowledged',
  'shelved',
  'suppressed',
  'out-of-service',
  'closed',
]);
export type AlarmState = z.infer<typeof alarmState>;

export const alarmClass = z.enum(['safety', 'regulatory', 'equipment', 'comfort', 'energy', 'diagnostic']);

/** By what way a person acted. */
export const alarmVia = z.enum(['system', 'ui', 'api', 'link', 'reply', 'mqtt', 'opcua']);
export type AlarmVia = z.infer<typeof alarmVia>;

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
    class: alarmClass,
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
    annunciatedAt: instant.nullable().meta({ description: 'When people were told first; null while it is kept quiet' }),
    returnedAt: instant.nullable(),
    acknowledgedAt: instant.nullable(),
    acknowledgedBy: z.string().nullable(),
    closedAt: instant.nullable(),
    /** Quality of the point is bad: the alarm stays, its present value is unknown since then. */
    unknownSince: instant.nullable(),
    shelvedUntil: instant.nullable(),
    shelvedBy: z.string().nullable(),
    /** Why it is suppressed by design: kind and what it is because of. */
    suppressedBy: z.array(z.object({ kind: z.string(), key: z.string() })),
    /** Alarm that is the cause of this one. */
    parent: z.string().nullable(),
    /** How many open alarms lie beneath this one. */
    consequences: z.int().min(0),
    firstOut: z.enum(['first', 'later']).nullable(),
    isChattering: z.boolean(),
    workOrder: z.int().nullable(),
  })
  .meta({ id: 'Alarm' });
export type Alarm = z.infer<typeof alarm>;

export const alarmEventType = z.enum([
  'activated',
  'annunciated',
  'returned',
  'acknowledged',
  'ack-duplicate',
  'confirmed',
  'reset',
  'realarmed',
  'level-raised',
  'level-lowered',
  'shelved',
  'unshelved',
  'suppressed',
  'unsuppressed',
  'out-of-service',
  'in-service',
  'disabled',
  'pending-dropped',
  'chatter-started',
  'chatter-ended',
  'commented',
  'ticked',
  'config-changed',
  'closed',
]);
export type AlarmEventType = z.infer<typeof alarmEventType>;

/** What the journal says about the gateway and the desk rather than about one alarm. */
export const systemEventType = z.enum([
  'restarted',
  'clock-step',
  'flood-started',
  'flood-ended',
  'journal-gap',
  'journal-trimmed',
  'store-away',
  'told-unrecorded',
  'maintenance-started',
  'maintenance-ending',
  'maintenance-ended',
  'duty-changed',
]);
export type SystemEventType = z.infer<typeof systemEventType>;

/** One row of the append-only journal. */
export const alarmEvent = z
  .object({
    sequence: z.int(),
    type: z.union([alarmEventType, systemEventType]),
    /** Absent for what is not about one alarm. */
    alarmId: z.string().nullable(),
    /** There without an alarm where the condition had no episode: it was shelved, or suppressed. */
    conditionId: z.string().nullable(),
    occurrence: z.int(),
    level: z.int(),
    priority: priority.nullable(),
    at: instant,
    sourceTime: instant.nullable(),
    isTimeSuspect: z.boolean(),
    value: z.number().nullable(),
    limit: z.number().nullable(),
    actor: z.string().meta({ description: 'user name, or `system`' }),
    via: alarmVia,
    note: z.string().nullable(),
    reason: z.string().nullable(),
    annunciation: z.string().nullable(),
  })
  .meta({ id: 'AlarmEvent' });
export type AlarmEvent = z.infer<typeof alarmEvent>;
