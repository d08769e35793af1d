import { z } from 'zod';
import { outage } from '../domain/duty/outages/outage.ts';
import { recordEvent, recordHead } from '../domain/duty/record.ts';
import { localText } from '../domain/text.ts';

/** Planned outages on the wire. */

export const outageRecord = recordHead.extend(outage.shape).meta({ id: 'PlannedOutage' });
export const outageDetail = outageRecord.extend({ events: z.array(recordEvent) }).meta({ id: 'PlannedOutageDetail' });

export const affectedList = z
  .object({
    noticeMs: z.number().meta({ description: 'Users are told so long ahead at least' }),
    contact: z.string(),
    affected: z.array(z.object({ equipment: z.string(), name: localText, area: localText })),
  })
  .meta({ id: 'AffectedEquipment' });
