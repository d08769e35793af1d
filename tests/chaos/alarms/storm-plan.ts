import type { Condition } from '../../../gateway/domain/condition.ts';
import { highLimit } from '../../harness/alarm-desk.ts';
import { createRandom, type Random, whole } from '../../simulators/model/random.ts';

/** What the mains feed; then the mains themselves and three alarms that a mains failure must not hide. */
export const CHILDREN = 996;
export const MAINS = CHILDREN;
const [UPS, GENSET, ENTRAPMENT] = [MAINS + 1, MAINS + 2, MAINS + 3];
export const POINTS = CHILDREN + 4;

/** Some trip before the mains are known to have failed. */
const EARLY = 60;
/** Still in alarm when the mains have long been back: they are told of then. */
const STAYING = 2;
export const RELEASE_MS = 400;
const HOLD_MS = { P2: 2_000, P3: 8_000 };

export const conditionOf = (point: number): string => `EQ-${point}.high`;
export const pointOf = (conditionId: string): number => Number(/^EQ-(\d+)\.high$/.exec(conditionId)?.[1]);
export const isChild = (point: number): boolean => point < CHILDREN;
export const holdOf = (point: number): number => (isChild(point) ? HOLD_MS[priorityOf(point)] : 0);

const priorityOf = (point: number): 'P2' | 'P3' => (point % 2 === 0 ? 'P2' : 'P3');
/** Whatever repeats is judged each time. */
const calm = { count: 3, windowMs: 1, holdOffMs: 0, releaseMs: 1 };

/** Two neighbours each are one machine with one fault: they share an order. */
export function stormConditions(): readonly Condition[] {
  const suppressors = [{ kind: 'parent', condition: conditionOf(MAINS), releaseDelayMs: RELEASE_MS }] as const;
  const children = Array.from({ length: CHILDREN }, (_one, point) => {
    const machine = `EQ-${point - (point % 2)}`;
    const priority = priorityOf(point);
    const shared = { equipment: machine, failureGroup: 'supply', chatter: calm };
    return highLimit(point, { ...shared, priority, holdMs: holdOf(point), suppressors });
  });
  const own = { suppressible: false, chatter: calm } as const;
  return [
    ...children,
    highLimit(MAINS, own),
    highLimit(UPS, { ...own, priority: 'P2' }),
    highLimit(GENSET, own),
    highLimit(ENTRAPMENT, { ...own, class: 'safety' }),
  ];
}

export interface StormStep {
  readonly values: readonly (readonly [point: number, isAlarm: boolean])[];
  readonly acknowledgements: readonly { readonly point: number; readonly person: string }[];
}

/** Steps of one failure and return of the mains. After the last nothing is in alarm. */
export const CYCLE = 160;

/** What happens in the plant, step by step, failure after failure; it goes on whether a gateway looks or not. Depends on the seed only. */
export class Storm {
  private readonly seed: number;
  private cycle = -1;
  private steps: readonly StormStep[] = [];

  constructor(seed: number) {
    this.seed = seed;
  }

  step(n: number): StormStep {
    const cycle = Math.floor(n / CYCLE);
    if (cycle !== this.cycle) this.steps = planCycle(createRandom(this.seed, `storm ${cycle}`));
    this.cycle = cycle;
    return this.steps[n % CYCLE]!;
  }

  /** Points in alarm after step `n`; none before the first. */
  inAlarm(n: number): ReadonlySet<number> {
    const active = new Set<number>();
    for (let one = n - (((n % CYCLE) + CYCLE) % CYCLE); one >= 0 && one <= n; one++)
      for (const [point, isAlarm] of this.step(one).values) {
        if (isAlarm) active.add(point);
        else active.delete(point);
      }
    return active;
  }
}

interface Plan {
  readonly values: [number, boolean][];
  readonly acknowledgements: { point: number; person: string }[];
}

function planCycle(random: Random): readonly StormStep[] {
  const steps = Array.from({ length: CYCLE }, (): Plan => ({ values: [], acknowledgements: [] }));
  const trip = (point: number, on: number, off: number): void => {
    steps[on]!.values.push([point, true]);
    steps[off]!.values.push([point, false]);
  };
  for (let point = 0; point < CHILDREN; point++) tripChild(random, point, trip);
  if (whole(random, 1, 3) === 1) {
    trip(MAINS, 12, 64);
    trip(MAINS, 80, 120);
  } else trip(MAINS, 12, 120);
  trip(UPS, whole(random, 13, 20), whole(random, 121, 140));
  trip(GENSET, whole(random, 20, 30), whole(random, 121, 140));
  trip(ENTRAPMENT, whole(random, 0, 40), whole(random, 100, 150));
  if (whole(random, 1, 3) > 1) acknowledgeAll(random, steps);
  return steps;
}

/** One in ten comes and goes twice. */
function tripChild(random: Random, point: number, trip: (point: number, on: number, off: number) => void): void {
  const on = point < EARLY ? whole(random, 0, 12) : whole(random, 13, 60);
  const off = point >= CHILDREN - STAYING ? CYCLE - 2 : whole(random, 100, 150);
  if (whole(random, 1, 10) > 1) trip(point, on, off);
  else {
    trip(point, on, whole(random, 61, 74));
    trip(point, whole(random, 76, 90), off);
  }
}

/** Two people, now and then at the same moment. */
function acknowledgeAll(random: Random, steps: readonly Plan[]): void {
  for (let point = CHILDREN - STAYING; point < POINTS; point++) {
    const at = isChild(point) ? whole(random, 140, CYCLE - 2) : whole(random, 60, CYCLE - 2);
    steps[at]!.acknowledgements.push({ point, person: 'li' });
    steps[at + whole(random, 0, 1)]!.acknowledgements.push({ point, person: 'zhou' });
  }
}
