/**
 * Of each condition the first and the last, in their order: the first says when it began, the last how it is now.
 * What lay between was overtaken.
 */
export function collapse<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  const last = new Map<string, T>();
  for (const item of items) last.set(keyOf(item), item);
  const seen = new Set<string>();
  return items.filter((item) => {
    const key = keyOf(item);
    const isFirst = !seen.has(key);
    seen.add(key);
    return isFirst || last.get(key) === item;
  });
}
