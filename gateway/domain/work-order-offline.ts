import { z } from 'zod';
import { instant } from './instant.ts';
import { workOrderStep } from './work-order.ts';

export const offlineState = z.enum(['received', 'applied', 'waiting', 'dismissed']);
export type OfflineState = z.infer<typeof offlineState>;

/**
 * A step somebody took without a connection. Orders count it when it comes in; the phone's time is evidence. What the order could not take
 * any more waits for a person to look at it and is never dropped by itself.
 */
export const offlineCommand = z
  .object({
    id: z.string().meta({ description: 'Chosen by the phone; sent again it is the same' }),
    order: z.int(),
    step: workOrderStep,
    actor: z.string(),
    deviceAt: instant,
    receivedAt: instant,
    state: offlineState,
    body: z.json().meta({ description: 'What was sent, as it was sent' }),
    code: z.string().nullable().meta({ description: 'Why it was refused' }),
    detail: z.string().nullable(),
    decidedBy: z.string().nullable(),
    decidedAt: instant.nullable(),
    note: z.string().nullable(),
  })
  .meta({ id: 'OfflineCommand' });
export type OfflineCommand = z.infer<typeof offlineCommand>;

/** What became of one. */
export type OfflineVerdict = Pick<OfflineCommand, 'state' | 'code' | 'detail' | 'decidedBy' | 'decidedAt' | 'note'>;
