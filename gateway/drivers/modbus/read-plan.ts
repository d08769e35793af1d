/** Registers or bits [start, end) that must come from one answer. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface PlanLimits {
  /** Most registers or bits in one request. */
  readonly longest: number;
  /** Time one request costs whatever its length, and the time each register adds, in the same unit. */
  readonly requestCost: number;
  readonly registerCost: number;
  /** Addresses that must not be touched, ascending. */
  readonly forbidden: readonly number[];
  /** Borders that no request may cross, ascending: address c keeps c−1 and c apart. */
  readonly cuts: readonly number[];
}

/** One request: the addresses [start, end) and which of the spans (by position in the input) it answers. */
export interface ReadWindow extends Span {
  readonly members: readonly number[];
}

interface Step {
  readonly cost: number;
  readonly first: number;
  readonly start: number;
  readonly end: number;
}

/**
 * The cheapest set of requests that answers every span, exactly.
 * With the spans sorted by start, C[j] = min over i ≤ j of C[i−1] + a + b · length(i..j): an optimal plan never
 * interleaves, and a request that grows over a limit or a forbidden address cannot become good again by growing further.
 * A span that is itself too long or touches a forbidden address is read alone: refusing it is the caller's business.
 */
export function planReads(spans: readonly Span[], limits: PlanLimits): ReadWindow[] {
  const all = spans.map((_, i) => i);
  const { fit = [], misfit = [] } = Object.groupBy(all, (i) => {
    return isAllowed(spans[i]!.start, spans[i]!.end, limits) ? 'fit' : 'misfit';
  });
  const order = fit.sort((a, b) => spans[a]!.start - spans[b]!.start || spans[a]!.end - spans[b]!.end);
  const sorted = order.map((i) => spans[i]!);
  const steps: Step[] = [];
  for (let j = 0; j < sorted.length; j++) steps.push(bestEndingAt(j, sorted, steps, limits));
  const alone = misfit.map((i) => ({ start: spans[i]!.start, end: spans[i]!.end, members: [i] }));
  return [...traceBack(steps, order), ...alone].sort((a, b) => a.start - b.start);
}

function bestEndingAt(j: number, sorted: readonly Span[], steps: readonly Step[], limits: PlanLimits): Step {
  let best: Step | undefined;
  let end = 0;
  for (let i = j; i >= 0; i--) {
    const { start, end: own } = sorted[i]!;
    end = Math.max(end, own);
    if (!isAllowed(start, end, limits)) break;
    const before = i === 0 ? 0 : steps[i - 1]!.cost;
    const cost = before + limits.requestCost + limits.registerCost * (end - start);
    if (!best || cost < best.cost) best = { cost, first: i, start, end };
  }
  return best!;
}

/** Whether one request may cover [start, end). */
export function isAllowed(start: number, end: number, limits: PlanLimits): boolean {
  if (end - start > limits.longest) return false;
  const forbidden = firstAtLeast(limits.forbidden, start);
  if (forbidden !== undefined && forbidden < end) return false;
  const cut = firstAtLeast(limits.cuts, start + 1);
  return cut === undefined || cut >= end;
}

function firstAtLeast(ascending: readonly number[], wanted: number): number | undefined {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  return ascending[low];
}

function traceBack(steps: readonly Step[], order: readonly number[]): ReadWindow[] {
  const windows: ReadWindow[] = [];
  for (let j = steps.length - 1; j >= 0; ) {
    const { first, start, end } = steps[j]!;
    windows.push({ start, end, members: order.slice(first, j + 1) });
    j = first - 1;
  }
  return windows.reverse();
}

/** Spans that overlap can never be cut apart: joins them into blocks, ascending. */
export function joinOverlapping(spans: readonly Span[]): Span[] {
  const sorted = [...spans].sort((a, b) => a.start - b.start);
  const blocks: { start: number; end: number }[] = [];
  for (const { start, end } of sorted) {
    const last = blocks.at(-1);
    if (last && start < last.end) last.end = Math.max(last.end, end);
    else blocks.push({ start, end });
  }
  return blocks;
}
