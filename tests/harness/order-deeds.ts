import type { Priority } from '../../gateway/domain/alarm.ts';
import type { RefEdge } from '../../gateway/domain/work-order-reference.fixtures.ts';
import { DAY, HOUR } from '../../gateway/domain/work-order-reference-clocks.fixtures.ts';
import { type Deed, FLAWS, type RefActor, STEPS } from '../../gateway/domain/work-order-reference-rules.fixtures.ts';

/** Something that happens in the life of one fault. */
export interface OrderOp {
  readonly kind: 'fault' | 'clear' | 'recur' | 'worsen' | 'beneath' | 'out' | 'usual' | 'deed' | 'pause' | 'look';
  /** Ticks that go by before. */
  readonly wait: number;
  /** So many ticks beside a moment at which something changes, if that is still to come; instead of the wait. */
  readonly aim: { readonly at: RefEdge; readonly off: number } | null;
  readonly deed: Deed;
  /** A deed on the order before the newest. */
  readonly isOlder: boolean;
  /** Sent over the interface with this key; null: without any. */
  readonly key: string | null;
  readonly expectsVersion: 'none' | 'present' | 'past';
  /** Ticks an order comes after its alarm. */
  readonly lead: number;
}

/** How a fault begins. */
export interface OrderScene {
  readonly first: 'alarm' | 'request' | 'plan';
  readonly isLift: boolean;
  readonly isSafety: boolean;
  readonly isOtherSite: boolean;
  readonly firstId: number;
  readonly priority: Priority;
  readonly assignee: string | null;
  readonly isStatutory: boolean;
}

export interface OrderStory {
  readonly scene: OrderScene;
  readonly ops: readonly OrderOp[];
}

const WANG: RefActor = { name: 'wang', role: 'technician' };
const LEAD: RefActor = { name: 'lin', role: 'operator' };
const CHIEF: RefActor = { name: 'chen', role: 'engineer' };
export const PEOPLE: readonly RefActor[] = [
  WANG,
  { name: 'zhao', role: 'technician' },
  LEAD,
  CHIEF,
  { name: 'guest', role: 'viewer' },
  { name: 'cmms', role: 'system' },
];
const HANDS = ['wang', 'zhao', 'chen'] as const;
const PRIORITIES = ['P1', 'P2', 'P3', 'P4'] as const;
const HOLDS = ['parts', 'parts', 'access', 'approval', 'third_party', 'weather', 'other'] as const;

/** Moments around which rules change: limits, verification, pauses, days a closed order may be opened again, repeated failures. */
const EDGES = [
  ...[1, 1, 2, 3, 5, 6, 7, 11, 12, 13, 24, 23, 25, 47, 48, 49, 95, 96, 97, 119, 120, 121],
  ...[DAY - 1, DAY, DAY + 1, 3 * DAY - 1, 3 * DAY, 3 * DAY + 1],
];
const LONG = [5 * DAY, 7 * DAY, 14 * DAY, 15 * DAY, 30 * DAY - 1, 30 * DAY, 20 * DAY] as const;
const BESIDE = [0, 0, -1, 1] as const;
const AIMS: readonly RefEdge[] = [
  ...(['reopen', 'reopen', 'verify', 'verify', 'verify', 'silent', 'pause', 'repeat'] as const),
  ...(['accept', 'arrive', 'resolve', 'agreed', 'agreed', 'agreed', 'clears', 'clears'] as const),
];
const AGREED = [undefined, undefined, undefined, null, 0, 1, 6, HOUR, DAY, 3 * DAY] as const;

/** A fault that comes and goes. */
const CHATTER: readonly OrderOp['kind'][] = [
  ...(['fault', 'fault', 'fault', 'clear', 'clear', 'clear', 'recur', 'usual', 'usual', 'worsen'] as const),
];
/** Kinds by how often they come: everyday life, chatter, a fault that is handled as it should be, and everything at once. */
const MOODS: readonly (readonly OrderOp['kind'][])[] = [
  ['fault', 'fault', 'clear', 'usual', 'usual', 'usual', 'usual', 'usual', 'deed', 'deed', 'look', 'pause'],
  CHATTER,
  ['fault', 'fault', 'beneath', 'out', 'clear', 'usual', 'usual', 'usual', 'usual', 'usual', 'usual'],
  ['fault', 'clear', 'usual', 'usual', 'usual', 'usual', 'usual', 'usual', 'look'],
  ['fault', 'fault', 'clear', 'clear', 'usual', 'usual', 'usual', 'usual'],
  ['fault', 'clear', 'recur', 'worsen', 'beneath', 'out', 'usual', 'deed', 'deed', 'deed', 'pause', 'look'],
];
/** In a hurry nearly nothing waits; in a long life much does. */
const WAITS = [
  [20, 4, 0],
  [20, 8, 1],
  [30, 20, 4],
] as const;

