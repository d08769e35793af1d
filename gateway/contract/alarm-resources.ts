import { z } from 'zod';
import { alarm } from '../domain/alarm.ts';
import { instant } from '../domain/instant.ts';
import { localText } from '../domain/text.ts';

/** What an alarm asks of a person, what is kept quiet, and what the desk is in. */

const responseTick = z.object({
  alarmId: z.string(),
  step: z.string(),
  at: instant,
  by: z.string(),
  value: z.number().nullable(),
  note: z.string().nullable(),
});

const responseStep = z.object({
  id: z.string(),
  kind: z.enum(['check', 'do', 'call', 'never', 'reading']),
  text: localText,
  tag: z.string().optional().meta({ description: 'Of a reading: the point whose value is noted' }),
  required: z.boolean(),
  tick: responseTick.nullable(),
});

export const responseCard = z
  .object({
    alarmId: z.string(),
    consequence: localText,
    cause: localText.nullable(),
    action: localText,
    timeToRespondMs: z.number().nullable(),
    steps: z.array(responseStep),
    rules: z.object({
      longestShelfMs: z.number().meta({ description: '0: not to be shelved' }),
      acknowledgement: z.enum(['required', 'auto', 'note-required']),
      confirmRequired: z.boolean(),
      latching: z.boolean(),
    }),
  })
  .meta({ id: 'ResponseCard' });

export const quietCondition = z
  .object({
    conditionId: z.string(),
    equipment: z.string(),
    title: localText,
    state: z.enum(['shelved', 'out-of-service', 'disabled']),
    until: instant.nullable().meta({ description: 'End of the shelf, or when it is to be reviewed' }),
    by: z.string(),
    reason: z.string(),
    isActive: z.boolean().meta({ description: 'The condition holds at this moment' }),
  })
  .meta({ id: 'QuietCondition' });

const maintenanceMode = z
  .object({
    equipment: z.string(),
    since: instant,
    until: instant,
    by: z.string(),
    reason: z.string(),
    workOrder: z.int().nullable(),
  })
  .meta({ id: 'MaintenanceMode' });

export const deskState = z
  .object({
    flood: z
      .object({
        since: instant,
        count: z.number().meta({ description: 'Alarms announced since then' }),
        firstOut: z.string().nullable().meta({ description: 'Id of the alarm it began with' }),
      })
      .nullable()
      .meta({ description: 'Null when alarms come no faster than people can answer' }),
    maintenance: z.array(maintenanceMode),
    unrecordedSince: instant
      .nullable()
      .meta({ description: 'Alarms are shown but cannot be stored since then; null when all is well' }),
  })
  .meta({ id: 'AlarmDesk' });
export type AlarmDesk = z.infer<typeof deskState>;

export const bulkResult = z
  .object({
    id: z.string(),
    alarm: alarm.nullable(),
    code: z.string().nullable().meta({ description: 'Why it was refused; null when it is acknowledged' }),
    detail: z.string().nullable(),
  })
  .meta({ id: 'BulkResult' });

interface Desk {
  readonly flood: AlarmDesk['flood'];
  readonly maintenance: readonly (Omit<AlarmDesk['maintenance'][number], 'since'> & { readonly from: number })[];
  readonly unrecordedSince: AlarmDesk['unrecordedSince'];
}

/** The state of the desk as it is sent. */
export const viewDesk = ({ flood, maintenance, unrecordedSince }: Desk): AlarmDesk => ({
  flood,
  unrecordedSince,
  maintenance: maintenance.map(({ from: since, ...mode }) => ({ ...mode, since })),
});
