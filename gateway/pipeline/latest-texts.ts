import { isBad } from '../domain/quality.ts';

/** Newest text of every point of kind `text`. It may outlive a version of the site; bounded by the number of such points. */
export class LatestTexts {
  private readonly texts = new Map<number, string>();

  /** A text of bad quality is none: what was there before is forgotten. */
  take(point: number, text: string, quality: number): void {
    if (isBad(quality)) this.texts.delete(point);
    else this.texts.set(point, text);
  }

  /** Null before the first text. */
  of(point: number): string | null {
    return this.texts.get(point) ?? null;
  }

  /** Another version of the site: `moves` goes from the former index to the new one; all else is forgotten. */
  renumber(moves: ReadonlyMap<number, number>): void {
    const former = [...this.texts];
    this.texts.clear();
    for (const [point, text] of former) {
      const to = moves.get(point);
      if (to !== undefined) this.texts.set(to, text);
    }
  }
}
