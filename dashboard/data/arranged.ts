/** Those named first, in that order; the others behind them as they stand. */
export function arranged<T extends { readonly id: string }>(
  items: readonly T[],
  order: readonly string[],
): readonly T[] {
  const rank = new Map(order.map((id, at) => [id, at]));
  const rankOf = ({ id }: T): number => rank.get(id) ?? order.length;
  return items.toSorted((a, b) => rankOf(a) - rankOf(b));
}
