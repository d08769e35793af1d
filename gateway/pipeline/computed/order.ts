/** What is worked out, with the point it becomes and the points it looks at. */
export interface Link {
  readonly point: number;
  readonly inputs: readonly number[];
}

/** So ordered that each comes after what it looks at. The configuration has refused rings; what is left of one goes last. */
export function inOrder<T extends Link>(links: readonly T[]): readonly T[] {
  const byPoint = new Map(links.map((link) => [link.point, link]));
  const ordered = new Set<T>();
  const visit = (link: T, trail: ReadonlySet<T>): void => {
    if (ordered.has(link) || trail.has(link)) return;
    for (const input of link.inputs) {
      const before = byPoint.get(input);
      if (before) visit(before, new Set([...trail, link]));
    }
    ordered.add(link);
  };
  for (const link of links) visit(link, new Set());
  return [...ordered];
}
