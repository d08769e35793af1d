import type { Alarm } from '../../gateway/domain/alarm.ts';
import type { Actor } from '../../gateway/domain/alarm-input.ts';
import { done, type Outcome, refused } from '../../gateway/domain/errors.ts';
import type { Person } from '../../gateway/domain/on-call.ts';
import { type AnswersOptions, createAnswers } from '../../gateway/notifications/answers/answer-service.ts';
import { exampleSite } from '../../gateway/notifications/delivery/delivery.fixtures.ts';
import { leasedNotice, trappedAlarm } from '../../gateway/notifications/notifications.fixtures.ts';
import type { AlarmAction } from '../../gateway/ports/alarm-service.ts';
import type { Channel, Inbound } from '../../gateway/ports/channel.ts';
import { ManualClock } from './manual-clock.ts';
import { MemoryAnswerStore } from './memory-answer-store.ts';
import { silentLogger } from './silent-logger.ts';

const PHONE = '+86 138 0000 0001';
const wang: Person = {
  ...{ id: 'wang', name: '王丽 <Wang>', language: 'zh', quiet: undefined },
  contacts: [{ channel: 'sms', address: PHONE }],
};
const inbound: Inbound = {
  secret: 'hook secret',
  replies: (body) => body as { address: string; text: string }[],
  receipts: (body) => body as { receipt: string; hasArrived: boolean }[],
};

/** Answers over stores in memory, for one person with one telephone and one alarm. */
export async function answerRig(change: Partial<AnswersOptions> = {}) {
  const clock = new ManualClock(leasedNotice().queuedAt);
  const store = new MemoryAnswerStore();
  const alarms = new Map<string, Alarm>([[trappedAlarm().id, trappedAlarm()]]);
  const acts: { action: AlarmAction; actor: Actor }[] = [];
  const delivered: string[] = [];
  let digit = 0;
  const act = async (id: string, action: AlarmAction, actor: Actor): Promise<Outcome<Alarm | null>> => {
    acts.push({ action, actor });
    const alarm = alarms.get(id)!;
    if (action.kind !== 'acknowledge' || alarm.state === 'closed') return refused('ALARM_EPISODE_CLOSED');
    if ((action.occurrence ?? 1) < alarm.occurrence) return refused('ALARM_STALE_OCCURRENCE');
    if (action.note === null && alarm.class === 'regulatory') return refused('ALARM_NOTE_REQUIRED');
    const by = alarm.acknowledgedBy ?? actor.name;
    const after = {
      ...alarm,
      state: 'active-acknowledged',
      acknowledgedBy: by,
      acknowledgedAt: clock.nowMs(),
    } as const;
    alarms.set(id, after);
    return done(after);
  };
  const sms: Channel = {
    limits: { rate: undefined, bundle: 1 },
    send: async () => ({ kind: 'sent' }),
    close: async () => {},
    inbound,
  };
  const { service, ways } = createAnswers({
    ...{ key: await store.key(), store, site: exampleSite, people: new Map([['wang', wang]]), clock, act },
    ...{ alarm: async (id) => alarms.get(id), accounts: { find: async () => undefined }, logger: silentLogger },
    ...{
      channels: new Map([
        ['sms', sms],
        ['mail', { ...sms, inbound: { ...inbound, secret: '' } }],
      ]),
    },
    ...{ outbox: { deliver: async (receipt) => void delivered.push(receipt) }, watch: { hear: () => false } },
    random: () => (digit++ % 100) / 100,
    ...change,
  });
  const token = (notice = leasedNotice()): string => ways.linkFor(notice, notice.alarm!)!.slice('a/'.length);
  const changeAlarm = (to: Partial<Alarm>): void => void alarms.set(trappedAlarm().id, { ...trappedAlarm(), ...to });
  const reply = (text: string, address = '13800000001') => service.replies('sms', 'hook secret', [{ address, text }]);
  return { clock, store, acts, service, ways, token, changeAlarm, reply, delivered };
}
