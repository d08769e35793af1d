import { randomUUID } from 'node:crypto';
import { type AlarmEngine, createAlarmEngine } from '../alarms/alarm-engine.ts';
import { CONDITIONS } from '../alarms/conditions/index.ts';
import { JournalKeeper } from '../alarms/journal-keeper.ts';
import { createAlarmPerformance } from '../alarms/performance/performance-service.ts';
import type { LoadedSite } from '../config/load.ts';
import { CHANNELS } from '../notifications/channels/index.ts';
import { createChannelService } from '../notifications/channels/service/channel-service.ts';
import { openChannels } from '../notifications/channels/service/open-channels.ts';
import { createPushService } from '../notifications/channels/web-push/push-service.ts';
import { tellChatter } from '../notifications/delivery/chatter-notice.ts';
import { createDeliveryRuntime } from '../notifications/delivery/delivery-runtime.ts';
import { feedMirrors } from '../notifications/delivery/mirrors.ts';
import { startDirectRuntime } from '../notifications/direct/direct-runtime.ts';
import { createDutyRuntime } from '../notifications/on-call/duty-runtime.ts';
import type { StopStack } from '../observability/stop-stack.ts';
import type { AlarmPerformanceService } from '../ports/alarm-performance.ts';
import type { SystemEvent } from '../ports/alarm-repository.ts';
import type { AnswerService } from '../ports/answer-service.ts';
import type { ChannelService } from '../ports/channel-service.ts';
import type { Clock } from '../ports/clock.ts';
import type { DeliveryService } from '../ports/delivery-service.ts';
import type { DutyNotices } from '../ports/duty-notices.ts';
import type { Logger } from '../ports/logger.ts';
import type { Metrics } from '../ports/metrics.ts';
import type { OnCallService } from '../ports/on-call-service.ts';
import type { PushService } from '../ports/push-service.ts';
import type { Store } from '../store/open-store.ts';

export interface AlarmSystemOptions {
  readonly loaded: Pick<LoadedSite, 'site' | 'alarms' | 'onCall' | 'delivery' | 'channels'>;
  readonly store: Store;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** In [0, 1). */
  readonly random: () => number;
  readonly fetch: typeof fetch;
}

/** From a sample to a person who answers. */
export interface AlarmSystem {
  readonly engine: AlarmEngine;
  readonly performance: AlarmPerformanceService;
  readonly onCall: OnCallService;
  readonly delivery: DeliveryService;
  readonly answers: AnswerService;
  readonly channels: ChannelService;
  readonly push: PushService;
  /** Tells people of what is no alarm. */
  readonly notices: DutyNotices;
}

/**
 * Starts alarms, duty and delivery of one version of the site, senders before whoever queues for them. What was started
 * is in `stops`. Rejects with STORE_UNAVAILABLE.
 */
export async function startAlarmSystem(options: AlarmSystemOptions, stops: StopStack): Promise<AlarmSystem> {
  const { loaded, store, clock, logger, metrics } = options;
  const { site, onCall: plan } = loaded;
  const names = new Map(site.equipment.map((one) => [one.id, one]));
  const areas = new Map(site.areas.map(({ id, name }) => [id, name]));
  const engine = createAlarmEngine({
    ...{ conditions: site.conditions, kinds: CONDITIONS, points: site.points },
    ...{ equipment: [...names.keys()], timeZone: site.timeZone, settings: loaded.alarms },
    ...{ repository: store.alarms, clock, logger, metrics },
  });
  const duty = createDutyRuntime({
    ...{ plan, store, clock, logger, metrics },
    note: (events) => store.alarms.note(events),
    equipmentClass: (id) => names.get(id)?.class,
    tellsReturn: (channel) => loaded.channels.some(({ id, returned }) => id === channel && returned),
  });
  const opened = openChannels(loaded.channels, CHANNELS, { ...options, site, push: store.push });
  const channels = new Map(opened.map(({ id, channel }) => [id, channel]));
  const messageSite = {
    ...site,
    equipmentName: (id: string) => names.get(id)?.name,
    areaName: (equipment: string) => areas.get(names.get(equipment)?.area ?? ''),
  };
  const delivery = await createDeliveryRuntime({
    ...{ ...options, plan, settings: loaded.delivery, channels, onCall: duty.service, site: messageSite },
    alarm: (id) => store.alarms.get(id),
    act: (...action) => engine.service.act(...action),
    isFlood: () => engine.service.desk().flood !== null,
    standing: () => engine.standing(),
    health: () => ({ healthy: engine.status().healthy, openAlarms: engine.service.open().length }),
    onSilence: (alarm, occurrence) => logger.error({ alarm, occurrence }, 'an urgent alarm has reached nobody'),
  });
  await delivery.start();
  stops.push('notifications', () => delivery.stop());
  const alarms = {
    onUntold: engine.onUntold.bind(engine),
    open: () => engine.service.open(),
    status: () => engine.status(),
    note: (event: SystemEvent) => engine.note(event),
  };
  const direct = { site: messageSite, plan, channels, duty: store.duty, alarms, clock, logger };
  stops.push('direct calls', await startDirectRuntime(direct));
  await engine.start();
  stops.push('alarms', () => engine.stop());
  const keeper = new JournalKeeper({
    ...{ repository: store.alarms, keptMs: loaded.alarms.journalKeptMs, clock, logger },
  });
  stops.push('journal', () => keeper.stop());
  const endMirrors = feedMirrors(channels, engine.service);
  stops.push('mirrors', async () => endMirrors());
  stops.push('chatter', tellChatter(engine.service, delivery.duty, clock));
  await duty.start();
  stops.push('duty', () => duty.stop());
  return {
    engine,
    performance: createAlarmPerformance(store.alarms),
    onCall: duty.service,
    delivery: delivery.service,
    answers: delivery.answers,
    channels: createChannelService({
      ...{ definitions: CHANNELS, channels: opened, people: plan.people, site, delivery: delivery.service, clock },
      newId: randomUUID,
    }),
    push: createPushService({ store: store.push, clock, channels: opened }),
    notices: delivery.duty,
  };
}
