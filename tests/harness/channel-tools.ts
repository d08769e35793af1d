import type { ChannelTools } from '../../gateway/ports/channel.ts';
import { ManualClock } from './manual-clock.ts';
import { MemoryPushStore } from './memory-push-store.ts';

/** What a channel may use, over a clock that stands still; a test names only what it is about. */
export const channelTools = (change: Partial<ChannelTools> = {}): ChannelTools => ({
  ...{ clock: new ManualClock(), fetch, random: () => 0.5, push: new MemoryPushStore() },
  site: { id: 'tower', name: { en: 'A Tower', zh: 'A座' }, timeZone: 'Asia/Shanghai' },
  ...change,
});
