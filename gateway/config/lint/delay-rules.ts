import { delayPath, type Finding, type Rule, type Watched } from './finding.ts';

/** A delay may take at most so much of the time there is to respond. */
const SHARE_OF_RESPONSE = 4;
/** A delay shorter than this many readings cannot be told from none. */
const LEAST_READINGS = 2;

/** Whoever is told so late has no time left. */
export const lateForResponse: Rule = (watched) => {
  const { timeToRespondMs } = watched.condition;
  if (timeToRespondMs === undefined) return undefined;
  return firstDelay(watched, (ms) => {
    if (ms * SHARE_OF_RESPONSE <= timeToRespondMs) return undefined;
    return `an on-delay of ${ms} ms takes more than a quarter of the ${timeToRespondMs} ms there are to respond`;
  });
};

/** The timer cannot be resolved by so few readings. */
export const unresolvedDelay: Rule = (watched) => {
  const { periodMs } = watched.condition;
  return firstDelay(watched, (ms) => {
    if (ms === 0 || ms >= LEAST_READINGS * periodMs) return undefined;
    return `an on-delay of ${ms} ms is shorter than two readings, one every ${periodMs} ms`;
  });
};

function firstDelay({ condition }: Watched, problem: (onDelayMs: number) => string | undefined): Finding | undefined {
  for (const [level, { onDelayMs }] of condition.levels.entries()) {
    const message = problem(onDelayMs);
    if (message !== undefined) return { at: delayPath(condition, level), message };
  }
  return undefined;
}
