import type { Span } from './read-plan.ts';

/** What one table of one unit has taught us. Values are replaced, never changed. */
export interface TableKnowledge {
  /** Most registers the unit answers in one request, where that is less than configured. */
  readonly cap: number | undefined;
  /** Borders no request may cross, ascending. */
  readonly cuts: readonly number[];
  /** Ranges in which we are looking for the culprit; cuts made there are given up again once it is found. */
  readonly searches: readonly Span[];
  /** What the unit refuses even when asked alone. */
  readonly unsupported: readonly Span[];
  /** The unit does not know the function of this table at all. */
  readonly isRefused: boolean;
}

export const NOTHING_LEARNED: TableKnowledge = {
  cap: undefined,
  cuts: [],
  searches: [],
  unsupported: [],
  isRefused: false,
};

/** How a read was refused: the whole table (exception 1), some address in it (2, or always silence), or its length (3). */
export type Refusal = 'table' | 'address' | 'length';

/** A refused read: its range, and the blocks in it that cannot be cut, ascending. */
export interface RefusedRead extends Span {
  readonly blocks: readonly Span[];
}

/**
 * One step of the search for what a unit does not like: the read is cut in two, at a hole if it has one, until a hole or a
 * single block remains. With n blocks that takes log₂ n further refusals. The same object if nothing is new.
 */
export function learnRefusal(known: TableKnowledge, read: RefusedRead, refusal: Refusal): TableKnowledge {
  if (refusal === 'table') return known.isRefused ? known : { ...known, isRefused: true };
  if (known.isRefused) return { ...known, isRefused: false };
  if (read.blocks.length === 1) return foundCulprit(known, read, refusal);
  if (refusal === 'length') return shrunk(known, read);
  const isSearched = known.searches.some((search) => contains(search, read));
  return {
    ...known,
    cuts: ascending([...known.cuts, bestBorder(read.blocks)]),
    searches: isSearched ? known.searches : [...known.searches, { start: read.start, end: read.end }],
  };
}

/**
 * A read was answered: takes back what forbade it, also the borders it crosses and the limit it goes beyond, which only
 * a trial does. `isProven` says of which given-up ranges the answer is proof. The same object if nothing was forbidden.
 */
export function learnSuccess(
  known: TableKnowledge,
  read: Span,
  isProven: (span: Span) => boolean = (span) => contains(read, span),
): TableKnowledge {
  const unsupported = known.unsupported.filter((span) => !isProven(span));
  const cuts = known.cuts.filter((cut) => cut <= read.start || cut >= read.end);
  const isLonger = known.cap !== undefined && read.end - read.start > known.cap;
  const isOld = unsupported.length === known.unsupported.length && cuts.length === known.cuts.length;
  if (isOld && !isLonger && !known.isRefused) return known;
  const searches = known.searches.filter((search) => cuts.some((cut) => cut > search.start && cut < search.end));
  return { cap: isLonger ? undefined : known.cap, cuts, searches, unsupported, isRefused: false };
}

export const contains = (outer: Span, inner: Span): boolean => outer.start <= inner.start && inner.end <= outer.end;
export const isSameSpan = (a: Span, b: Span): boolean => a.start === b.start && a.end === b.end;

function foundCulprit(known: TableKnowledge, read: RefusedRead, refusal: Refusal): TableKnowledge {
  const culprit = { start: read.blocks[0]!.start, end: read.blocks[0]!.end };
  if (known.unsupported.some((span) => isSameSpan(span, culprit))) return known;
  const over = known.searches.filter((search) => contains(search, read));
  const isInside = (cut: number): boolean => over.some((search) => cut > search.start && cut < search.end);
  return {
    ...known,
    // A unit that answers "bad length" to a single value means the address; what we took for its limit was none.
    cap: refusal === 'length' ? undefined : known.cap,
    cuts: known.cuts.filter((cut) => !isInside(cut)),
    searches: known.searches.filter((search) => !over.includes(search)),
    unsupported: [...known.unsupported, culprit],
  };
}

function shrunk(known: TableKnowledge, read: RefusedRead): TableKnowledge {
  const longestBlock = Math.max(...read.blocks.map((block) => block.end - block.start));
  const cap = Math.max(longestBlock, Math.floor((read.end - read.start) / 2));
  return { ...known, cap };
}

/** Start of the block to cut before: the hole nearest the middle, or else the middle. */
function bestBorder(blocks: readonly Span[]): number {
  const middle = blocks.length / 2;
  const borders = blocks.map((_, i) => i).slice(1);
  const holes = borders.filter((i) => blocks[i - 1]!.end < blocks[i]!.start);
  const candidates = holes.length > 0 ? holes : borders;
  const nearest = candidates.reduce((best, i) => (Math.abs(i - middle) < Math.abs(best - middle) ? i : best));
  return blocks[nearest]!.start;
}

const ascending = (numbers: readonly number[]): number[] => [...new Set(numbers)].sort((a, b) => a - b);
