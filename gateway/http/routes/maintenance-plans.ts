import type { MaintenanceTask } from '../../domain/duty/maintenance/maintenance-task.ts';
import type { MaintenanceYear } from '../../domain/duty/maintenance/maintenance-year.ts';
import type { DutyRecord } from '../../domain/duty/record.ts';
import { done, type Outcome, refused } from '../../domain/errors.ts';
import type { MaintenanceService } from '../../ports/maintenance-service.ts';
import type { Call, Handlers } from '../handler.ts';
import { recordCaller, recordQuery, viewStory } from './record-caller.ts';

type MaintenanceRoutes =
  | ('listMaintenanceTasks' | 'readMaintenanceTask' | 'stepMaintenanceTask' | 'decideMaintenanceTask')
  | ('openMaintenanceTask' | 'rebaseMaintenanceHours' | 'listMaintenancePlans' | 'foreseeMaintenance')
  | ('listMaintenanceYears' | 'readMaintenanceYear' | 'makeMaintenanceYear')
  | ('stepMaintenanceYear' | 'decideMaintenanceYear');

/** Maintenance that returns, and the plans of years and months. */
export function maintenancePlanRoutes({
  upkeep,
}: {
  readonly upkeep: MaintenanceService;
}): Handlers<MaintenanceRoutes> {
  return {
    listMaintenanceTasks: async ({ query }) => done(await upkeep.tasks(recordQuery(query))),
    readMaintenanceTask: async ({ params }) => {
      const story = await upkeep.task(params.id);
      return story ? done(viewStory(story)) : refused('RECORD_NOT_FOUND');
    },
    stepMaintenanceTask: (call) => stepTask(upkeep, call),
    decideMaintenanceTask: (call) => decideTask(upkeep, call),
    openMaintenanceTask: (call) =>
      upkeep.openNow(call.body.plan, call.body.level, call.body.reason, recordCaller(call)),
    rebaseMaintenanceHours: (call) =>
      upkeep.rebase(call.body.plan, call.body.register, call.body.reason, recordCaller(call)),
    listMaintenancePlans: async () => done(await upkeep.plans()),
    foreseeMaintenance: async ({ query }) => done(await upkeep.foreseen(query.until)),
    listMaintenanceYears: async ({ query }) => done(await upkeep.years(query.state && [query.state], query.limit)),
    readMaintenanceYear: async ({ params }) => {
      const story = await upkeep.year(params.id);
      return story ? done(viewStory(story)) : refused('RECORD_NOT_FOUND');
    },
    makeMaintenanceYear: (call) => upkeep.makeYear(call.body.period, recordCaller(call)),
    stepMaintenanceYear: (call) => stepYear(upkeep, call),
    decideMaintenanceYear: (call) => decideYear(upkeep, call),
  };
}

function stepTask(
  upkeep: MaintenanceService,
  call: Call<'stepMaintenanceTask'>,
): Promise<Outcome<DutyRecord<MaintenanceTask>>> {
  const { id } = call.params;
  const caller = recordCaller(call);
  const deed = call.body.do;
  switch (deed.step) {
    case 'fill':
      return upkeep.fill(id, deed.answers, caller);
    case 'sign':
      return upkeep.sign(id, caller);
    case 'addendum':
      return upkeep.addendum(id, deed.text, caller);
  }
}

function decideTask(
  upkeep: MaintenanceService,
  call: Call<'decideMaintenanceTask'>,
): Promise<Outcome<DutyRecord<MaintenanceTask>>> {
  const { id } = call.params;
  const caller = recordCaller(call);
  const deed = call.body.do;
  switch (deed.step) {
    case 'accept':
      return upkeep.accept(id, deed.note, caller);
    case 'send-back':
      return upkeep.sendBack(id, deed.reason, caller);
    case 'move':
      return upkeep.move(id, deed.to, deed.reason, caller);
    case 'cancel':
      return upkeep.cancel(id, deed.reason, caller);
  }
}

function stepYear(
  upkeep: MaintenanceService,
  call: Call<'stepMaintenanceYear'>,
): Promise<Outcome<DutyRecord<MaintenanceYear>>> {
  const { id } = call.params;
  const caller = recordCaller(call);
  const deed = call.body.do;
  switch (deed.step) {
    case 'move-line':
      return upkeep.moveLine(id, deed.key, deed.to, deed.note, caller);
    case 'renew':
      return upkeep.renewYear(id, caller);
    case 'submit':
      return upkeep.submitYear(id, caller);
  }
}

function decideYear(
  upkeep: MaintenanceService,
  call: Call<'decideMaintenanceYear'>,
): Promise<Outcome<DutyRecord<MaintenanceYear>>> {
  const { id } = call.params;
  const caller = recordCaller(call);
  const deed = call.body.do;
  return deed.step === 'approve'
    ? upkeep.approveYear(id, deed.note, caller)
    : upkeep.returnYear(id, deed.reason, caller);
}
