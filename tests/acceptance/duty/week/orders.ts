import type { WorkOrder, WorkOrderStep } from '../../../../gateway/domain/work-order.ts';
import type { WorkOrderRequest } from '../../../../gateway/domain/work-order-request.ts';
import type { DutyWeek } from './duty-week.ts';
import { STEP } from './duty-week.ts';
import { ASKED, LEFT } from './gaps.ts';
import { must } from './people.ts';
import { HOUR, onDutyAt } from './site-days.ts';

const CHIEF = 'chen';
const MOST_STEPS = 12;
/** The way of an order that is worked on, from its end. */
const BY_HAND: readonly WorkOrderStep[] = ['done', 'start', 'accept', 'dispatch'];
const BY_CHIEF: readonly WorkOrderStep[] = ['call-back', 'verify', 'close'];

/** Two tenants ask for something: on Wednesday, and on Sunday evening. */
export async function takeRequests({ room, clock }: DutyWeek): Promise<void> {
  const now = clock.nowMs();
  for (const { key, at } of [ASKED, LEFT]) {
    if (now < at || now >= at + STEP) continue;
    const draft = {
      ...({ kind: 'request', priority: 'P3', place: '5F', key } as const),
      title: { en: 'Window does not close', zh: '窗户关不上' },
      description: { en: 'Room 512', zh: '512室' },
      requester: { name: '何女士', phone: '8512', via: 'phone' as const },
    };
    must(await room.workOrders.create(draft, 'desk'), key);
  }
}

/** Orders of people, rounds and alarms are worked on after an hour; those of maintenance end with their record. All are looked at by the chief. */
export async function workOffOrders(week: DutyWeek): Promise<void> {
  const now = week.clock.nowMs();
  for (const order of week.tray.orders()) {
    const isReported = order.kind === 'preventive' || now - order.openedAt < HOUR || order.key === LEFT.key;
    const isWorked = order.state === 'done' || order.state === 'verified';
    if (isReported && !isWorked) continue;
    await advance(week, order);
  }
}

async function advance(week: DutyWeek, before: WorkOrder): Promise<void> {
  let order = before;
  for (let turn = 0; turn < MOST_STEPS; turn++) {
    const isWorked = order.state === 'done' || order.state === 'verified';
    const step = (isWorked ? BY_CHIEF : BY_HAND).find((one) => order.steps.includes(one));
    if (step === undefined) return;
    const outcome = await week.room.workOrders.transition(requestOf(week, order, step));
    // The alarm has to stay away for a while before anybody says that it is repaired.
    if (!outcome.ok && isWorked) return;
    order = must(outcome, `order ${order.id} ${step}`);
  }
}

function requestOf(week: DutyWeek, { id, assignee, equipment }: WorkOrder, step: WorkOrderStep) {
  const isChief = BY_CHIEF.includes(step);
  const actor = isChief ? CHIEF : (assignee ?? onDutyAt(week.clock.nowMs()));
  const role = isChief ? ('supervisor' as const) : ('technician' as const);
  const said: Partial<WorkOrderRequest> =
    step === 'done'
      ? { resolution: 'hinge set', note: 'looked at on the spot', codes: codesFor(week, equipment) }
      : step === 'call-back'
        ? { callBack: { isSolved: true, score: 5, comment: null, method: 'phone', person: null } }
        : {};
  return { id, step, actor, role, ...said };
}

function codesFor({ loaded }: DutyWeek, equipment: string | null) {
  const own = loaded.site.equipment.find(({ id }) => id === equipment)?.class;
  const { codes } = loaded.duty.orders;
  const list = codes.find((one) => one.class === own) ?? codes.find((one) => one.class === null)!;
  return { failure: list.failures[0]!.id, cause: list.causes[0]!.id, remedy: list.remedies[0]!.id };
}
