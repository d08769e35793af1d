import type { NodeAddress } from './address-schema.ts';

const QUALIFIED = /^nsu=([^;]+);(.+)$/s;
const INDEXED = /^ns=(\d+);(.+)$/s;

/** Namespace and identifier of a node, independent of the numbers a server gives its namespaces today. */
interface QualifiedNode {
  readonly uri: string;
  readonly identifier: string;
}

/**
 * The node id as this server writes it now: `ns=<index>;s=…`. The index comes from the namespace array, because a server
 * may hand out other indexes after every restart (Part 4, 7.14). Absent when the server does not know the namespace.
 */
export function nodeIdText(
  address: NodeAddress,
  root: string | undefined,
  namespace: string,
  namespaces: readonly string[],
): string | undefined {
  const { uri, identifier } = qualified(address, root, namespace);
  const index = namespaces.indexOf(uri);
  return index < 0 ? undefined : `ns=${index};${identifier}`;
}

/** The same node for people and for templates, with the namespace by URI: `nsu=<URI>;s=…`. */
export function qualifiedText(address: NodeAddress, root: string | undefined, namespace: string): string {
  const { uri, identifier } = qualified(address, root, namespace);
  return `nsu=${uri};${identifier}`;
}

/** A node id of this server (`ns=2;s=…`, `i=85`) with its namespace by URI. Absent when the index names no namespace. */
export function withUri(nodeId: string, namespaces: readonly string[]): string | undefined {
  const [, index = '0', identifier = nodeId] = INDEXED.exec(nodeId) ?? [];
  const uri = namespaces[Number(index)];
  return uri === undefined ? undefined : `nsu=${uri};${identifier}`;
}

/** A complete address (`nsu=<URI>;s=…`) as this server writes it now. Absent when it is none, or the namespace is unknown. */
export function withIndex(text: string, namespaces: readonly string[]): string | undefined {
  const [, uri, identifier] = QUALIFIED.exec(text) ?? [];
  const index = uri === undefined ? -1 : namespaces.indexOf(uri);
  return index < 0 ? undefined : `ns=${index};${identifier}`;
}

/** What stands below a device's root: `L01.Door`. */
export const belowRoot = (root: string | undefined, name: string): string =>
  root === undefined ? name : `${root}.${name}`;

function qualified(address: NodeAddress, root: string | undefined, namespace: string): QualifiedNode {
  if ('node' in address) {
    return { uri: address.namespace ?? namespace, identifier: `s=${belowRoot(root, address.node)}` };
  }
  const [, uri = '', identifier = ''] = QUALIFIED.exec(address.nodeId) ?? [];
  return { uri, identifier };
}
