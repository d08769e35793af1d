import type { WirePlaybookDetail, WirePlaybookRun, WireRunStep } from '../../data/playbook-api.ts';

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

/** A step that was late, and the post that was told of it; a drill tells nobody. */
export interface LateCall {
  readonly key: string;
  readonly at: number;
  readonly step: WireRunStep;
  readonly post: WireRunStep['post'];
}

/** Every time somebody was told, in order of time. A step without posts of its own is told to the duty. */
export function lateCalls({ events, steps }: Pick<WirePlaybookDetail, 'events' | 'steps'>): readonly LateCall[] {
  return events.flatMap(({ seq, at, type, detail }) => {
    const said = type === 'step-late' && typeof detail === 'object' && !Array.isArray(detail) ? detail : null;
    const step = steps.find(({ id }) => id === said?.step);
    if (!step) return [];
    const post = step.lateTo.find((one) => one === said?.post) ?? 'duty';
    return [{ key: `late ${seq}`, at: Date.parse(at), step, post }];
  });
}
