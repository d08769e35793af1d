/** A way that leads back to where it began: `nodes` begins and ends with the same one; `from` → `to` closes it. */
export interface Ring {
  readonly from: string;
  readonly to: string;
  readonly nodes: readonly string[];
}

/** Every link that closes a ring, once; empty when every way ends somewhere. */
export function ringsOf(nodes: readonly string[], next: (node: string) => readonly string[]): Ring[] {
  const rings: Ring[] = [];
  const finished = new Set<string>();
  const follow = (node: string, chain: readonly string[]): void => {
    if (finished.has(node)) return;
    const way = [...chain, node];
    for (const to of next(node)) {
      const start = way.indexOf(to);
      if (start < 0) follow(to, way);
      else rings.push({ from: node, to, nodes: [...way.slice(start), to] });
    }
    finished.add(node);
  };
  for (const node of nodes) follow(node, []);
  return rings;
}
