import type { IClientOptions } from 'mqtt';
import type { TlsOptions } from './tls-files.ts';

/** A broker that has not finished the handshake or the subscription by then will not. */
export const ANSWER_MS = 5_000;
/** MQTT 5: messages under way to us that we have not acknowledged. Each is decoded and acknowledged at once. */
const RECEIVE_MAXIMUM = 100;

/** Retained under the status topic. */
export const STATUS = { online: 'online', offline: 'offline' } as const;

export interface SessionSettings {
  readonly url: string;
  readonly clientId: string;
  readonly username: string | undefined;
  readonly password: string | undefined;
  readonly keepaliveSeconds: number;
  readonly protocolVersion: 4 | 5;
  /** MQTT 5 only: the broker is told not to send more. Version 3.1.1 has no such word. */
  readonly maxPacketBytes: number;
  readonly tls: TlsOptions;
  /** Where the gateway says whether it is there. */
  readonly statusTopic: string | undefined;
}

/**
 * The library's own reconnect, queue and resubscription are off, and nothing outlives a session: made anew for each
 * connection, so is the will.
 */
export function clientOptions(settings: SessionSettings): IClientOptions {
  return {
    manualConnect: true,
    reconnectPeriod: 0,
    resubscribe: false,
    clean: true,
    queueQoSZero: false,
    connectTimeout: ANSWER_MS,
    clientId: settings.clientId,
    keepalive: settings.keepaliveSeconds,
    protocolVersion: settings.protocolVersion,
    rejectUnauthorized: true,
    ...settings.tls,
    ...(settings.username === undefined ? {} : { username: settings.username }),
    ...(settings.password === undefined ? {} : { password: settings.password }),
    ...(settings.statusTopic === undefined ? {} : { will: willFor(settings.statusTopic) }),
    ...(settings.protocolVersion === 5 ? { properties: versionFive(settings.maxPacketBytes) } : {}),
  };
}

const willFor = (topic: string): NonNullable<IClientOptions['will']> => ({
  topic,
  payload: Buffer.from(STATUS.offline),
  qos: 1,
  retain: true,
});

const versionFive = (maximumPacketSize: number): NonNullable<IClientOptions['properties']> => ({
  sessionExpiryInterval: 0,
  receiveMaximum: RECEIVE_MAXIMUM,
  maximumPacketSize,
});
