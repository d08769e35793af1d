import type { ClientSession } from 'node-opcua-client';
import { durationMs } from '../../domain/duration.ts';
import { PlantroomError } from '../../domain/errors.ts';
import type { ToolContext } from '../../ports/driver-tools.ts';
import { storeFolderOf } from './certificate-files.ts';
import { ServerClient } from './client.ts';
import { Ending, within } from './ending.ts';
import { failureText } from './failure-text.ts';
import { loadLibrary, type OpcuaLibrary } from './library.ts';
import type { OpcuaConnection } from './schemas.ts';
import { readServerFacts, type ServerFacts } from './server-facts.ts';

const LOAD_LIMIT_MS = 30_000;

/** A session opened for a piece of work; `ask` is how everything of it is asked, bounded in time. */
export interface ToolSession {
  readonly library: OpcuaLibrary;
  readonly session: ClientSession;
  readonly facts: ServerFacts;
  readonly ending: Ending;
  readonly limitMs: number;
  /** Throws FIELD_UNREACHABLE when the session ends; other refusals of the server as they come. */
  ask<T>(what: string, work: Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Opens a session as the link would, with the same keys and certificates. Throws FIELD_UNREACHABLE with the reason. */
export async function openToolSession(context: ToolContext<OpcuaConnection>): Promise<ToolSession> {
  const { connectionId, config, clock, logger, stateFolder, signal } = context;
  if (stateFolder === undefined)
    throw new PlantroomError('FIELD_UNREACHABLE', 'there is no folder for the certificates');
  const storeFolder = storeFolderOf(stateFolder, connectionId);
  const ending = new Ending();
  const stop = (): void => ending.end('stopped');
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  let client: ServerClient | undefined;
  const close = async (): Promise<void> => {
    signal.removeEventListener('abort', stop);
    stop();
    await client?.close();
  };
  try {
    const limitMs = durationMs(config.timeout);
    const library = await within(clock, LOAD_LIMIT_MS, 'loading the library', loadLibrary(logger), ending);
    client = new ServerClient(library, { connectionId, connection: config, storeFolder }, clock, ending);
    const session = await client.open();
    const ask = <T>(what: string, work: Promise<T>): Promise<T> =>
      asked(within(clock, limitMs, what, work, ending), ending);
    const facts = await ask('reading the namespaces', readServerFacts(session));
    return { library, session, facts, ending, limitMs, ask, close };
  } catch (cause) {
    const reason = failureText(ending.reason ?? cause, client?.place ?? { connectionId, storeFolder });
    await close();
    throw new PlantroomError('FIELD_UNREACHABLE', reason, { cause });
  }
}

async function asked<T>(work: Promise<T>, ending: Ending): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    if (ending.reason === undefined) throw cause;
    throw new PlantroomError('FIELD_UNREACHABLE', ending.reason, { cause });
  }
}
