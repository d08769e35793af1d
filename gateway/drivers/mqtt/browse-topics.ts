import { PlantroomError } from '../../domain/errors.ts';
import type { BrowseRow, ToolContext } from '../../ports/driver-tools.ts';
import { BrokerSession } from './broker-session.ts';
import { loadLibrary } from './library.ts';
import { clientIdOf } from './link.ts';
import { MAX_MESSAGE_BYTES } from './payload.ts';
import { rawText } from './raw-text.ts';
import type { MqttConnection } from './schemas.ts';
import { sessionSettings } from './session-settings.ts';
import { parseTopic } from './sparkplug/topic.ts';
import { readTlsFiles } from './tls-files.ts';
import { WakeUp } from './wake-up.ts';

/** Retained messages come at once; the others when their sensors speak. */
const LIMIT_MS = 10_000;

/**
 * Lists the topics under a filter (`#`, everything, when absent) on which a message came within ten seconds, each once
 * with its first message. Topics more than `depth` levels deep are shown as folders.
 */
export async function* browseTopics(
  context: ToolContext<MqttConnection>,
  start: string | undefined,
  depth: number,
  most: number,
): AsyncGenerator<BrowseRow> {
  const wakeUp = new WakeUp(context.clock, LIMIT_MS, context.signal);
  const found = new Map<string, BrowseRow>();
  const session = await openSession(context, (topic, payload) => {
    const row = rowOf(topic, payload, depth);
    if (found.size >= most || found.has(row.path)) return;
    found.set(row.path, row);
    if (found.size >= most) wakeUp.finish();
    else wakeUp.tell();
  });
  try {
    await subscribe(session, start ?? '#');
    session.ended.listen(() => wakeUp.finish());
    yield* newRows(found, wakeUp);
  } finally {
    wakeUp.stop();
    await session.close();
  }
}

async function* newRows(found: ReadonlyMap<string, BrowseRow>, wakeUp: WakeUp): AsyncGenerator<BrowseRow> {
  let told = 0;
  for (;;) {
    const woken = await wakeUp.next();
    const fresh = [...found.values()].slice(told);
    told += fresh.length;
    yield* fresh;
    if (woken === 'over') return;
  }
}

async function openSession(
  context: ToolContext<MqttConnection>,
  message: (topic: string, payload: Buffer) => void,
): Promise<BrokerSession> {
  const { clock, config, logger } = context;
  const tls = await readTlsFiles(config.tls);
  if (!tls.ok) throw new PlantroomError('FIELD_UNREACHABLE', tls.detail);
  const clientId = `${clientIdOf(context).slice(0, 50)}-browse-${process.pid}`;
  const settings = sessionSettings(config, { clientId, statusTopic: undefined }, 2 * MAX_MESSAGE_BYTES, tls.value);
  const session = new BrokerSession(await loadLibrary(), settings, clock, logger, { message, alive: () => undefined });
  const failure = await session.open();
  if (failure === undefined) return session;
  await session.close();
  throw new PlantroomError('FIELD_UNREACHABLE', failure);
}

async function subscribe(session: BrokerSession, filter: string): Promise<void> {
  const subscribed = await session.subscribe([filter]);
  if (!subscribed.ok) throw new PlantroomError('FIELD_UNREACHABLE', subscribed.detail);
  if (subscribed.refused.size === 0) return;
  throw new PlantroomError(
    'FIELD_UNREACHABLE',
    `the broker refused ${filter} ${[...subscribed.refused.values()].join()}`,
  );
}

function rowOf(topic: string, payload: Buffer, depth: number): BrowseRow {
  const levels = topic.split('/');
  if (levels.length > depth) {
    const path = levels.slice(0, depth).join('/');
    return { path, address: `${path}/#`, kind: 'folder', dataType: null, value: null };
  }
  return { path: topic, address: topic, kind: 'variable', dataType: typeOf(topic, payload), value: rawText(payload) };
}

function typeOf(topic: string, payload: Buffer): string {
  if (parseTopic(topic)) return 'sparkplug';
  try {
    const content: unknown = JSON.parse(payload.toString('utf8'));
    return typeof content === 'object' ? 'json' : typeof content;
  } catch {
    return rawText(payload) === payload.toString('utf8') ? 'text' : 'binary';
  }
}