/** A random story that `seed` stands for. */
export function storyOf(seed: number): OrderStory {
  const dice = new Dice(seed);
  const kinds = dice.of(MOODS);
  const [none, edge, long] = dice.of(WAITS);
  const mostFlaws = dice.of([0, 1, 3]);
  const count = 15 + dice.below(kinds === CHATTER ? 180 : 50);
  const scene: OrderScene = {
    first: dice.of(['alarm', 'alarm', 'alarm', 'alarm', 'alarm', 'request', 'plan']),
    ...{ isLift: dice.below(4) === 0, isSafety: dice.below(4) === 0, isOtherSite: dice.below(3) === 0 },
    ...{ firstId: 1 + dice.below(20), priority: dice.of(PRIORITIES) },
    ...{ assignee: dice.of([null, null, 'wang']), isStatutory: dice.below(2) === 0 },
  };
  const wait = (): number => {
    const which = dice.below(none + edge + long);
    if (which < none) return 0;
    if (which >= none + edge) return dice.of(LONG);
    return dice.below(4) === 0 ? dice.below(300) : dice.of(EDGES);
  };
  const ops = Array.from(
    { length: count },
    (): OrderOp => ({
      ...{
        kind: dice.of(kinds),
        wait: wait(),
        aim: dice.below(5) === 0 ? { at: dice.of(AIMS), off: dice.of(BESIDE) } : null,
      },
      ...{ isOlder: dice.below(12) === 0, lead: Math.max(0, dice.below(6) - 3) },
      key: dice.below(10) === 0 ? dice.of(['k1', 'k2']) : null,
      expectsVersion: dice.of(['none', 'present', 'past', 'none', 'none', 'none']),
      deed: {
        step: dice.of(STEPS),
        actor: dice.of(PEOPLE),
        flaw: dice.below(10) < mostFlaws ? dice.of(FLAWS) : 'none',
        ...{ assignee: dice.of(HANDS), holdReason: dice.of(HOLDS), isSolved: dice.below(4) > 0 },
        ...{ foundNothing: dice.below(8) === 0, isScan: dice.below(2) === 0, isBad: dice.below(3) === 0 },
        ...{ priority: dice.of(PRIORITIES), appointment: dice.of(AGREED), deadline: dice.of(AGREED) },
      },
    }),
  );
  return { scene, ops };
}

/** What people usually do next, so that orders come to their ends; `own`: whoever has the order. */
export const USUAL: Readonly<Record<string, readonly (readonly [Deed['step'], 'own' | RefActor])[]>> = {
  draft: [['dispatch', LEAD]],
  open: [
    ['accept', WANG],
    ['start', WANG],
    ['assign', LEAD],
    ['change', LEAD],
  ],
  assigned: [['accept', 'own']],
  accepted: [
    ['start', 'own'],
    ['arrive', 'own'],
    ['fill', 'own'],
    ['change', LEAD],
  ],
  'in-progress': [
    ['done', 'own'],
    ['done', 'own'],
    ['fill', 'own'],
    ['hold', CHIEF],
    ['labour', 'own'],
  ],
  'on-hold': [['resume', 'own']],
  done: [
    ['verify', { name: 'sun', role: 'engineer' }],
    ['close', { name: 'sun', role: 'engineer' }],
  ],
  verified: [
    ['call-back', { name: 'sun', role: 'engineer' }],
    ['call-back', LEAD],
    ['close', { name: 'sun', role: 'engineer' }],
  ],
  closed: [['comment', LEAD]],
};

/** A small generator of numbers that are the same for the same seed (mulberry32). */
class Dice {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  below(limit: number): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  }

  of<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }
}
