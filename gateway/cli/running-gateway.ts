import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { HttpSettings } from '../config/site-schema.ts';
import type { Environment } from './site.ts';

const PING_LIMIT_MS = 1000;

/** Where a gateway may be at work. */
export interface GatewayPlaces {
  readonly dataFolder: string;
  readonly http: Pick<HttpSettings, 'host' | 'port'>;
  readonly env: Environment;
}

/** How a running gateway was found, in words; undefined when none was. */
export async function findRunningGateway({ dataFolder, http, env }: GatewayPlaces): Promise<string | undefined> {
  if (isFolderClaimed(dataFolder)) return `a gateway is running on the data folder ${dataFolder}`;
  const url = webUrl(http, env);
  return url !== undefined && (await answersAsGateway(url)) ? `a gateway is running at ${url}` : undefined;
}

/** Whether a process holds the claim on a data folder; a folder that is not there is free. */
export function isFolderClaimed(dataFolder: string): boolean {
  const file = join(dataFolder, 'gateway.lock');
  if (!existsSync(file)) return false;
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file, { readOnly: true, timeout: 0 });
    database.prepare('SELECT count(*) FROM sqlite_master').get();
    return false;
  } catch (cause) {
    return cause instanceof Error && /locked|busy/i.test(cause.message);
  } finally {
    database?.close();
  }
}

/** Where the screens of this site would be; undefined when the system is to choose the port. */
export function webUrl({ host, port }: GatewayPlaces['http'], env: Environment): string | undefined {
  const actual = env.PLANTROOM_PORT ? Number(env.PLANTROOM_PORT) : port;
  if (!Number.isInteger(actual) || actual <= 0) return undefined;
  const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${actual}`;
}

const alive = z.object({ status: z.literal('ok') });

/** Whether something that answers like a gateway is at this address. */
export async function answersAsGateway(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(PING_LIMIT_MS), redirect: 'error' });
    return response.ok && alive.safeParse(await response.json()).success;
  } catch {
    return false;
  }
}
