import { type AlarmDesk, viewDesk } from '../../contract/alarm-resources.ts';
import { done, type Outcome, refused } from '../../domain/errors.ts';
import type { Site } from '../../domain/site.ts';
import type { MaintenanceMode } from '../../ports/alarm-repository.ts';
import type { AlarmService } from '../../ports/alarm-service.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Handlers } from '../handler.ts';

interface MaintenanceServices {
  readonly site: Site;
  readonly alarms: AlarmService;
  readonly clock: Clock;
}

/** Equipment that is being worked on. */
export function maintenanceRoutes(services: MaintenanceServices): Handlers<'startMaintenance' | 'endMaintenance'> {
  const { site, alarms, clock } = services;
  const equipment = new Set(site.equipment.map(({ id }) => id));
  const set = async (mode: MaintenanceMode): Promise<Outcome<AlarmDesk>> => {
    if (!equipment.has(mode.equipment)) return refused('EQUIPMENT_NOT_FOUND');
    const outcome = await alarms.maintain(mode);
    return outcome.ok ? done(viewDesk(alarms.desk())) : outcome;
  };
  return {
    startMaintenance: ({ params, body, caller }) => {
      const from = clock.nowMs();
      const { forMs, reason, workOrder } = body;
      return set({ equipment: params.id, from, until: from + forMs, by: caller.username, reason, workOrder });
    },
    endMaintenance: ({ params, caller }) => {
      const now = clock.nowMs();
      // An end that has come ends it.
      const ended = { from: now, until: now, reason: '', workOrder: null };
      return set({ equipment: params.id, by: caller.username, ...ended });
    },
  };
}
