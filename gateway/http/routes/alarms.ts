import { done, refused } from '../../domain/errors.ts';
import type { AlarmService } from '../../ports/alarm-service.ts';
import type { Handlers } from '../handler.ts';

type AlarmRoutes = 'listAlarms' | 'readAlarm' | 'listAlarmEvents' | 'acknowledgeAlarm';

/** Alarms and their journal; the only thing a person can do to one is to acknowledge it. */
export function alarmRoutes(alarms: AlarmService): Handlers<AlarmRoutes> {
  return {
    listAlarms: async ({ query }) => done(await alarms.list(query)),
    readAlarm: async ({ params }) => {
      const alarm = await alarms.get(params.id);
      return alarm ? done(alarm) : refused('ALARM_NOT_FOUND');
    },
    listAlarmEvents: async ({ params }) => {
      const alarm = await alarms.get(params.id);
      return alarm ? done(await alarms.events(params.id)) : refused('ALARM_NOT_FOUND');
    },
    acknowledgeAlarm: ({ params, body, caller }) =>
      alarms.acknowledge({ id: params.id, ...body, actor: caller.username }),
  };
}
