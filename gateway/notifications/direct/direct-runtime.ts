import type { Alarm } from '../../domain/alarm.ts';
import type { OnCallPlan } from '../../domain/on-call.ts';
import type { SystemEvent } from '../../ports/alarm-repository.ts';
import type { UntoldListener } from '../../ports/alarm-service.ts';
import type { Channel } from '../../ports/channel.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DutyStore } from '../../ports/duty-store.ts';
import type { Logger } from '../../ports/logger.ts';
import type { MessageSite } from '../delivery/compose.ts';
import { DirectCalls } from './direct-calls.ts';
import { DirectSender } from './direct-sender.ts';
import { DutyMemory } from './duty-memory.ts';
import { StoreWatch } from './store-watch.ts';

export interface DirectRuntimeOptions {
  readonly site: MessageSite;
  readonly plan: OnCallPlan;
  /** Not closed here. */
  readonly channels: ReadonlyMap<string, Channel>;
  readonly duty: Pick<DutyStore, 'overrides'>;
  /** The alarms, as far as they matter while their store is away. */
  readonly alarms: {
    readonly onUntold: (listener: UntoldListener) => () => void;
    readonly open: () => readonly Alarm[];
    readonly status: () => { readonly awaySince: number | null };
    readonly note: (event: SystemEvent) => void;
  };
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * What is done for people while the operations store does not answer: urgent alarms, and that the journal is not written, go straight to
 * the site's duty. Answers how it is stopped.
 */
export async function startDirectRuntime(options: DirectRuntimeOptions): Promise<() => Promise<void>> {
  const { site, channels, alarms, clock } = options;
  const memory = new DutyMemory(options);
  await memory.start();
  const { note, open } = alarms;
  const calls = new DirectCalls({
    ...{ ...options, channels: new Set(channels.keys()), sender: new DirectSender(options), note, open },
    duty: (at) => memory.at(at),
  });
  const forget = alarms.onUntold({
    untold: (alarm) => calls.tellAlarm(alarm),
    recorded: ({ id }) => calls.noteRecorded(id),
  });
  const watch = new StoreWatch({
    ...{ calls, note, timeZone: site.timeZone, clock },
    awaySince: () => alarms.status().awaySince,
  });
  return async () => {
    forget();
    watch.stop();
    await Promise.all([calls.stop(), memory.stop()]);
  };
}
