import type { Comparison } from './gateway-options.ts';

/** What is at `a.0.b` of a foreign JSON value, if it is a text, a number or a truth value; as text. */
export function textAt(value: unknown, path: string): string | undefined {
  let at = value;
  for (const name of path.split('.')) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return undefined;
    at = Reflect.get(at, name);
  }
  return typeof at === 'string' || typeof at === 'number' || typeof at === 'boolean' ? String(at) : undefined;
}

/** Whether the declared comparison holds. `0` and `"0"` are the same: providers change their mind about it. */
export function matches(value: unknown, { path, is }: Comparison): boolean {
  const found = textAt(value, path);
  return found !== undefined && is.some((wanted) => String(wanted) === found);
}
