import type { WorkOrderState, WorkOrderStep } from '../../gateway/domain/work-order.ts';
import { stepsOf } from '../../gateway/domain/work-order-table.ts';
import type { OfflineStep, WireOrder } from './order-api.ts';

/** Where a step leads; absent: it changes no state. */
const LEADS_TO: Partial<Record<WorkOrderStep, WorkOrderState>> = {
  accept: 'accepted',
  decline: 'open',
  start: 'in-progress',
  hold: 'on-hold',
  resume: 'in-progress',
  done: 'done',
};

/** What the person who does the work may go on with while the gateway cannot be asked. Files need a connection. */
const POSSIBLE: ReadonlySet<WorkOrderStep> = new Set([
  ...([
    'accept',
    'decline',
    'start',
    'arrive',
    'hold',
    'resume',
    'done',
    'fill',
    'labour',
    'parts',
    'comment',
  ] as const),
]);

export const canWait = (step: WorkOrderStep): boolean => POSSIBLE.has(step);

/** The order as it will be once the gateway has taken the steps that wait; the gateway may decide otherwise. */
export function previewOrder(order: WireOrder, waiting: readonly OfflineStep[], now: number): WireOrder {
  const own = waiting.filter((step) => step.order === order.id);
  if (own.length === 0) return order;
  let state = order.state;
  let arrival = order.arrival;
  for (const { step, deviceAt, method = 'hand' } of own) {
    state = LEADS_TO[step] ?? state;
    if (step === 'arrive' || step === 'start') arrival ??= { at: deviceAt, method, by: order.assignee ?? '' };
  }
  const answers = own.reduce(withAnswersOf, order.answers);
  const standing = {
    state,
    closedAt: null,
    arrival: arrivalOf(arrival),
    callBack: null,
    isStatutory: order.isStatutory,
  };
  const steps = stepsOf(standing, now).filter((step) => canWait(step));
  return { ...order, state, arrival, answers, steps };
}

const arrivalOf = (arrival: WireOrder['arrival']) => arrival && { ...arrival, at: Date.parse(arrival.at) };

type Answers = WireOrder['answers'];

function withAnswersOf(before: Answers, { answers, deviceAt }: OfflineStep): Answers {
  if (!answers) return before;
  const fresh = answers.map(({ item, value, note = null, file = null }) => ({
    ...{ item, value, note, file, live: null, isBad: false, isDoubtful: false, at: deviceAt, by: '' },
  }));
  const replaced = new Set(fresh.map(({ item }) => item));
  return [...before.filter(({ item }) => !replaced.has(item)), ...fresh];
}
