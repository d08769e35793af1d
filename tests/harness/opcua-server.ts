import type { UAVariable } from 'node-opcua-address-space-base';
import { DataType, type StatusCode, StatusCodes, Variant, VariantArrayType } from 'node-opcua-client';
import { OPCUAServer } from 'node-opcua-server';
import { freePort } from './free-port.ts';
import { type AlarmSetup, addAlarm, type TestAlarm } from './opcua-alarm.ts';
import { type ServerOptions, serverOptions } from './opcua-server-options.ts';

export interface NodeSetup {
  readonly type: keyof typeof DataType;
  readonly value: unknown;
  /** The data type it declares, when that is not `type`: a subtype, as an enumeration is one of Int32. */
  readonly declares?: string;
  readonly isArray?: boolean;
  /** The server accepts a subscription to it but never has a value. */
  readonly isMute?: boolean;
  /** What becomes of a write; by default it is taken. `lose`: taken, but no answer is sent; `never`: neither. */
  readonly onWrite?: 'take' | 'ignore' | 'refuse' | 'lose' | 'never';
}

export interface ServerSetup extends ServerOptions {
  /** String node ids and what they hold. */
  readonly nodes: Readonly<Record<string, NodeSetup>>;
  readonly namespace: string;
  readonly port?: number;
  /** Says nothing of how much a subscription holds. */
  readonly hidesLimit?: boolean;
  /** Cannot refresh its conditions. */
  readonly hidesRefresh?: boolean;
  /** Namespaces registered before, which move the index of ours. */
  readonly namespacesBefore?: readonly string[];
  /** Nodes of the same kind in the namespaces registered before. */
  readonly nodesBefore?: Readonly<Record<string, NodeSetup>>;
  /** Conditions, by the node id of what they are about. */
  readonly alarms?: Readonly<Record<string, AlarmSetup>>;
}

export interface TestServer {
  readonly url: string;
  readonly port: number;
  readonly sessions: number;
  readonly namespaceIndex: number;
  /** How many subscriptions each session has. */
  readonly subscriptions: readonly number[];
  /** What was written through the network to nodes with `onWrite`, in order. */
  readonly written: readonly { readonly node: string; readonly value: unknown }[];
  write(node: string, value: unknown, more?: { readonly status?: StatusCode; readonly sourceTime?: Date }): void;
  /** Adds a node or takes one away, as a new PLC program may. */
  add(node: string, setup: NodeSetup): void;
  remove(node: string): void;
  alarm(source: string): TestAlarm;
  /** Counts one notification that is never sent. */
  skipNotification(): void;
  /** One subscription of the first session never speaks again; the others go on. */
  muteSubscription(position: number): void;
  /** Forgets its sessions without a word, as after a cold restart of a PLC that keeps its connections. */
  forgetSessions(): void;
  stop(): Promise<void>;
}

const MAX_ITEMS_PER_SUBSCRIPTION = 'ns=0;i=24104';
const CONDITION_REFRESH = 'ns=0;i=3875';

type Space = NonNullable<OPCUAServer['engine']['addressSpace']>;

