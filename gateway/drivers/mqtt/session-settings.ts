import { durationMs } from '../../domain/duration.ts';
import type { SessionSettings } from './client-options.ts';
import type { MqttConnection } from './schemas.ts';
import type { TlsOptions } from './tls-files.ts';

/** How a session signs in. A tool beside a running gateway has another client id, and no status to tell. */
export function sessionSettings(
  config: MqttConnection,
  own: Pick<SessionSettings, 'clientId' | 'statusTopic'>,
  maxPacketBytes: number,
  tls: TlsOptions,
): SessionSettings {
  return {
    ...own,
    url: config.url,
    username: config.username,
    password: config.password,
    keepaliveSeconds: Math.max(1, Math.round(durationMs(config.keepalive) / 1000)),
    protocolVersion: config.protocolVersion,
    maxPacketBytes,
    tls,
  };
}
