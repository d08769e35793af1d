import type { Wire } from '../../gateway/contract/wire.ts';

/** The names that contract/wire.ts turns into ISO 8601. */
const INSTANT_KEY = /^(?:at|since|until|reviewBy|sourceTime|.*(?:At|Since|Until))$/;

/** A record as the process knows it, from its JSON form: what stands under the name of an instant is ms since the epoch again. */
export function revive<T>(wire: Wire<T>): T {
  return revived(wire) as T;
}

function revived(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(revived);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([key, one]) => [
    key,
    typeof one === 'string' && INSTANT_KEY.test(key) ? Date.parse(one) : revived(one),
  ]);
  return Object.fromEntries(entries);
}
