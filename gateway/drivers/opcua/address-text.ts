import { isEventAddress, type OpcuaAddress } from './address-schema.ts';
import { qualifiedText } from './node-address.ts';

/** An address for people: a node with its namespace by URI, or what of which condition. */
export function addressText(address: OpcuaAddress, root: string | undefined, namespace: string): string {
  if (!isEventAddress(address)) return qualifiedText(address, root, namespace);
  if (address.event === 'unmapped') return `conditions of ${root ?? 'the server'} that no point names`;
  const { source, condition, field } = address.event;
  const place = [root, source].filter((part) => part !== undefined).join('.');
  return `${field} of ${condition ?? 'any condition'}${place === '' ? '' : ` of ${place}`}`;
}
