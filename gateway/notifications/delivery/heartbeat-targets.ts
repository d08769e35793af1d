import type { DeliverySettings, HeartbeatSetting } from '../../domain/delivery-settings.ts';
import type { Channel } from '../../ports/channel.ts';
import { brokerTarget, type HeartbeatTarget, webTarget } from './heartbeat.ts';

/** The targets a site sets. One through a channel that is not there, or is no broker, is left out. */
export function heartbeatTargets(
  { heartbeats }: Pick<DeliverySettings, 'heartbeats'>,
  channels: ReadonlyMap<string, Channel>,
  fetchIt: typeof fetch,
): readonly HeartbeatTarget[] {
  return heartbeats.flatMap((setting) => targetOf(setting, channels, fetchIt) ?? []);
}

function targetOf(
  { to, secret }: HeartbeatSetting,
  channels: ReadonlyMap<string, Channel>,
  fetchIt: typeof fetch,
): HeartbeatTarget | undefined {
  switch (to.kind) {
    case 'web':
      return webTarget(new URL(to.url).host, to.url, secret, fetchIt);
    case 'mqtt': {
      const publish = channels.get(to.channel)?.publish;
      return publish && brokerTarget(`${to.channel} ${to.topic}`, to.topic, secret, publish);
    }
  }
}
