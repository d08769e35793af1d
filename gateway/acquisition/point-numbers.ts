/**
 * A link counts its points as the site did when the link was made, and goes on to do so; after a change of the site file
 * the site may count them otherwise. This stands between the two.
 */
export class PointNumbers {
  /** By the link's number; absent while both count alike. */
  private toSite: Map<number, number> | undefined;
  private isSilenced = false;

  /** The site's number of a point of the link; undefined when the site does not want to hear of it any more. */
  site(point: number): number | undefined {
    if (this.isSilenced) return undefined;
    return this.toSite ? this.toSite.get(point) : point;
  }

  /** The link's number of a point of the site. */
  link(point: number): number | undefined {
    if (this.isSilenced) return undefined;
    if (!this.toSite) return point;
    for (const [own, site] of this.toSite) if (site === point) return own;
    return undefined;
  }

  /** `moves` goes from the former numbers of the site to its new ones. */
  renumber(moves: ReadonlyMap<number, number>): void {
    const entries = this.toSite ? [...this.toSite] : [...moves.keys()].map((point) => [point, point] as const);
    this.toSite = new Map(entries.flatMap(([own, site]) => (moves.has(site) ? [[own, moves.get(site)!]] : [])));
  }

  /** The link is about to end: what it still reads belongs to a site that is gone. */
  silence(): void {
    this.isSilenced = true;
  }
}
