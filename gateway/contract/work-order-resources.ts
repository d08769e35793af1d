import { z } from 'zod';
import { priority } from '../domain/alarm.ts';
import { equipmentClass } from '../domain/equipment.ts';
import { localText } from '../domain/text.ts';
import { holdReason, workOrderKind } from '../domain/work-order.ts';
import { offlineState } from '../domain/work-order-offline.ts';

const code = z.object({ id: z.string(), text: localText });

/** What the forms of an order need to know about the site. */
export const workOrderSettings = z
  .object({
    codes: z
      .array(
        z.object({
          class: equipmentClass.nullable().meta({ description: 'Null: for everything that has no list of its own' }),
          failures: z.array(code),
          causes: z.array(code),
          remedies: z.array(code),
        }),
      )
      .meta({ description: 'Failure, cause and remedy per class of equipment' }),
    codesFor: z.array(workOrderKind).meta({ description: 'Kinds that are not done without codes' }),
    pausing: z.array(holdReason).meta({ description: 'Holds that stop the clock of the work' }),
    verifyAfterMs: z.record(priority, z.number()).meta({ description: 'So long the alarm must have been away' }),
    limits: z.array(
      z.object({
        kinds: z.array(workOrderKind),
        classes: z.array(equipmentClass),
        priority,
        isSafety: z.boolean(),
        acceptMs: z.number().nullable(),
        arriveMs: z.number().nullable(),
        resolveMs: z.number().nullable(),
        isSiteHours: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'WorkOrderSettings' });

/** What became of one command of a batch. `repeated`: it was here before. */
export const offlineResult = z
  .object({
    id: z.string(),
    order: z.int(),
    state: offlineState,
    isRepeat: z.boolean(),
    code: z.string().nullable(),
    detail: z.string().nullable(),
  })
  .meta({ id: 'OfflineResult' });
