import { ALARM_ROUTES } from '../../contract/alarm-routes.ts';
import type { Alarm } from '../../domain/alarm.ts';
import type { Actor } from '../../domain/alarm-input.ts';
import { done, type Outcome, refused } from '../../domain/errors.ts';
import { may } from '../../domain/role.ts';
import type { AlarmAction, AlarmService } from '../../ports/alarm-service.ts';
import { checkPassword, type PasswordServices } from '../check-password.ts';
import type { Call, Handlers } from '../handler.ts';

interface ActionServices extends PasswordServices {
  readonly alarms: AlarmService;
}

type ActionRoutes =
  | 'acknowledgeAlarm'
  | 'acknowledgeAlarms'
  | 'confirmAlarm'
  | 'resetAlarm'
  | 'shelveAlarm'
  | 'unshelveAlarm'
  | 'takeAlarmOutOfService'
  | 'disableAlarm'
  | 'returnAlarmToService'
  | 'commentAlarm';

/** What a person does to an alarm. Whether it can be done is decided by the alarm, who may ask for it by the route. */
export function alarmActionRoutes(services: ActionServices): Handlers<ActionRoutes> {
  const { alarms } = services;
  const act = (call: OneCall, action: AlarmAction) => alarms.act(call.params.id, action, actorOf(call));
  const onAlarm = async (call: OneCall, action: AlarmAction) => present(await act(call, action));
  return {
    acknowledgeAlarm: (call) => {
      const { occurrence = null, note = null } = call.body;
      return onAlarm(call, { kind: 'acknowledge', occurrence, note });
    },
    acknowledgeAlarms: async (call) => done(await acknowledgeAll(alarms, call)),
    confirmAlarm: (call) => onAlarm(call, { kind: 'confirm', note: call.body.note ?? null }),
    resetAlarm: (call) => onAlarm(call, { kind: 'reset', note: call.body.note ?? null }),
    shelveAlarm: (call) => act(call, { kind: 'shelve', ...call.body }),
    unshelveAlarm: (call) => act(call, { kind: 'unshelve' }),
    takeAlarmOutOfService: async (call) => {
      const second = await secondPerson(services, call);
      if (!second.ok) return second;
      const { reason, reviewBy } = call.body;
      return act(call, { kind: 'out-of-service', reason, reviewBy, second: second.value });
    },
    disableAlarm: (call) => act(call, { kind: 'disable', ...call.body }),
    returnAlarmToService: (call) => act(call, { kind: 'return-to-service' }),
    commentAlarm: (call) => onAlarm(call, { kind: 'comment', ...call.body }),
  };
}

type OneCall = Pick<Call<'acknowledgeAlarm'>, 'params' | 'caller' | 'isPage'>;

const actorOf = ({ caller, isPage }: Pick<OneCall, 'caller' | 'isPage'>): Actor => ({
  name: caller.username,
  role: caller.role,
  via: isPage ? 'ui' : 'api',
});

/** For what only an alarm can have done to it: a condition that never had one is no answer. */
const present = (outcome: Outcome<Alarm | null>): Outcome<Alarm> => {
  if (!outcome.ok) return outcome;
  return outcome.value ? done(outcome.value) : refused('ALARM_NOT_FOUND');
};

type BulkItem = Call<'acknowledgeAlarms'>['body']['alarms'][number];

/** All at once, so that they share a transaction; the results stand in the order asked for. */
function acknowledgeAll(alarms: AlarmService, call: Call<'acknowledgeAlarms'>) {
  const urgent = new Set(alarms.open().flatMap(({ id, priority }) => (priority === 'P1' ? [id] : [])));
  const note = call.body.note ?? null;
  const one = async (item: BulkItem): Promise<Outcome<Alarm>> => {
    const { id, occurrence = null } = item;
    if (occurrence === null && urgent.has(id)) return refused('ALARM_OCCURRENCE_NEEDED');
    return present(await alarms.act(id, { kind: 'acknowledge', occurrence, note }, actorOf(call)));
  };
  return Promise.all(call.body.alarms.map(async (item) => resultOf(item.id, await one(item))));
}

const resultOf = (id: string, outcome: Outcome<Alarm>) =>
  outcome.ok
    ? { id, alarm: outcome.value, code: null, detail: null }
    : { id, alarm: null, code: outcome.code, detail: outcome.detail ?? null };

/** Who vouches for it besides the caller: another person, there in person, who may do it too. */
async function secondPerson(
  services: ActionServices,
  call: Call<'takeAlarmOutOfService'>,
): Promise<Outcome<string | null>> {
  const { second } = call.body;
  if (second === undefined) return done(null);
  const username = second.username.trim().toLowerCase();
  if (username === call.caller.username) return refused('AUTH_SECOND_PERSON');
  const account = await checkPassword(services, username, second.password, call);
  if (!account.ok) return account;
  const able = may(account.value.role, ALARM_ROUTES.takeAlarmOutOfService.access);
  return able ? done(username) : refused('AUTH_SECOND_PERSON');
}
