import type { ClientSession } from 'node-opcua-client';
import { StepFailed } from './ending.ts';
import { batchSize } from './operation-limits.ts';

const VALUE_ATTRIBUTE = 13;
/** Server.NamespaceArray and, below Server.ServerCapabilities, the limits of the server (Part 6, annex A). */
const NODES = {
  namespaces: 'ns=0;i=2255',
  nodesPerRead: 'ns=0;i=11705',
  nodesPerBrowse: 'ns=0;i=11710',
  itemsPerCall: 'ns=0;i=11714',
  itemsPerSubscription: 'ns=0;i=24104',
} as const;

export interface ServerFacts {
  /** URIs by index. */
  readonly namespaces: readonly string[];
  readonly nodesPerRead: number;
  readonly nodesPerBrowse: number;
  readonly itemsPerCall: number;
  /** Infinity when the server does not say. */
  readonly itemsPerSubscription: number;
}

/** Asks the server which namespaces it has today and how much it takes at once. */
export async function readServerFacts(session: ClientSession): Promise<ServerFacts> {
  const asked = Object.values(NODES).map((nodeId) => ({ nodeId, attributeId: VALUE_ATTRIBUTE }));
  const [uris, ...limits] = (await session.read(asked)).map((answer): unknown => answer.value?.value);
  const [nodesPerRead, nodesPerBrowse, itemsPerCall, itemsPerSubscription] = limits.map(positive);
  return {
    namespaces: Array.isArray(uris) ? uris.map(String) : [],
    nodesPerRead: batchSize(nodesPerRead),
    nodesPerBrowse: batchSize(nodesPerBrowse),
    itemsPerCall: batchSize(itemsPerCall),
    itemsPerSubscription: itemsPerSubscription ?? Number.POSITIVE_INFINITY,
  };
}

/** Throws when the server does not have the namespace the points are in. */
export function checkNamespace({ namespaces }: ServerFacts, namespace: string): void {
  if (!namespaces.includes(namespace)) throw new StepFailed(`the server does not know the namespace ${namespace}`);
}

/** A limit of 0 means that there is none, or that nobody knows. */
const positive = (limit: unknown): number | undefined => (typeof limit === 'number' && limit > 0 ? limit : undefined);
