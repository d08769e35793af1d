import type { Atom } from './fields.ts';
import { contains, isSameSpan } from './holes.ts';
import { isAllowed, type PlanLimits, planReads, type Span } from './read-plan.ts';

/** One request before it is taken apart into fields. */
export interface Draft extends Span {
  readonly periodMs: number;
  readonly atoms: readonly Atom[];
}

/** What has to be asked for to get an atom: its own addresses, or more than these. */
export type Reach = (atom: Atom) => Span;

/**
 * Per scan class from the fastest. A slow point inside a range that is read for faster ones anyway costs nothing: it rides
 * along. What is left of a class is planned by itself, and each of its requests taken into a faster one where that costs
 * the line less.
 */
export function planByClass(atoms: readonly Atom[], limits: PlanLimits, reach: Reach): Draft[] {
  let drafts: readonly Draft[] = [];
  for (const periodMs of ascendingPeriods(atoms)) {
    const rest: Atom[] = [];
    for (const atom of atoms.filter((one) => one.periodMs === periodMs)) {
      const host = drafts.find((draft) => contains(draft, reach(atom)));
      if (host) drafts = replaced(drafts, host, { ...host, atoms: [...host.atoms, atom] });
      else rest.push(atom);
    }
    for (const draft of planAtOnce(rest, limits, reach)) drafts = addOrMerge(drafts, draft, limits);
  }
  return [...drafts];
}

/** One plan for atoms of any class, each request as often as the fastest of its atoms. */
export function planAtOnce(atoms: readonly Atom[], limits: PlanLimits, reach: Reach): Draft[] {
  return planReads(atoms.map(reach), limits).map(({ start, end, members }) =>
    toDraft(
      { start, end },
      members.map((i) => atoms[i]!),
    ),
  );
}

/** One request for each range that occurs, whatever its neighbours. */
export function planSingly(atoms: readonly Atom[]): Draft[] {
  const first = atoms.filter((atom, i) => atoms.findIndex((other) => isSameSpan(atom, other)) === i);
  return first.map((span) =>
    toDraft(
      span,
      atoms.filter((atom) => isSameSpan(atom, span)),
    ),
  );
}

function toDraft({ start, end }: Span, atoms: readonly Atom[]): Draft {
  return { start, end, periodMs: Math.min(...atoms.map((atom) => atom.periodMs)), atoms };
}

/** Lengthens the faster request that gains most by taking the slower one in, if any gains. */
function addOrMerge(drafts: readonly Draft[], slow: Draft, limits: PlanLimits): Draft[] {
  let best: { readonly host: Draft; readonly gain: number } | undefined;
  for (const host of drafts) {
    const gain = gainOfMerging(host, slow, limits);
    if (gain > (best?.gain ?? 0)) best = { host, gain };
  }
  if (!best) return [...drafts, slow];
  const { host } = best;
  const merged = { ...hull(host, slow), periodMs: host.periodMs, atoms: [...host.atoms, ...slow.atoms] };
  return replaced(drafts, host, merged);
}

/**
 * Line time saved per unit of time: the slow request is no longer made, and the registers it adds are read at the pace of
 * the fast one. Over the time after which both fall due together that is the same comparison, times its length.
 */
function gainOfMerging(fast: Draft, slow: Draft, limits: PlanLimits): number {
  const { start, end } = hull(fast, slow);
  const added = (limits.registerCost * (end - start - (fast.end - fast.start))) / fast.periodMs;
  const saved = (limits.requestCost + limits.registerCost * (slow.end - slow.start)) / slow.periodMs;
  return saved > added && isAllowed(start, end, limits) ? saved - added : 0;
}

const hull = (a: Span, b: Span): Span => ({ start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) });

function replaced(drafts: readonly Draft[], old: Draft, draft: Draft): Draft[] {
  return drafts.map((one) => (one === old ? draft : one));
}

function ascendingPeriods(atoms: readonly Atom[]): number[] {
  return [...new Set(atoms.map((atom) => atom.periodMs))].sort((a, b) => a - b);
}
