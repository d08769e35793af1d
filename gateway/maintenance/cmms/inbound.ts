import type { CmmsPlan } from '../../domain/duty/cmms-plan.ts';
import type { WorkOrder, WorkOrderState, WorkOrderStep } from '../../domain/work-order.ts';
import type { Clock } from '../../ports/clock.ts';
import type { LinkConflict, OrderLinks } from '../../ports/order-links.ts';
import type { TransitionRequest, WorkOrderService } from '../../ports/work-order-service.ts';
import type { CmmsEvent } from './cmms-messages.ts';
import { CMMS_ACTOR, FAR_HAND, isFar } from './far-actors.ts';

export interface InboundOptions {
  readonly site: string;
  readonly plan: CmmsPlan;
  readonly links: OrderLinks;
  readonly orders: Pick<WorkOrderService, 'get' | 'transition'>;
  readonly clock: Pick<Clock, 'nowMs'>;
}

/** What became of one event. */
export type Taken = 'applied' | 'repeat' | 'echo' | 'outdated' | 'conflict';

/** The ways by which an order can get where the far side says it is, when it told of the end before the middle. */
const WAYS: Readonly<
  Partial<Record<WorkOrderStep, Readonly<Partial<Record<WorkOrderState, readonly WorkOrderStep[]>>>>>
> = {
  start: { open: ['start'], assigned: ['start'], accepted: ['start'], 'on-hold': ['resume'], done: ['reopen'] },
  done: {
    ...{ open: ['start', 'done'], assigned: ['start', 'done'], accepted: ['start', 'done'] },
    ...{ 'in-progress': ['done'], 'on-hold': ['resume', 'done'] },
  },
  close: {
    ...{ open: ['start', 'done', 'close'], assigned: ['start', 'done', 'close'], accepted: ['start', 'done', 'close'] },
    ...{
      'in-progress': ['done', 'close'],
      'on-hold': ['resume', 'done', 'close'],
      done: ['close'],
      verified: ['close'],
    },
  },
};

/** Where a step has led already: said once more it changes nothing. */
const REACHED: Readonly<Partial<Record<WorkOrderStep, readonly WorkOrderState[]>>> = {
  accept: ['accepted', 'in-progress'],
  start: ['in-progress'],
  done: ['done', 'verified', 'closed'],
  close: ['closed'],
  cancel: ['cancelled'],
};

/**
 * Takes over what the outside system says of an order. What it does not know the meaning of waits for a person and changes nothing. The event is
 * written down before anything is done and marked when everything is: after a stop in between it is taken once more, from where it stood. Events
 * are to be taken one after the other.
 */
export async function takeEvent(options: InboundOptions, event: CmmsEvent): Promise<Taken> {
  const { links, clock } = options;
  const { eventId } = event;
  const known = await links.receive({ id: eventId, body: JSON.stringify(event), receivedAt: clock.nowMs() });
  if (known.isDone) return 'repeat';
  const taken = await work(options, event, known.isNew ? null : known.receivedAt);
  await links.finish(eventId, clock.nowMs());
  return taken;
}

/** `begunAt`: it was begun before, since then; null: it is new. */
async function work(options: InboundOptions, event: CmmsEvent, begunAt: number | null): Promise<Taken> {
  const { site, plan, links, orders } = options;
  if (event.originEventId?.startsWith(`wo:${site}:`)) return 'echo';
  const link = await links.byExternal(event.orderId);
  const order = link && (await orders.get(link.order));
  if (!order) return conflict(options, event, null, 'unknown-order', `no order of ours is ${event.orderId} there`);
  if (isOutdated(order, event)) return 'outdated';
  const step = plan.steps[event.action];
  if (step === undefined)
    return conflict(options, event, order.id, 'unmapped-state', `"${event.action}" has no step here`);
  const isThere = REACHED[step]?.includes(order.state) || (begunAt !== null && hasStep(order, event, step, begunAt));
  if (isThere) return 'applied';
  return apply(options, event, order, WAYS[step]?.[order.state] ?? [step]);
}

/** The last step of an event that was begun before a stop is in the history already. */
function hasStep({ log }: WorkOrder, event: CmmsEvent, step: WorkOrderStep, since: number): boolean {
  const deviceAt = deviceAtOf(event);
  return log.some(
    (line) =>
      isFar(line.actor) &&
      line.step === step &&
      line.at >= since &&
      line.deviceAt === deviceAt &&
      line.note?.endsWith(noteOf(event)),
  );
}

const deviceAtOf = ({ at }: CmmsEvent): number | null => (at === undefined ? null : Date.parse(at));
const noteOf = ({ actor, note, action, eventId }: CmmsEvent): string =>
  [actor, note].filter(Boolean).join(': ') || `${action} ${eventId}`;

/** Something newer of the far side is known already. */
function isOutdated({ log }: WorkOrder, { at }: CmmsEvent): boolean {
  if (at === undefined) return false;
  const newest = Math.max(0, ...log.filter(({ actor }) => isFar(actor)).map(({ deviceAt }) => deviceAt ?? 0));
  return Date.parse(at) < newest;
}

async function apply(
  options: InboundOptions,
  event: CmmsEvent,
  order: WorkOrder,
  way: readonly WorkOrderStep[],
): Promise<Taken> {
  for (const step of way) {
    const outcome = await options.orders.transition(requestOf(options, event, order, step));
    if (!outcome.ok)
      return conflict(options, event, order.id, 'refused', `${step}: ${outcome.code} ${outcome.detail ?? ''}`);
  }
  return 'applied';
}

function requestOf(
  { plan, clock }: InboundOptions,
  event: CmmsEvent,
  { id }: WorkOrder,
  step: WorkOrderStep,
): TransitionRequest {
  const { note, assignee, resolution, codes, resumeAt } = event;
  const deviceAt = deviceAtOf(event);
  const isEnd = step === 'close' || step === 'verify' || step === 'call-back';
  return {
    ...{ id, step, actor: isEnd ? CMMS_ACTOR : FAR_HAND, via: 'rest' },
    ...(deviceAt === null ? {} : { deviceAt }),
    note: noteOf(event),
    ...(plan.ownsAssignee && assignee ? { assignee } : {}),
    ...(step === 'hold'
      ? { holdReason: 'third_party', resumeAt: Date.parse(resumeAt ?? '') || clock.nowMs() + UNSAID_HOLD_MS }
      : {}),
    ...(step === 'reject' ? { rejectReason: 'not_ours' } : {}),
    ...(step === 'done' ? { resolution: resolution ?? note ?? event.action, codes: codes ?? UNKNOWN_CODES } : {}),
  };
}

/** It does not say until when it waits. */
const UNSAID_HOLD_MS = 7 * 86_400_000;

/** The far side does not say what it was. */
const UNKNOWN_CODES = { failure: 'other', cause: 'unknown', remedy: 'contractor' } as const;

async function conflict(
  { links, clock }: InboundOptions,
  { eventId, orderId }: CmmsEvent,
  order: number | null,
  reason: LinkConflict['reason'],
  detail: string,
): Promise<'conflict'> {
  await links.addConflict({ eventId, order, externalId: orderId, at: clock.nowMs(), reason, detail });
  return 'conflict';
}
