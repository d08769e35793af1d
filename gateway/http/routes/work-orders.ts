import { mayAssign, mayStep, visibleTo } from '../../contract/work-order-steps.ts';
import { done, type Outcome, refused } from '../../domain/errors.ts';
import { may, type Role } from '../../domain/role.ts';
import type { Site } from '../../domain/site.ts';
import type { WorkOrder } from '../../domain/work-order.ts';
import type { AccountStore } from '../../ports/account-store.ts';
import type { WorkOrderService } from '../../ports/work-order-service.ts';
import type { Audit } from '../audit.ts';
import type { Call, Handlers } from '../handler.ts';

interface WorkOrderServices {
  readonly site: Site;
  readonly workOrders: WorkOrderService;
  readonly accounts: AccountStore;
  readonly audit: Audit;
}

type WorkOrderRoutes = 'listWorkOrders' | 'createWorkOrder' | 'readWorkOrder' | 'stepWorkOrder';

/** Work orders; each caller sees only the steps open to the own role. */
export function workOrderRoutes(services: WorkOrderServices): Handlers<WorkOrderRoutes> {
  const { site, workOrders } = services;
  const equipment = new Set(site.equipment.map((one) => one.id));
  return {
    listWorkOrders: async ({ query, caller }) => {
      const orders = await workOrders.list(query);
      return done(orders.map((order) => visibleTo(order, caller.role)));
    },
    createWorkOrder: async ({ body, caller }) => {
      if (!equipment.has(body.equipment)) return refused('EQUIPMENT_NOT_FOUND');
      return shown(await workOrders.create(body, caller.username), caller.role);
    },
    readWorkOrder: async ({ params, caller }) => {
      const order = await workOrders.get(params.id);
      return order ? done(visibleTo(order, caller.role)) : refused('WORK_ORDER_NOT_FOUND');
    },
    stepWorkOrder: (call) => stepWorkOrder(services, call),
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
  return shown(await services.workOrders.transition({ id: params.id, ...body, actor: caller.username }), caller.role);
}

async function assigneeProblem(accounts: AccountStore, step: string, assignee: string | undefined) {
  if (assignee === undefined) return step === 'assign' ? '`assign` needs an assignee' : undefined;
  const account = await accounts.find(assignee);
  const able = account && !account.disabled && may(account.role, 'work-order:perform');
  return able ? undefined : 'the assignee is nobody who can perform work orders';
}

const shown = (outcome: Outcome<WorkOrder>, role: Role): Outcome<WorkOrder> =>
  outcome.ok ? done(visibleTo(outcome.value, role)) : outcome;
