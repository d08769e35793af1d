import { z } from 'zod';
import { priority } from '../domain/alarm.ts';
import { instant } from '../domain/instant.ts';
import { reference } from './requests.ts';

/** Messages to people, and how the ways to them are. */

const noticeState = z.enum(['queued', 'leased', 'sent', 'delivered', 'dead', 'bundled', 'superseded', 'expired']);

export const outboxFilter = z.object({
  state: z.enum(['waiting', ...noticeState.options]).exactOptional(),
  channel: reference.exactOptional(),
  alarm: reference.exactOptional().meta({ description: 'Id of the episode' }),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});

export const redriveChoice = z.strictObject({ ids: z.array(reference).min(1).max(1000) });
export const redriven = z.object({ count: z.int() }).meta({ id: 'Redriven' });

export const outboxNotice = z
  .object({
    id: z.string(),
    channel: z.string(),
    kind: z.enum(['alarm', 'returned', 'digest', 'test', 'duty']),
    recipient: z.string().meta({ description: 'Person id; empty for a group or a machine' }),
    address: z.string().meta({ description: 'The middle of it is not shown' }),
    alarmId: z.string().nullable(),
    occurrence: z.int(),
    step: z.int(),
    priority,
    state: noticeState,
    attempts: z.int(),
    detail: z
      .string()
      .nullable()
      .meta({ description: 'Why it waits or was given up; of a bundled one the message it went with' }),
    queuedAt: instant,
    dueAt: instant,
    settledAt: instant.nullable(),
  })
  .meta({ id: 'Notice' });

export const selfTest = z
  .object({
    because: z.enum(['daily', 'shift', 'asked']),
    startedAt: instant,
    endedAt: instant.nullable().meta({ description: 'Null while it runs' }),
    ways: z.array(
      z.object({
        channel: z.string(),
        recipient: z.string(),
        state: z.enum(['running', 'passed', 'failed']),
        detail: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'SelfTest' });

export const deliveryStatus = z
  .object({
    channels: z.array(
      z.object({
        channel: z.string(),
        state: z.enum(['up', 'down', 'broken']).meta({ description: 'broken: a person has to change its settings' }),
        failuresInARow: z.int(),
        lastFailure: z.string().nullable(),
        lastSentAt: instant.nullable(),
        waiting: z.int(),
        dead: z.int(),
        oldestAt: instant.nullable(),
      }),
    ),
    selfTest: selfTest.nullable(),
    gateways: z.array(
      z.object({
        gateway: z.string(),
        state: z.enum(['unheard', 'alive', 'lost']),
        lastBeatAt: instant.nullable(),
      }),
    ),
  })
  .meta({ id: 'DeliveryStatus' });
