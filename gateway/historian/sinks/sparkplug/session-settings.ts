import { readFile } from 'node:fs/promises';
import { createSecureContext } from 'node:tls';
import type { IClientOptions } from 'mqtt';
import { durationMs } from '../../../domain/duration.ts';
import type { SparkplugSinkSettings } from '../../settings.ts';

/** A broker that has not finished the handshake, or not answered a ping, by then will not. */
export const ANSWER_MS = 5_000;

export interface Will {
  readonly topic: string;
  readonly payload: Buffer;
}

/**
 * What one connection is made with. Files are read anew each time, so that renewed certificates count. Throws when they
 * cannot be used. The library's own reconnect, queue and resubscription are off; so is any session beyond the connection
 * (3.0, 2.2: clean session).
 */
export async function clientOptions(
  settings: SparkplugSinkSettings,
  clientId: string,
  will: Will,
): Promise<IClientOptions> {
  const { username, password, keepalive } = settings;
  return {
    manualConnect: true,
    reconnectPeriod: 0,
    resubscribe: false,
    clean: true,
    queueQoSZero: false,
    connectTimeout: ANSWER_MS,
    protocolVersion: 4,
    clientId,
    keepalive: Math.max(1, Math.round(durationMs(keepalive) / 1_000)),
    rejectUnauthorized: true,
    // 5.4: QoS 1, not retained.
    will: { ...will, qos: 1, retain: false },
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    ...(await tlsOptions(settings.tls)),
  };
}

interface TlsOptions {
  readonly minVersion: 'TLSv1.2';
  readonly ca?: Buffer;
  readonly cert?: Buffer;
  readonly key?: Buffer;
  readonly passphrase?: string;
  readonly servername?: string;
}

async function tlsOptions(tls: SparkplugSinkSettings['tls']): Promise<TlsOptions> {
  const files: { ca?: Buffer; cert?: Buffer; key?: Buffer } = {};
  for (const name of ['ca', 'cert', 'key'] as const) {
    const path = tls?.[name];
    if (path !== undefined) files[name] = await readFile(path);
  }
  const options: TlsOptions = {
    minVersion: 'TLSv1.2',
    ...files,
    ...(tls?.passphrase === undefined ? {} : { passphrase: tls.passphrase }),
    ...(tls?.serverName === undefined ? {} : { servername: tls.serverName }),
  };
  // A key of another certificate and a wrong passphrase show here, in words; later only as a failed handshake.
  createSecureContext({ ...options });
  return options;
}
