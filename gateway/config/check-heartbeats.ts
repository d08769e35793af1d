import type { MistakeList } from './mistakes.ts';
import type { SiteDraft } from './read-site.ts';

/** A heartbeat through a channel needs one that is there and takes topics. */
export function checkHeartbeats(draft: SiteDraft, mistakes: MistakeList): void {
  const brokers = draft.channels.filter(({ value }) => value.kind === 'mqtt').map(({ value }) => value.id);
  for (const [index, entry] of (draft.file?.notifications.heartbeats ?? []).entries()) {
    if ('url' in entry || brokers.includes(entry.channel)) continue;
    const place = draft.origin.locate(['notifications', 'heartbeats', index, 'channel'], 'value');
    mistakes.addUnknown(place, 'channel of kind mqtt', entry.channel, brokers);
  }
}
