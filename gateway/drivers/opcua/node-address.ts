import type { OpcuaAddress } from './schemas.ts';

const QUALIFIED = /^nsu=([^;]+);(.+)$/s;

/**
 * The node id as this server writes it now: `ns=<index>;s=…`. The index comes from the namespace array, because a server
 * may hand out other indexes after every restart (Part 4, 7.14). Absent when the server does not know the namespace.
 */
export function nodeIdText(
  address: OpcuaAddress,
  root: string | undefined,
  namespace: string,
  namespaces: readonly string[],
): string | undefined {
  const { uri, identifier } = qualified(address, root, namespace);
  const index = namespaces.indexOf(uri);
  return index < 0 ? undefined : `ns=${index};${identifier}`;
}

/** Namespace and identifier of an address, independent of any server. */
function qualified(
  address: OpcuaAddress,
  root: string | undefined,
  namespace: string,
): { readonly uri: string; readonly identifier: string } {
  if ('node' in address) {
    return { uri: namespace, identifier: `s=${root === undefined ? address.node : `${root}.${address.node}`}` };
  }
  const [, uri = '', identifier = ''] = QUALIFIED.exec(address.nodeId) ?? [];
  return { uri, identifier };
}
