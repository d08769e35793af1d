import type { SparkplugMetric, SparkplugPayload } from './payload.ts';
import { type MessageType, NODE_SCOPE } from './topic.ts';

/** What a birth has said of the metrics that are wanted. */
interface Birth {
  /** Names by alias; an alias given to two metrics names neither. */
  readonly names: ReadonlyMap<bigint, string | undefined>;
  readonly types: ReadonlyMap<string, number>;
}

/** What is known of one edge node. Only what has been born can be understood. */
export interface NodeState {
  readonly life: 'unknown' | 'born' | 'dead';
  /** Which of its sessions this is (6.4.6). */
  readonly session: bigint | undefined;
  readonly nextSequence: number;
  /** ms of the wall clock; 0 if it never died. */
  readonly diedAt: number;
  /** The node itself and its devices, by scope. */
  readonly births: ReadonlyMap<string, Birth>;
}

export const UNKNOWN_NODE: NodeState = {
  life: 'unknown',
  session: undefined,
  nextSequence: 0,
  diedAt: 0,
  births: new Map(),
};

/** A message of the node, decoded. */
export interface NodeMessage {
  readonly type: MessageType;
  readonly scope: string;
  readonly payload: SparkplugPayload;
}

/** A metric by its name, with the type of its birth. */
export interface NamedMetric {
  readonly name: string;
  readonly type: number | undefined;
  readonly metric: SparkplugMetric;
  readonly time: number | undefined;
}

export interface NodeStep {
  readonly state: NodeState;
  readonly values: readonly NamedMetric[];
  /** Scopes that are gone; `all` is the node with everything behind it. */
  readonly gone: 'all' | 'scope' | 'none';
  /** Something was missed: only a rebirth brings back what the aliases mean. */
  readonly isLost: boolean;
}

/** A death may overtake the birth it came after (MQTT keeps order per topic only): within this none of its session is believed. */
const OVERTAKING_MS = 250;
const SEQUENCES = 256;

/** One message later. `wanted` are the names of the scope somebody has a point for; all others are passed over. */
export function stepNode(state: NodeState, message: NodeMessage, wanted: ReadonlySet<string>, now: number): NodeStep {
  switch (message.type) {
    case 'NBIRTH':
      return nodeBirth(state, message.payload, wanted, now);
    case 'NDEATH':
      return nodeDeath(state, message.payload, now);
    case 'DBIRTH':
    case 'DDATA':
    case 'DDEATH':
    case 'NDATA':
      return inSequence(state, message, wanted);
  }
}

const nothing = (state: NodeState): NodeStep => ({ state, values: [], gone: 'none', isLost: false });

const lost = (state: NodeState): NodeStep => ({ state, values: [], gone: 'none', isLost: true });

function nodeBirth(state: NodeState, payload: SparkplugPayload, wanted: ReadonlySet<string>, now: number): NodeStep {
  const session = sessionOf(payload);
  const isOvertaken = state.life === 'dead' && session === state.session && now - state.diedAt < OVERTAKING_MS;
  if (isOvertaken) return nothing(state);
  const { birth, values } = born(payload, wanted);
  const nextSequence = ((payload.sequence ?? 0) + 1) % SEQUENCES;
  const births = new Map([[NODE_SCOPE, birth]]);
  return { ...nothing({ life: 'born', session, nextSequence, diedAt: 0, births }), values };
}

/** The will of an earlier session may come after the birth of the next one: it is no death of that (6.4.7). */
function nodeDeath(state: NodeState, payload: SparkplugPayload, now: number): NodeStep {
  const session = sessionOf(payload);
  const isOther = session !== undefined && state.session !== undefined && session !== state.session;
  if (state.life === 'born' && isOther) return nothing(state);
  return { ...nothing({ ...UNKNOWN_NODE, life: 'dead', session, diedAt: now }), gone: 'all' };
}

function inSequence(state: NodeState, message: NodeMessage, wanted: ReadonlySet<string>): NodeStep {
  if (state.life !== 'born') return lost(state);
  const { sequence } = message.payload;
  if (sequence === undefined) return accept(state, message, wanted);
  if ((sequence + 1) % SEQUENCES === state.nextSequence) return nothing(state);
  if (sequence !== state.nextSequence) return lost({ ...state, life: 'unknown', births: new Map() });
  return accept({ ...state, nextSequence: (sequence + 1) % SEQUENCES }, message, wanted);
}

function accept(state: NodeState, { type, scope, payload }: NodeMessage, wanted: ReadonlySet<string>): NodeStep {
  if (type === 'DBIRTH') {
    const { birth, values } = born(payload, wanted);
    return { ...nothing({ ...state, births: new Map(state.births).set(scope, birth) }), values };
  }
  const birth = state.births.get(scope);
  if (type === 'DDEATH') {
    const births = new Map([...state.births].filter(([each]) => each !== scope));
    return { ...nothing({ ...state, births }), gone: 'scope' };
  }
  return birth ? { ...nothing(state), values: named(payload, birth, wanted) } : lost(state);
}

/** A birth holds what is true now, whenever it last changed: its values have the time of the message. */
function born(payload: SparkplugPayload, wanted: ReadonlySet<string>): { birth: Birth; values: NamedMetric[] } {
  const names = new Map<bigint, string | undefined>();
  const types = new Map<string, number>();
  const values: NamedMetric[] = [];
  for (const metric of payload.metrics) {
    const { name, alias, type } = metric;
    if (name === undefined) continue;
    const isWanted = wanted.has(name);
    if (alias !== undefined) names.set(alias, isWanted && !names.has(alias) ? name : undefined);
    if (!isWanted) continue;
    if (type !== undefined) types.set(name, type);
    if (!metric.isHistorical) values.push({ name, type, metric, time: payload.time });
  }
  return { birth: { names: new Map([...names].filter(([, name]) => name !== undefined)), types }, values };
}

/** Values sent later than they were measured (is_historical, 6.4.15) are no news of now. */
function named(payload: SparkplugPayload, birth: Birth, wanted: ReadonlySet<string>): NamedMetric[] {
  return payload.metrics.flatMap((metric) => {
    const name = metric.name ?? (metric.alias === undefined ? undefined : birth.names.get(metric.alias));
    if (metric.isHistorical || name === undefined || !wanted.has(name)) return [];
    const type = metric.type ?? birth.types.get(name);
    return [{ name, type, metric, time: metric.time ?? payload.time }];
  });
}

function sessionOf(payload: SparkplugPayload): bigint | undefined {
  const value = payload.metrics.find((metric) => metric.name === 'bdSeq')?.value;
  return value?.kind === 'integer' ? value.bits : undefined;
}
