import { mayAssign, mayStep } from '../../contract/work-order-steps.ts';
import { done, type Outcome, refused } from '../../domain/errors.ts';
import type { WorkOrder } from '../../domain/work-order.ts';
import type { OfflineCommand, OfflineVerdict } from '../../domain/work-order-offline.ts';
import type { Clock } from '../../ports/clock.ts';
import type { KeptCommand, KeptResult, OfflineDesk, Sender } from '../../ports/offline-desk.ts';
import type { OfflineCommands } from '../../ports/work-order-repository.ts';
import type { WorkOrderService } from '../../ports/work-order-service.ts';

export interface OfflineDeskOptions {
  readonly commands: OfflineCommands;
  readonly orders: Pick<WorkOrderService, 'get' | 'transition'>;
  readonly clock: Pick<Clock, 'nowMs'>;
}

/** Steps that phones took out of reach. What an order cannot take waits for a person; nothing is dropped. */
export function createOfflineDesk(options: OfflineDeskOptions): OfflineDesk {
  const { commands } = options;
  return {
    async submit(batch, sender) {
      const results: KeptResult[] = [];
      for (const command of batch) results.push(await take(options, command, sender));
      return results;
    },

    list: (query) => commands.list(query),

    async decide(id, { decision, note }, by) {
      const command = await commands.get(id);
      if (!command) return refused('WORK_ORDER_NOT_FOUND', 'no such command');
      if (command.state !== 'waiting')
        return refused('WORK_ORDER_TRANSITION_REFUSED', `it is ${command.state} already`);
      if (decision === 'dismiss') return settled(options, command, { state: 'dismissed' }, by, note);
      const outcome = await options.orders.transition(againstOf(command, by));
      return outcome.ok ? settled(options, command, { state: 'applied' }, by, note) : outcome;
    },
  };
}

async function take(options: OfflineDeskOptions, command: KeptCommand, sender: Sender): Promise<KeptResult> {
  const { commands, clock } = options;
  const kept = keptOf(command, sender, clock.nowMs());
  const isNew = await commands.add(kept);
  const known = isNew ? kept : ((await commands.get(command.id)) ?? kept);
  // Settled before, or taken by the order before a stop kept it from being settled.
  if (known.state !== 'received') return resultOf(known, true);
  const verdict = await verdictOf(options, known, command, sender);
  await commands.settle(known.id, verdict);
  return resultOf({ ...known, ...verdict }, !isNew);
}

async function verdictOf(
  { orders }: OfflineDeskOptions,
  known: OfflineCommand,
  command: KeptCommand,
  sender: Sender,
): Promise<OfflineVerdict> {
  const order = await orders.get(known.order);
  if (order && isTaken(order, known)) return { ...UNDECIDED, state: 'applied' };
  if (!mayTake(command, sender)) return waiting('AUTH_FORBIDDEN', null);
  const { id: _id, order: number, ...step } = command;
  const outcome = await orders.transition({
    ...step,
    id: number,
    actor: sender.username,
    role: sender.role,
    via: 'phone',
  });
  return outcome.ok ? { ...UNDECIDED, state: 'applied' } : waiting(outcome.code, outcome.detail ?? null);
}

const UNDECIDED = { code: null, detail: null, decidedBy: null, decidedAt: null, note: null } as const;
const waiting = (code: string, detail: string | null): OfflineVerdict => ({
  ...UNDECIDED,
  state: 'waiting',
  code,
  detail,
});

const mayTake = ({ step, assignee }: KeptCommand, sender: Sender): boolean =>
  mayStep(sender.role, step) && (assignee === undefined || mayAssign(sender, assignee));

const isTaken = ({ log }: WorkOrder, { actor, step, deviceAt }: OfflineCommand): boolean =>
  log.some((entry) => entry.deviceAt === deviceAt && entry.actor === actor && entry.step === step);

function keptOf(command: KeptCommand, { username }: Sender, receivedAt: number): OfflineCommand {
  const { id, order, step, deviceAt } = command;
  const body = JSON.parse(JSON.stringify(command)) as OfflineCommand['body'];
  return { id, order, step, deviceAt, actor: username, receivedAt, state: 'received', body, ...UNDECIDED };
}

const resultOf = ({ id, order, state, code, detail }: OfflineCommand, isRepeat: boolean): KeptResult => ({
  ...{ id, order, state, isRepeat, code, detail },
});

/** As the order is now, whatever version the phone had seen; the one who decides stands behind it, the one who did it is named. */
function againstOf(command: OfflineCommand, by: Sender) {
  const { id: _id, order, expectedVersion: _seen, ...step } = command.body as unknown as KeptCommand;
  return { ...step, id: order, actor: command.actor, role: by.role, via: 'phone' as const };
}

async function settled(
  { commands, clock }: OfflineDeskOptions,
  command: OfflineCommand,
  { state }: Pick<OfflineVerdict, 'state'>,
  by: Sender,
  note: string,
): Promise<Outcome<OfflineCommand>> {
  const { code, detail } = command;
  const verdict = { state, code, detail, decidedBy: by.username, decidedAt: clock.nowMs(), note };
  await commands.settle(command.id, verdict);
  return done({ ...command, ...verdict });
}
