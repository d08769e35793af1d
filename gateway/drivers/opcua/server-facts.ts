import type { ClientSession } from 'node-opcua-client';
import { batchSize } from './operation-limits.ts';

const VALUE_ATTRIBUTE = 13;
/** Server.NamespaceArray and Server.ServerCapabilities.OperationLimits.MaxMonitoredItemsPerCall (Part 6, annex A). */
const NAMESPACE_ARRAY = 'ns=0;i=2255';
const MAX_ITEMS_PER_CALL = 'ns=0;i=11714';

export interface ServerFacts {
  /** URIs by index. */
  readonly namespaces: readonly string[];
  readonly itemsPerCall: number;
}

/** Asks the server which namespaces it has today and how much it takes at once. */
export async function readServerFacts(session: ClientSession): Promise<ServerFacts> {
  const [namespaces, limit] = await session.read([
    { nodeId: NAMESPACE_ARRAY, attributeId: VALUE_ATTRIBUTE },
    { nodeId: MAX_ITEMS_PER_CALL, attributeId: VALUE_ATTRIBUTE },
  ]);
  const uris: unknown = namespaces?.value?.value;
  const most: unknown = limit?.value?.value;
  return {
    namespaces: Array.isArray(uris) ? uris.map(String) : [],
    itemsPerCall: batchSize(typeof most === 'number' ? most : undefined),
  };
}
