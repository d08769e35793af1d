import type { PlannedRead } from './device-plan.ts';
import type { Atom } from './fields.ts';
import type { Span } from './read-plan.ts';

/** So many refusals in a row, and what was answered once counts as taken away for good. */
const MOST_REFUSALS = 120;

/** What a unit has answered at some time: a refusal of it is more likely a moment of weakness than a fact about its map. */
export class AnsweredAtoms {
  private readonly atoms: readonly Atom[];
  private readonly stands: (read: Span, atom: Span) => boolean;
  private readonly answered = new Set<Atom>();
  private readonly refusals = new Map<Atom, number>();
  private readonly noted = new WeakSet<PlannedRead>();

  /** `stands` says whether a read of the first range is about the second. */
  constructor(atoms: readonly Atom[], stands: (read: Span, atom: Span) => boolean) {
    this.atoms = atoms;
    this.stands = stands;
  }

  has(atom: Atom): boolean {
    return this.answered.has(atom);
  }

  /** Cheap for a read that has been answered before. */
  note(read: PlannedRead): void {
    if (this.noted.has(read)) return;
    this.noted.add(read);
    for (const atom of this.atomsOf(read)) {
      this.answered.add(atom);
      this.refusals.delete(atom);
    }
  }

  /** True when something was refused so often that it is given up. */
  refuse(read: PlannedRead): boolean {
    this.noted.delete(read);
    let hasGivenUp = false;
    for (const atom of this.atomsOf(read)) {
      const count = (this.refusals.get(atom) ?? 0) + 1;
      this.refusals.set(atom, count);
      if (count >= MOST_REFUSALS && this.answered.delete(atom)) hasGivenUp = true;
    }
    return hasGivenUp;
  }

  private atomsOf(read: PlannedRead): Atom[] {
    return this.atoms.filter((atom) => atom.table === read.table && this.stands(read, atom));
  }
}
