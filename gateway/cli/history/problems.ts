/** What can be wrong with a row or cell of a history file. */
export type ProblemKind =
  | 'broken-line'
  | 'bad-time'
  | 'skipped-hour'
  | 'bad-number'
  | 'bad-quality'
  | 'unknown-tag'
  | 'duplicate'
  | 'out-of-order'
  | 'negative-interval'
  | 'counter-falls'
  | 'ambiguous-time';

export interface Problem {
  readonly line: number;
  readonly kind: ProblemKind;
  /** Empty where the same was told of an earlier line. */
  readonly text: string;
  /** False: it was taken all the same, and a person should know. */
  readonly isRefused: boolean;
}

/** Problems told one by one; there may be as many as lines. */
const MOST_KEPT = 50;

/** What was found wrong, in the order of the file: the first ones in words, all of them counted. */
export class Problems {
  readonly first: Problem[] = [];
  readonly counts = new Map<ProblemKind, number>();
  refused = 0;
  total = 0;

  /** `cells`: how many values it costs. */
  add(problem: Problem, cells = 1): void {
    this.total++;
    if (problem.isRefused) this.refused += cells;
    this.counts.set(problem.kind, (this.counts.get(problem.kind) ?? 0) + 1);
    if (problem.text !== '' && this.first.length < MOST_KEPT) this.first.push(problem);
  }
}
