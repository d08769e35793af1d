import { z } from 'zod';
import { duration, durationMs } from '../../domain/duration.ts';
import type { ComplaintPlan } from '../../domain/duty/complaints/complaint-plan.ts';

/** Section `duty.complaints` of the site file. */
export const complaintsSection = z
  .strictObject({
    handle: duration.default('24h').meta({ description: 'Until the answer' }),
    callBack: duration.default('24h').meta({ description: 'From the answer to the call-back' }),
    second: duration.default('30d').meta({ description: 'The same people about the same thing: a second complaint' }),
    hotSpot: z
      .strictObject({
        count: z.int().min(2).max(100).default(3),
        within: duration.default('7d'),
      })
      .prefault({})
      .meta({ description: 'So many of one kind within so long are marked' }),
  })
  .prefault({});
export type ComplaintsSection = z.infer<typeof complaintsSection>;

export const resolveComplaints = ({ handle, callBack, second, hotSpot }: ComplaintsSection): ComplaintPlan => ({
  handleMs: durationMs(handle),
  callBackMs: durationMs(callBack),
  secondMs: durationMs(second),
  hotCount: hotSpot.count,
  hotMs: durationMs(hotSpot.within),
});
