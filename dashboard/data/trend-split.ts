type Values = readonly (number | null | undefined)[];

/** One line in two, as uPlot takes them: what is sure, and what is only partly known or uncertain. */
export interface SplitLine {
  readonly sure: (number | null | undefined)[];
  /** Reaches over to its sure neighbours, so that nothing of the line is missing; all null where everything is sure. */
  readonly doubtful: (number | null | undefined)[];
}

/** Less of good time, and a value is doubtful. */
export const LEAST_GOOD = 0.99;

/** Takes a line apart by the share of good time: no value is lost, none is invented, a gap stays a gap in both. */
export function splitByGood(mean: Values, good: Values): SplitLine {
  const sure = mean.slice();
  const doubtful: (number | null | undefined)[] = new Array(mean.length).fill(null);
  const isDoubtful = (i: number): boolean => typeof mean[i] === 'number' && (good[i] ?? 1) < LEAST_GOOD;
  let last = -1;
  for (let i = 0; i < mean.length; i++) {
    if (mean[i] === undefined) {
      doubtful[i] = undefined;
      continue;
    }
    const [here, before] = [isDoubtful(i), last >= 0 && isDoubtful(last)];
    if (here) {
      sure[i] = null;
      doubtful[i] = mean[i];
      if (last >= 0) doubtful[last] = mean[last];
    } else if (before) doubtful[i] = mean[i];
    last = i;
  }
  return { sure, doubtful };
}
