import type { WirePlaybookRun, WireRunStep } from '../../data/playbook-api.ts';

/** The steps of a run as a person works through them. */
export interface StepLists {
  /** To be done now, the one whose limit comes first on top. */
  readonly now: readonly WireRunStep[];
  readonly later: readonly WireRunStep[];
  /** In the order in which they were done. */
  readonly done: readonly WireRunStep[];
}

/** When a step is late, ms; undefined where nothing says. */
export function limitOf(
  step: Pick<WireRunStep, 'limitMs' | 'limitFrom' | 'turnAt'>,
  startedAt: string,
): number | undefined {
  if (step.limitMs === null) return undefined;
  const from = step.limitFrom === 'start' ? startedAt : step.turnAt;
  return from === null ? undefined : Date.parse(from) + step.limitMs;
}

export function stepLists({ steps, startedAt }: Pick<WirePlaybookRun, 'steps' | 'startedAt'>): StepLists {
  const limit = (step: WireRunStep): number => limitOf(step, startedAt) ?? Number.POSITIVE_INFINITY;
  // What telemetry will show needs nobody; it stands below what does.
  const rank = (step: WireRunStep): number => (step.canBeSeen ? 1 : 0);
  const now = steps.filter(({ state }) => state === 'open');
  const done = steps.filter(({ closedAt }) => closedAt !== null);
  return {
    now: now.toSorted((a, b) => rank(a) - rank(b) || compare(limit(a), limit(b))),
    later: steps.filter(({ state }) => state === 'waiting'),
    done: done.toSorted((a, b) => Date.parse(a.closedAt ?? '') - Date.parse(b.closedAt ?? '')),
  };
}

/** Two without a limit are equal. */
const compare = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);
