import { mayAssign, mayStep, type OrderViewer, visibleTo } from '../../contract/work-order-steps.ts';
import type { OrdersPlan } from '../../domain/duty/orders-plan.ts';
import { done, type Outcome, refused } from '../../domain/errors.ts';
import { may } from '../../domain/role.ts';
import type { WorkOrder } from '../../domain/work-order.ts';
import type { AccountStore } from '../../ports/account-store.ts';
import type { OfflineDesk } from '../../ports/offline-desk.ts';
import type { WorkOrderService } from '../../ports/work-order-service.ts';
import type { Audit } from '../audit.ts';
import type { Call, Handlers } from '../handler.ts';

interface WorkOrderServices {
  readonly workOrders: WorkOrderService;
  readonly orderPlan: OrdersPlan;
  readonly offline: OfflineDesk;
  readonly accounts: AccountStore;
  readonly audit: Audit;
}

type WorkOrderRoutes =
  | 'listWorkOrders'
  | 'createWorkOrder'
  | 'requestRepair'
  | 'readWorkOrderSettings'
  | 'readWorkOrder'
  | 'stepWorkOrder'
  | 'sendOfflineCommands'
  | 'listOfflineCommands'
  | 'decideOfflineCommand';

/** Work orders; each caller is offered only the steps that are that person's to take. */
export function workOrderRoutes(services: WorkOrderServices): Handlers<WorkOrderRoutes> {
  const { workOrders, offline } = services;
  return {
    listWorkOrders: async ({ query, caller }) => {
      const orders = await workOrders.list(query);
      return done(orders.map((order) => visibleTo(order, caller)));
    },
    createWorkOrder: async ({ body, caller }) => shown(await workOrders.create(body, caller.username), caller),
    requestRepair: async ({ body, caller }) => {
      const { item, ...request } = body;
      const text = { en: item, zh: item };
      const draft = { ...request, kind: 'request', title: text, description: text, isDraft: true } as const;
      return shown(await workOrders.create(draft, caller.username), caller);
    },
    readWorkOrderSettings: () => done(settingsOf(services.orderPlan)),
    readWorkOrder: async ({ params, caller }) => {
      const order = await workOrders.get(params.id);
      return order ? done(visibleTo(order, caller)) : refused('WORK_ORDER_NOT_FOUND');
    },
    stepWorkOrder: (call) => stepWorkOrder(services, call),
    sendOfflineCommands: async ({ body, caller }) => done(await offline.submit(body.commands, caller)),
    listOfflineCommands: async ({ query }) => done(await offline.list(query)),
    decideOfflineCommand: ({ params, body, caller }) => offline.decide(params.id, body, caller),
  };
}

async function stepWorkOrder(services: WorkOrderServices, call: Call<'stepWorkOrder'>): Promise<Outcome<WorkOrder>> {
  const { body, caller, params } = call;
  const mayAsk = mayStep(caller.role, body.step) && (body.assignee === undefined || mayAssign(caller, body.assignee));
  if (!mayAsk) {
    await services.audit.refused(caller.username, `work-order ${body.step}`, String(params.id));
    return refused('AUTH_FORBIDDEN');
  }
  const problem = await assigneeProblem(services.accounts, body.step, body.assignee);
  if (problem !== undefined) return refused('REQUEST_INVALID', problem);
  const request = { ...body, id: params.id, actor: caller.username, role: caller.role };
  return shown(await services.workOrders.transition(request), caller);
}

async function assigneeProblem(accounts: AccountStore, step: string, assignee: string | undefined) {
  if (assignee === undefined) return step === 'assign' ? '`assign` needs an assignee' : undefined;
  const account = await accounts.find(assignee);
  const able = account && !account.disabled && may(account.role, 'work-order:perform');
  return able ? undefined : 'the assignee is nobody who can perform work orders';
}

const settingsOf = ({ codes, codesFor, pausing, verifyAfterMs, limits }: OrdersPlan) => ({
  ...{ codes, codesFor, pausing, verifyAfterMs },
  limits: limits.map(({ kinds, classes, priority, isSafety, isSiteHours, limitMs }) => ({
    ...{ kinds, classes, priority, isSafety, isSiteHours },
    ...{ acceptMs: limitMs.accept, arriveMs: limitMs.arrive, resolveMs: limitMs.resolve },
  })),
});

const shown = (outcome: Outcome<WorkOrder>, viewer: OrderViewer): Outcome<WorkOrder> =>
  outcome.ok ? done(visibleTo(outcome.value, viewer)) : outcome;
