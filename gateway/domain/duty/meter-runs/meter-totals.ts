import type { MeterLine, MeterRun } from './meter-run.ts';

/** Main meters of one kind beside what is behind them. */
export interface MeterBalance {
  readonly kind: MeterLine['kind'];
  /** Null: of all of the kind; otherwise the meter whose children are added up. */
  readonly parent: string | null;
  readonly unit: string;
  readonly main: number | null;
  readonly behind: number | null;
  readonly behindCount: number;
  /** Percent of main that is not behind; null where either is not known. */
  readonly lossPercent: number | null;
  readonly isOdd: boolean;
}

/** What one consumer is charged with. */
export interface MeterCharge {
  readonly consumer: string;
  readonly kind: MeterLine['kind'];
  readonly unit: string;
  readonly own: number;
  /** Of what belongs to everybody. */
  readonly shared: number;
  /** Something of it was estimated, or is not known at all. */
  readonly isWhole: boolean;
}

export interface MeterTotals {
  readonly read: number;
  readonly missing: readonly string[];
  readonly odd: readonly string[];
  readonly balances: readonly MeterBalance[];
}

/** Sums over the lines. A sum with a reading missing in it is not known: it is never made from what is there. */
export function totalsOf({ lines, loss }: Pick<MeterRun, 'lines' | 'loss'>): MeterTotals {
  const kinds = [...new Set(lines.map(({ kind }) => kind))];
  const parents = lines.filter(({ meter }) => lines.some(({ parent }) => parent === meter));
  const ofKind = kinds.flatMap((kind) => {
    const mains = parents.filter((line) => line.kind === kind && line.parent === null);
    const leaves = lines.filter(
      (line) => line.kind === kind && isBehind(line, mains, lines) && !parents.includes(line),
    );
    return mains.length > 1 ? [balance(null, mains, leaves, loss)] : [];
  });
  const ofParent = parents.map((main) => {
    const behind = lines.filter(({ parent, kind }) => parent === main.meter && kind === main.kind);
    return balance(main.meter, [main], behind, loss);
  });
  return {
    read: lines.filter(({ reading }) => reading !== null).length,
    missing: lines.filter(({ reading }) => reading === null).map(({ meter }) => meter),
    odd: lines.filter(({ odd }) => odd.length > 0).map(({ meter }) => meter),
    balances: [...ofKind, ...ofParent],
  };
}

/** Follows the parents upward; a ring of parents, which the site file cannot hold, would end it too. */
function isBehind(line: MeterLine, mains: readonly MeterLine[], lines: readonly MeterLine[]): boolean {
  let parent = line.parent;
  for (let depth = 0; parent !== null && depth < lines.length; depth++) {
    const above = parent;
    if (mains.some(({ meter }) => meter === above)) return true;
    parent = lines.find(({ meter }) => meter === above)?.parent ?? null;
  }
  return false;
}

function balance(
  parent: string | null,
  mains: readonly MeterLine[],
  leaves: readonly MeterLine[],
  loss: readonly number[],
): MeterBalance {
  const [main, behind] = [sumOf(mains), sumOf(leaves)];
  const [least = -1, most = 5] = loss;
  const lossPercent = main === null || behind === null || main <= 0 ? null : (100 * (main - behind)) / main;
  const isOdd = lossPercent !== null && (lossPercent < least || lossPercent > most);
  const { kind, unit } = mains[0]!;
  return { kind, parent, unit, main, behind, behindCount: leaves.length, lossPercent, isOdd };
}

function sumOf(lines: readonly MeterLine[]): number | null {
  let sum = 0;
  for (const { use } of lines) {
    if (use === null) return null;
    sum += use;
  }
  return sum;
}

/** Hundredths: what charging programs take. */
const PARTS = 100;

/**
 * What each consumer has used, and his share of what belongs to everybody (`by-use`), in proportion to his own use. The shares add
 * up exactly to what is shared: hundredths that are left over go to the largest remainders.
 */
export function chargesOf({ lines, share }: Pick<MeterRun, 'lines' | 'share'>): readonly MeterCharge[] {
  const kinds = [...new Set(lines.map(({ kind }) => kind))];
  return kinds.flatMap((kind) => {
    const own = ownOf(lines.filter((line) => line.kind === kind));
    const open = share === 'none' ? 0 : publicUse(lines.filter((line) => line.kind === kind));
    const shares = portions(
      open,
      own.map(({ own: use }) => use),
    );
    return own.map((charge, at) => ({ ...charge, shared: shares[at] ?? 0 }));
  });
}

function ownOf(lines: readonly MeterLine[]): Omit<MeterCharge, 'shared'>[] {
  const byConsumer = Map.groupBy(
    lines.filter(({ consumer }) => consumer !== null),
    ({ consumer }) => consumer!,
  );
  return [...byConsumer].map(([consumer, own]) => {
    const { kind, unit } = own[0]!;
    const use = own.reduce((sum, line) => sum + Math.max(0, line.use ?? 0), 0);
    return { consumer, kind, unit, own: hundredths(use), isWhole: own.every(isSure) };
  });
}

const isSure = ({ use, how }: MeterLine): boolean => use !== null && use >= 0 && how !== 'estimated';

const publicUse = (lines: readonly MeterLine[]): number =>
  lines.filter(({ isPublic }) => isPublic).reduce((sum, { use }) => sum + Math.max(0, use ?? 0), 0);

const hundredths = (value: number): number => Math.round(value * PARTS) / PARTS;

/** `total` in portions as the weights are, in hundredths that add up to it; without any weight nobody gets anything. */
export function portions(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  const parts = Math.round(total * PARTS);
  if (sum <= 0 || parts <= 0) return weights.map(() => 0);
  const exact = weights.map((weight) => (parts * weight) / sum);
  // Rounded down a little more than needed: what rounding adds must never make more than there is.
  const given = exact.map((part) => Math.floor(part * (1 - Number.EPSILON)));
  const left = parts - given.reduce((a, b) => a + b, 0);
  const order = exact.map((part, at) => ({ at, rest: part - given[at]! })).sort((a, b) => b.rest - a.rest);
  for (let n = 0; n < left; n++) given[order[n % order.length]!.at]! += 1;
  return given.map((value) => value / PARTS);
}
