import { viewDesk } from '../../contract/alarm-resources.ts';
import { done, refused } from '../../domain/errors.ts';
import type { AlarmService } from '../../ports/alarm-service.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Handlers } from '../handler.ts';

interface AlarmServices {
  readonly alarms: AlarmService;
  readonly clock: Clock;
}

type AlarmRoutes =
  | 'listAlarms'
  | 'listQuietConditions'
  | 'readAlarmDesk'
  | 'readJournal'
  | 'readAlarm'
  | 'listAlarmEvents'
  | 'readResponseCard'
  | 'tickResponseStep';

/** Alarms, their journal, what to do about them, and what the desk is in. */
export function alarmRoutes({ alarms, clock }: AlarmServices): Handlers<AlarmRoutes> {
  return {
    listAlarms: async ({ query }) => done(await alarms.list(query)),
    listQuietConditions: () => done(alarms.quiet()),
    readAlarmDesk: () => done(viewDesk(alarms.desk())),
    readJournal: async ({ query }) => done(await alarms.journal(query)),
    readAlarm: async ({ params }) => {
      const alarm = await alarms.get(params.id);
      return alarm ? done(alarm) : refused('ALARM_NOT_FOUND');
    },
    listAlarmEvents: async ({ params }) => {
      const alarm = await alarms.get(params.id);
      return alarm ? done(await alarms.events(params.id)) : refused('ALARM_NOT_FOUND');
    },
    readResponseCard: ({ params }) => alarms.card(params.id),
    tickResponseStep: ({ params, body, caller }) =>
      alarms.tick({ alarmId: params.id, ...body, at: clock.nowMs(), by: caller.username }),
  };
}
