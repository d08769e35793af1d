/** Moves labels apart that would lie on each other: in the order given by their places, `height` apart, none outside of the plot if they fit. */
export function spreadLabels(places: readonly number[], height: number, from: number, to: number): number[] {
  const order = places.map((_, i) => i).sort((a, b) => (places[a] ?? 0) - (places[b] ?? 0) || a - b);
  const spread = [...places];
  let least = from + height / 2;
  for (const i of order) {
    spread[i] = Math.max(spread[i] ?? 0, least);
    least = (spread[i] ?? 0) + height;
  }
  let most = to - height / 2;
  for (const i of order.toReversed()) {
    spread[i] = Math.min(spread[i] ?? 0, most);
    most = (spread[i] ?? 0) - height;
  }
  return spread;
}
