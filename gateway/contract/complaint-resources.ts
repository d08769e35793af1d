import { z } from 'zod';
import { complaint, complaintTopic } from '../domain/duty/complaints/complaint.ts';
import { recordEvent, recordHead } from '../domain/duty/record.ts';
import { localText } from '../domain/text.ts';

/** Complaints on the wire. */

export const complaintRecord = recordHead.extend(complaint.shape).meta({ id: 'Complaint' });
export const complaintDetail = complaintRecord.extend({ events: z.array(recordEvent) }).meta({ id: 'ComplaintDetail' });

export const complaintFigures = z
  .object({
    received: z.int(),
    open: z.int(),
    valid: z.int().meta({ description: 'Without those without reason and the withdrawn' }),
    closed: z.int().meta({ description: 'Of the valid ones' }),
    inTime: z.int().meta({ description: 'Answered in time' }),
    judgedInTime: z.int().meta({ description: 'Those of which that can be said: answered, or late already' }),
    second: z.int(),
    calledBack: z.int(),
    satisfied: z.int(),
    byTopic: z.array(z.object({ topic: complaintTopic, count: z.int(), isHot: z.boolean() })),
  })
  .meta({ id: 'ComplaintFigures' });

export const complaintCauses = z
  .object({
    alarms: z.array(z.object({ id: z.string(), title: localText, equipment: z.string() })),
    outages: z.array(z.object({ id: z.int(), title: z.string() })),
  })
  .meta({ id: 'ComplaintCauses' });
