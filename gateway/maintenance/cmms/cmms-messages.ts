import { z } from 'zod';
import type { CmmsPlan } from '../../domain/duty/cmms-plan.ts';
import type { WorkOrder, WorkOrderEntry } from '../../domain/work-order.ts';

/** One id for everything that is sent about an order, constant over all attempts. */
export const createKey = (site: string, order: number): string => `wo-create:${site}:${order}`;
export const eventKey = (site: string, order: number, seq: number): string => `wo:${site}:${order}:${seq}`;
/** By which the far side knows our order, and we find it there again. */
export const externalRef = (site: string, order: number): string => `${site}:${order}`;

/** What is created there; the order as it was opened. */
export function createBody(site: string, order: WorkOrder) {
  const { id, kind, priority, equipment, place, title, description, openedAt, deadlineAt, alarmId, requester } = order;
  return {
    ...{ externalRef: externalRef(site, id), kind, priority, equipment, place, title, description, alarmId, requester },
    ...{ openedAt: new Date(openedAt).toISOString(), deadlineAt: deadlineAt && new Date(deadlineAt).toISOString() },
  };
}

/** One line of the history. `state` is in the far side's words; null where it has none for it. */
export function eventBody(site: string, order: WorkOrder, seq: number, entry: WorkOrderEntry, plan: CmmsPlan) {
  const { step, at, actor, note, reason, to, priority } = entry;
  return {
    ...{ eventId: eventKey(site, order.id, seq), seq, step, at: new Date(at).toISOString(), actor, note, reason },
    ...{ state: plan.states[to] ?? null, priority, assignee: order.assignee },
  };
}

/** What the far side answers when something was created, or found. */
export const created = z.object({
  id: z.union([z.string().min(1).max(200), z.number()]).transform(String),
  etag: z.string().max(200).optional(),
});

/** What it tells us. `originEventId`: it is an echo of what we told it. */
export const cmmsEvent = z.object({
  eventId: z.string().min(1).max(200),
  originEventId: z.string().max(200).nullish(),
  orderId: z.union([z.string().min(1).max(200), z.number()]).transform(String),
  action: z.string().min(1).max(100).meta({ description: 'In its own words; the site maps them to steps' }),
  at: z.iso.datetime({ offset: true }).optional(),
  actor: z.string().max(100).nullish(),
  note: z.string().max(2000).nullish(),
  assignee: z.string().max(100).nullish(),
  resolution: z.string().max(2000).nullish(),
  codes: z.object({ failure: z.string().max(60), cause: z.string().max(60), remedy: z.string().max(60) }).nullish(),
  resumeAt: z.iso.datetime({ offset: true }).nullish(),
});
export type CmmsEvent = z.infer<typeof cmmsEvent>;

/** Events since some time, oldest first. */
export const eventList = z.object({ events: z.array(z.unknown()).max(10_000) });
