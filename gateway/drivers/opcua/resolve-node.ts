import type { NodeId } from 'node-opcua-client';
import type { NodeAddress } from './address-schema.ts';
import type { OpcuaLibrary } from './library.ts';
import { nodeIdText } from './node-address.ts';

/** What is needed to find nodes: the connection's namespace and the URIs of this session by index. */
export interface NodePlace {
  readonly library: OpcuaLibrary;
  readonly namespace: string;
  readonly namespaces: readonly string[];
}

/** The node an address names on this server, or why there is none. */
export function resolveNode(address: NodeAddress, root: string | undefined, place: NodePlace): NodeId | string {
  const text = nodeIdText(address, root, place.namespace, place.namespaces);
  if (text === undefined) return 'the server does not know its namespace';
  try {
    return place.library.coerceNodeId(text);
  } catch {
    return 'not a node id';
  }
}
