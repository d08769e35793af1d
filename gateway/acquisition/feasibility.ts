import type { ReadRequest } from '../ports/driver.ts';

export type Question = Pick<ReadRequest, 'periodMs' | 'estimateMs' | 'description'>;

/** Whether a line can carry what is asked of it: with reserve, without, or not at all. */
export interface LineLoad {
  readonly kind: 'fits' | 'tight' | 'impossible';
  readonly requests: number;
  readonly requestsPerSecond: number;
  readonly percent: number;
  /** The arithmetic in words. */
  readonly text: string;
}

/** Above this share of its time a line has no reserve for retries and probes. */
const FULL_PERCENT = 80;
/** Sums of shares are not exact. */
const ROUNDING = 1e-9;

/**
 * Judges a line that is asked one question at a time. Its questions fit if together they take no more than all of its time,
 * and if none is so long that what becomes due meanwhile is late: the test for earliest deadline first without preemption
 * (Jeffay, Stanat, Martel 1991). Where the speed of the line is not fixed, estimates do not bind and nothing is impossible.
 */
export function judgeLine(questions: readonly Question[], isSerialLine: boolean): LineLoad {
  const share = questions.reduce((sum, { estimateMs, periodMs }) => sum + estimateMs / periodMs, 0);
  const requestsPerSecond = questions.reduce((sum, { periodMs }) => sum + 1000 / periodMs, 0);
  const figures = { requests: questions.length, requestsPerSecond, percent: 100 * share };
  const say = (kind: LineLoad['kind'], remark: string): LineLoad => ({
    kind,
    ...figures,
    text: textOf(figures, remark),
  });
  if (share > 1 + ROUNDING) {
    return isSerialLine ? say('impossible', overload(questions, share)) : say('tight', NOT_BINDING);
  }
  const late = isSerialLine ? firstLate(questions, share) : undefined;
  if (late) return say('impossible', blocked(late));
  return 100 * share > FULL_PERCENT ? say('tight', ': no reserve for retries') : say('fits', '');
}

interface Late {
  readonly blocking: Question;
  readonly withinMs: number;
  readonly workMs: number;
}

/** The first span of time that is too short for what must be read in it behind the longest question that may have begun before. */
function firstLate(questions: readonly Question[], share: number): Late | undefined {
  const costs = costByPeriod(questions);
  const longestPeriod = Math.max(...costs.keys());
  const longestCost = Math.max(...questions.map(({ estimateMs }) => estimateMs));
  // Work due within t is at most share · t: from here on it fits together with any blocking question.
  const horizon = Math.min(longestPeriod, longestCost / Math.max(0, 1 - share));
  let found: Late | undefined;
  for (const period of costs.keys()) {
    for (let end = period; end < horizon && end < (found?.withinMs ?? Infinity); end += period) {
      found = lateWithin(questions, costs, end) ?? found;
    }
  }
  return found;
}

function lateWithin(
  questions: readonly Question[],
  costs: ReadonlyMap<number, number>,
  withinMs: number,
): Late | undefined {
  let workMs = 0;
  for (const [period, cost] of costs) workMs += Math.floor(withinMs / period + ROUNDING) * cost;
  const blocking = longestBeyond(questions, withinMs);
  return blocking && workMs + blocking.estimateMs > withinMs + ROUNDING ? { blocking, withinMs, workMs } : undefined;
}

function costByPeriod(questions: readonly Question[]): ReadonlyMap<number, number> {
  const costs = new Map<number, number>();
  for (const { periodMs, estimateMs } of questions) costs.set(periodMs, (costs.get(periodMs) ?? 0) + estimateMs);
  return costs;
}

/** The longest question that is due later than this, and so may have been begun when the others became due. */
function longestBeyond(questions: readonly Question[], withinMs: number): Question | undefined {
  let longest: Question | undefined;
  for (const question of questions) {
    if (question.periodMs > withinMs && question.estimateMs > (longest?.estimateMs ?? 0)) longest = question;
  }
  return longest;
}

const NOT_BINDING = ': too much by estimate; if it holds, cycles are skipped: read less often or split the line';
const REMEDY = 'read less often, split the line, or raise the baud rate';

function textOf({ requests, requestsPerSecond, percent }: Omit<LineLoad, 'kind' | 'text'>, remark: string): string {
  return `${requests} requests, ${requestsPerSecond.toFixed(1)} per second, line busy ${percent.toFixed(1)} %${remark}`;
}

function overload(questions: readonly Question[], share: number): string {
  const weight = ({ estimateMs, periodMs }: Question): number => estimateMs / periodMs;
  const heaviest = questions.reduce((most, one) => (weight(one) > weight(most) ? one : most));
  const example = `${heaviest.description} alone ${inWords(heaviest.estimateMs)} every ${inWords(heaviest.periodMs)}`;
  return `: IMPOSSIBLE, they take ${inWords(1000 * share)} of every second (${example}); ${REMEDY}`;
}

function blocked({ blocking, withinMs, workMs }: Late): string {
  const sum = `${inWords(blocking.estimateMs)} + ${inWords(workMs)} is more than ${inWords(withinMs)}`;
  return `: IMPOSSIBLE, what is due within ${inWords(withinMs)} cannot wait for ${blocking.description} (${sum}); ${REMEDY}`;
}

const inWords = (ms: number): string =>
  ms < 1000 ? `${Number(ms.toFixed(1))} ms` : `${Number((ms / 1000).toFixed(2))} s`;
