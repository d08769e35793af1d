import { readFile } from 'node:fs/promises';
import { createSecureContext } from 'node:tls';
import type { Outcome } from '../../domain/errors.ts';
import { done, refused } from '../../domain/errors.ts';
import type { MqttConnection } from './schemas.ts';

/** What the library hands to TLS. The name in the broker's certificate and its authority are always checked. */
export interface TlsOptions {
  readonly minVersion: 'TLSv1.2';
  readonly ca?: Buffer;
  readonly cert?: Buffer;
  readonly key?: Buffer;
  readonly passphrase?: string;
  readonly servername?: string;
}

/** Reads the files of a connection, anew at each start so that renewed certificates count. Never rejects. */
export async function readTlsFiles(tls: MqttConnection['tls']): Promise<Outcome<TlsOptions>> {
  const files: { ca?: Buffer; cert?: Buffer; key?: Buffer } = {};
  for (const name of ['ca', 'cert', 'key'] as const) {
    const path = tls?.[name];
    if (path === undefined) continue;
    try {
      files[name] = await readFile(path);
    } catch (error) {
      return refused('FIELD_UNREACHABLE', `tls.${name}: ${messageOf(error)}`);
    }
  }
  return checked({
    minVersion: 'TLSv1.2',
    ...files,
    ...(tls?.passphrase === undefined ? {} : { passphrase: tls.passphrase }),
    ...(tls?.serverName === undefined ? {} : { servername: tls.serverName }),
  });
}

/** Files without a certificate in them, a key of another certificate and a wrong passphrase show here. */
function checked(options: TlsOptions): Outcome<TlsOptions> {
  try {
    createSecureContext({ ...options });
    return done(options);
  } catch (error) {
    return refused('FIELD_UNREACHABLE', `the files under tls cannot be used: ${messageOf(error)}`);
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
