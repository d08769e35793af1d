import type { Alarm } from '../../gateway/domain/alarm.ts';
import { createComposer } from '../../gateway/notifications/delivery/compose.ts';
import { exampleSite } from '../../gateway/notifications/delivery/delivery.fixtures.ts';
import { Delivery, type DeliveryOptions } from '../../gateway/notifications/delivery/delivery.ts';
import type { Unreached } from '../../gateway/notifications/delivery/failover.ts';
import { exampleNotice, trappedAlarm } from '../../gateway/notifications/notifications.fixtures.ts';
import type { ChannelLimits } from '../../gateway/ports/channel.ts';
import type { Notice } from '../../gateway/ports/outbox.ts';
import { ManualClock } from './manual-clock.ts';
import { MemoryOutbox } from './memory-outbox.ts';
import { ScriptedChannel } from './scripted-channel.ts';
import { silentLogger } from './silent-logger.ts';
import { silentMetrics } from './silent-metrics.ts';

/** Wang has DingTalk, then text messages; the duty is told by mail. */
const WAYS = [
  { channel: 'dingtalk', address: '' },
  { channel: 'sms', address: '+8613800000001' },
];

/** A delivery over a memory outbox with channels that answer as the test says. */
export function deliveryRig(
  channelLimits: Readonly<Record<string, ChannelLimits | undefined>> = {
    dingtalk: undefined,
    sms: undefined,
    mail: undefined,
  },
  change: Partial<DeliveryOptions> = {},
) {
  const clock = new ManualClock(Date.UTC(2026, 0, 5, 6, 3));
  const alarms = new Map<string, Alarm>();
  const outbox = new MemoryOutbox(alarms);
  const channels = Object.fromEntries(
    Object.entries(channelLimits).map(([id, limits]) => [id, new ScriptedChannel(clock, limits)]),
  );
  const unreached: Unreached[] = [];
  const silences: string[] = [];
  const make = () =>
    new Delivery({
      ...{ outbox, clock, logger: silentLogger, metrics: silentMetrics, random: () => 0.5 },
      channels: new Map(Object.entries(channels)),
      compose: createComposer({
        ...{ site: exampleSite, alarm: async (id) => alarms.get(id) },
        answers: { linkFor: () => undefined, codeFor: async () => undefined },
      }),
      dutyTargets: async () => [{ recipient: 'li', language: 'en', contacts: [{ channel: 'mail', address: 'li@x' }] }],
      alarm: async (id) => alarms.get(id),
      isFlood: () => false,
      nextContact: (person, channel) => (person === 'wang' ? WAYS.find((way) => way.channel !== channel) : undefined),
      onUnreached: (one) => unreached.push(one),
      onSilence: (alarmId) => silences.push(alarmId),
      ...change,
    });
  /** An alarm with one notice of it, both as given. */
  const queue = (alarm: Partial<Alarm> = {}, notice: Partial<Notice> = {}): void => {
    const full = trappedAlarm(alarm);
    alarms.set(full.id, full);
    const { id, priority } = full;
    const own = { channel: 'dingtalk', address: '', alarmId: id, priority, queuedAt: clock.nowMs() };
    outbox.queue([exampleNotice({ id: `n ${id}`, ...own, ...notice })]);
  };
  const changeAlarm = (id: string, to: Partial<Alarm>): void => void alarms.set(id, { ...alarms.get(id)!, ...to });
  const row = (id: string) => outbox.rows.find((one) => one.id === id);
  return { clock, alarms, outbox, channels, unreached, silences, make, queue, changeAlarm, row };
}
