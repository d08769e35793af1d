import { z } from 'zod';
import type { CmmsPlan } from '../../domain/duty/cmms-plan.ts';
import { type WorkOrderState, workOrderState, workOrderStep } from '../../domain/work-order.ts';

const word = z.string().min(1).max(100);

/** Our states in the words most of these programs understand. */
const USUAL_STATES: Readonly<Record<WorkOrderState, string>> = {
  ...{ draft: 'requested', open: 'open', assigned: 'assigned', accepted: 'accepted', 'in-progress': 'in_progress' },
  ...{ 'on-hold': 'on_hold', done: 'complete', verified: 'verified', closed: 'closed' },
  ...{ rejected: 'rejected', cancelled: 'cancelled' },
};

const USUAL_STEPS = {
  ...({ accepted: 'accept', in_progress: 'start', on_hold: 'hold', complete: 'done', closed: 'close' } as const),
  ...({ reopened: 'reopen', cancelled: 'cancel', comment: 'comment' } as const),
};

/** An outside maintenance system with which work orders are shared. */
export const cmmsSection = z
  .strictObject({
    url: z.url({ protocol: /^https?$/ }).meta({ description: 'Of its interface' }),
    token: z.string().min(8).max(2000).optional().meta({ description: 'Bearer token we show' }),
    secret: z.string().min(16).max(200).meta({ description: 'Signs what it tells us; Standard Webhooks 1.0' }),
    knowsRepeats: z
      .boolean()
      .default(true)
      .meta({ description: 'It knows a repeat by Idempotency-Key; else it is asked before anything is created' }),
    states: z
      .partialRecord(workOrderState, word)
      .default(USUAL_STATES)
      .meta({ description: 'Our states in its words; one that is not there is not told' }),
    actions: z
      .record(word, workOrderStep)
      .default(USUAL_STEPS)
      .meta({ description: 'Its words as our steps; one that is not there waits for a person' }),
    ownsAssignee: z.boolean().default(false).meta({ description: 'It says who does the work' }),
  })
  .optional();
export type CmmsSection = z.infer<typeof cmmsSection>;

/** Undefined: orders stay in the house. */
export function resolveCmms(section: CmmsSection): CmmsPlan | undefined {
  if (!section) return undefined;
  const { url, token, secret, knowsRepeats, states, actions, ownsAssignee } = section;
  return { url: url.replace(/\/+$/, ''), token, secret, knowsRepeats, states, steps: actions, ownsAssignee };
}