/** An OPC UA server in the process, on loopback; offers no security and all policies the gateway knows. */
export async function startOpcuaServer(setup: ServerSetup): Promise<TestServer> {
  const port = setup.port ?? (await freePort());
  const server = new OPCUAServer(await serverOptions(setup, port));
  await server.initialize();
  const space = server.engine.addressSpace;
  if (!space) throw new Error('the server has no address space');
  const before = (setup.namespacesBefore ?? []).map((uri) => space.registerNamespace(uri));
  const namespace = space.registerNamespace(setup.namespace);
  const written: { node: string; value: unknown }[] = [];
  const variables = new Map<string, { variable: UAVariable; setup: NodeSetup }>();
  const add = (id: string, node: NodeSetup): void => {
    variables.set(id, { variable: addNode(space, namespace, id, node, written), setup: node });
  };
  for (const foreign of before) {
    for (const [id, node] of Object.entries(setup.nodesBefore ?? {})) addNode(space, foreign, id, node, written);
  }
  for (const [id, node] of Object.entries(setup.nodes)) add(id, node);
  if (setup.alarms) space.installAlarmsAndConditionsService();
  const alarms = new Map(
    Object.entries(setup.alarms ?? {}).map(([source, alarm]) => [source, addAlarm(space, namespace, source, alarm)]),
  );
  if (setup.hidesLimit) hide(space, MAX_ITEMS_PER_SUBSCRIPTION);
  if (setup.hidesRefresh) hide(space, CONDITION_REFRESH);
  await server.start();
  const find = <T>(map: ReadonlyMap<string, T>, id: string): T => {
    const found = map.get(id);
    if (!found) throw new Error(`no node ${id}`);
    return found;
  };
  return {
    url: `opc.tcp://127.0.0.1:${port}`,
    port,
    namespaceIndex: namespace.index,
    written,
    get sessions() {
      return server.currentSessionCount;
    },
    get subscriptions() {
      return sessionsOf(server).map((session) => subscriptionsOf(session).length);
    },
    write(id, value, { status = StatusCodes.Good, sourceTime = new Date() } = {}) {
      const { variable, setup: node } = find(variables, id);
      variable.setValueFromSource(variantOf({ ...node, value }), status, sourceTime);
    },
    add,
    remove: (id) => space.deleteNode(find(variables, id).variable),
    alarm: (source) => find(alarms, source),
    skipNotification: () => Reflect.get(subscriptionsOf(sessionsOf(server)[0]!)[0]!, 'nextSequenceNumber'),
    muteSubscription: (position) =>
      clearInterval(Reflect.get(subscriptionsOf(sessionsOf(server)[0]!)[position]!, 'timerId')),
    forgetSessions: () => {
      for (const session of sessionsOf(server)) {
        server.engine.closeSession(Reflect.get(session, 'authenticationToken'), true, 'Forcing');
      }
    },
    stop: () => server.shutdown(0),
  };
}

const sessionsOf = (server: OPCUAServer): object[] => Object.values(Reflect.get(server.engine, '_sessions'));
const subscriptionsOf = (session: object): object[] =>
  Object.values(Reflect.get(Reflect.get(session, 'publishEngine'), '_subscriptions'));

const variantOf = ({ type, value, isArray }: NodeSetup) => ({
  dataType: DataType[type],
  arrayType: isArray ? VariantArrayType.Array : VariantArrayType.Scalar,
  value,
});

function addNode(
  space: Space,
  namespace: ReturnType<Space['registerNamespace']>,
  id: string,
  node: NodeSetup,
  written: { node: string; value: unknown }[],
): UAVariable {
  const variable = namespace.addVariable({
    nodeId: `s=${id}`,
    browseName: id,
    organizedBy: space.rootFolder.objects,
    dataType: node.declares ?? node.type,
    valueRank: node.isArray ? 1 : -1,
    minimumSamplingInterval: 50,
    ...(node.isMute ? { value: { refreshFunc: () => {} } } : {}),
    ...(node.onWrite ? { value: writable(node, (value) => void written.push({ node: id, value })) } : {}),
  });
  if (!node.isMute && !node.onWrite) variable.setValueFromSource(variantOf(node));
  return variable;
}

/** Takes away a standard node, as if an older server did not have it. */
function hide(space: Space, nodeId: string): void {
  const node = space.findNode(nodeId);
  if (node) space.deleteNode(node);
}

/** A value that can be written, and what becomes of it. */
function writable({ onWrite, ...node }: NodeSetup, note: (value: unknown) => void) {
  let present = new Variant(variantOf(node));
  return {
    get: () => present,
    set: (variant: Variant, answer: (error: Error | null, status?: StatusCode) => void): void => {
      note(variant.value);
      if (onWrite === 'take' || onWrite === 'lose') present = variant;
      if (onWrite === 'lose' || onWrite === 'never') return;
      answer(null, onWrite === 'refuse' ? StatusCodes.BadOutOfRange : StatusCodes.Good);
    },
  };
}
