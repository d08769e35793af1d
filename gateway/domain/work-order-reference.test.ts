import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CODES, newOrder, ORDER_START, ORDER_ZONE, ordersPlan, stepContext } from '../../tests/harness/order-bench.ts';
import type { Priority } from './alarm.ts';
import type { Role } from './role.ts';
import { ALWAYS, createWorkCalendar } from './work-calendar.ts';
import { type WorkOrder, workOrder } from './work-order.ts';
import { ripenedOrder } from './work-order-due.ts';
import { openOrder } from './work-order-new.ts';
import { clearCondition, placeEpisode } from './work-order-placement.ts';
import {
  isCalledBack,
  isSiteHour,
  REF_LIMITS,
  REF_VERIFY,
  RefOrder,
  type RefRequest,
  TICK_MS,
} from './work-order-reference.fixtures.ts';
import type { WorkOrderRequest } from './work-order-request.ts';
import { type SlaRules, slaOf } from './work-order-sla.ts';
import { stepWorkOrder } from './work-order-step.ts';
import { isSettledOrder } from './work-order-table.ts';

/** PLANTROOM_EPISODES=1000000 takes an hour and a half: so many randomised episodes at least, instead of two thousand. */
const EPISODES = Number(process.env.PLANTROOM_EPISODES ?? 2_000);
const RUNS_OF_ROUND = 100;
const LOOK_EVERY = 4;
const LIMIT_MS = 60_000 + EPISODES * 20;

const PLAN = ordersPlan();
const SITE = createWorkCalendar({ ...PLAN, timeZone: ORDER_ZONE });
const ms = (ticks: number | null): number | null => (ticks === null ? null : ticks * TICK_MS);
const RULES: SlaRules = {
  promiseOf: (priority) => {
    const { ticks, isSiteHours } = REF_LIMITS[priority];
    const limitMs = { accept: ms(ticks.accept), arrive: ms(ticks.arrive), resolve: ms(ticks.resolve) };
    return { limitMs, calendar: isSiteHours ? SITE : ALWAYS };
  },
  ...{ pausing: ['parts'], pauseCapMs: PLAN.pauseCapMs, appointmentGraceMs: 0, countsDraft: true },
};
const VERIFY = Object.fromEntries(Object.entries(REF_VERIFY).map(([key, ticks]) => [key, ticks * TICK_MS]));
const STEP_PLAN = { codesFor: PLAN.codesFor, verifyAfterMs: VERIFY as Record<Priority, number> };
const ROLES: Readonly<Record<string, Role>> = {
  wang: 'technician',
  zhao: 'technician',
  lead: 'operator',
  chief: 'engineer',
};

/** Moments around which rules change: of limits, of the pause of an urgent order, of the days a closed order may be opened again. */
const EDGES = [1, 2, 3, 6, 12, 24, 48, 143, 144, 145, 432, 433] as const;

const anyOp = fc.record({
  kind: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom('fault', 'clear') },
    { weight: 2, arbitrary: fc.constant('step') },
    { weight: 5, arbitrary: fc.constant('usual') },
    { weight: 1, arbitrary: fc.constant('pause') },
  ),
  wait: fc.oneof(
    { weight: 6, arbitrary: fc.constant(0) },
    { weight: 3, arbitrary: fc.constantFrom(...EDGES) },
    { weight: 1, arbitrary: fc.nat(300) },
  ),
  step: fc.constantFrom<WorkOrderRequest['step']>(
    ...(['assign', 'accept', 'decline', 'arrive', 'start', 'hold', 'resume', 'done', 'verify', 'close'] as const),
    ...(['reopen', 'cancel', 'call-back', 'comment'] as const),
  ),
  actor: fc.constantFrom('wang', 'zhao', 'lead', 'chief'),
  assignee: fc.constantFrom('wang', 'zhao'),
  priority: fc.constantFrom<Priority>('P1', 'P2', 'P3', 'P4'),
  ...{ pauses: fc.boolean(), isSolved: fc.boolean(), isSafety: fc.boolean(), isRepeated: fc.boolean() },
});
type AnyOp = typeof anyOp extends fc.Arbitrary<infer T> ? T : never;
type Op = Omit<AnyOp, 'actor'> & { readonly actor: string };

/** One fault of one machine, and everybody who works on it. */
class World {
  episodes = 0;
  isActive = false;
  tick = 0;
  readonly orders: WorkOrder[] = [];
  readonly references: RefOrder[] = [];
  readonly links = new Map<string, number>();

  get now(): number {
    return ORDER_START + this.tick * TICK_MS;
  }

  do(op: Op): void {
    this.pass(op.wait);
    if (op.kind === 'fault') this.fault(op);
    else if (op.kind === 'clear') this.clear();
    else if (op.kind === 'usual') this.usual(op);
    else if (op.kind === 'pause') this.step({ ...op, step: 'hold', actor: 'chief', pauses: true });
    else this.step(op);
    this.ripen();
  }

  private pass(ticks: number): void {
    for (let i = 0; i < ticks; i++) {
      for (const reference of this.references) reference.pass(isSiteHour(this.tick));
      this.tick += 1;
    }
  }

  private fault({ priority, isSafety }: Op): void {
    if (this.isActive) return;
    this.isActive = true;
    this.episodes += 1;
    const alarmId = `x~${this.episodes}`;
    const newest = this.orders.at(-1);
    const placement = placeEpisode(newest, { alarmId, priority, isAfresh: false }, this.now);
    const isTaken = this.references.at(-1)?.takesEpisode(priority) ?? false;
    expect(placement.action).toBe(isTaken ? 'change' : 'open');
    if (placement.action === 'change') this.orders[this.orders.length - 1] = placement.step.order;
    if (placement.action === 'open') {
      const id = this.orders.length + 1;
      const when = { openedAt: this.now, clockAt: this.now, alarmId, priority, isSafety };
      this.orders.push(openOrder(newOrder({ ...placement.inherits, ...when }), id));
      this.references.push(new RefOrder(id, priority, isSafety));
    }
    expect(this.links.has(alarmId)).toBe(false);
    this.links.set(alarmId, this.orders.length);
  }

  private clear(): void {
    if (!this.isActive) return;
    this.isActive = false;
    const order = this.orders.at(-1)!;
    const step = clearCondition(order, this.now);
    if (step) this.orders[this.orders.length - 1] = step.order;
    this.references.at(-1)!.returned();
  }

  /** What people usually do next, so that orders come to their ends. */
  private usual(op: Op): void {
    const state = this.orders.at(-1)?.state;
    const [step, actor] = USUAL[state ?? ''] ?? ['comment', op.actor];
    const own = this.orders.at(-1)?.assignee ?? 'wang';
    this.step({ ...op, step, actor: actor === 'own' ? own : actor });
  }

  private step(op: Op): void {
    const order = this.orders.at(-1);
    if (!order) return;
    const taken = this.submit(order.version, op);
    expect([op.step, op.actor, taken]).toEqual([
      op.step,
      op.actor,
      this.references.at(-1)!.take(op satisfies RefRequest, this.isActive),
    ]);
    const after = this.orders.at(-1)!;
    if (taken && op.isRepeated) expect(this.submit(order.version, op)).toBe(false);
    expect(this.orders.at(-1)).toBe(after);
  }

  /** As the service does: what was made on an older version is refused. */
  private submit(version: number, op: Op): boolean {
    const order = this.orders.at(-1)!;
    if (order.version !== version) return false;
    const context = stepContext({
      ...{
        now: this.now,
        isAlarmActive: this.isActive,
        plan: STEP_PLAN,
        actor: { name: op.actor, role: ROLES[op.actor]! },
      },
      callBackDueAt: (one, at) => (isCalledBack(one.id) ? at + 1 : null),
    });
    const outcome = stepWorkOrder(order, requestOf(op, this.now), context);
    if (outcome.ok) this.orders[this.orders.length - 1] = outcome.value.order;
    return outcome.ok;
  }

  private ripen(): void {
    const order = this.orders.at(-1);
    const step =
      order &&
      ripenedOrder(order, { ...PLAN, callBack: { ...PLAN.callBack, silentMs: Number.POSITIVE_INFINITY } }, this.now);
    if (step) this.orders[this.orders.length - 1] = step.order;
    this.references.at(-1)?.ripen();
  }
}

const USUAL: Readonly<Record<string, readonly [WorkOrderRequest['step'], string]>> = {
  ...{
    open: ['accept', 'wang'],
    assigned: ['accept', 'own'],
    accepted: ['start', 'own'],
    'in-progress': ['done', 'own'],
  },
  ...{ 'on-hold': ['resume', 'own'], done: ['verify', 'chief'], verified: ['call-back', 'chief'] },
};

const requestOf = (op: Op, now: number): WorkOrderRequest => ({
  ...{ step: op.step, note: 'why', resolution: 'repaired', codes: CODES, assignee: op.assignee },
  ...{ holdReason: op.pauses ? 'parts' : 'weather', resumeAt: now + 1, method: 'hand' },
  callBack: { isSolved: op.isSolved, score: null, comment: 'said', method: 'phone', person: null },
});

/** States after every step; clocks, which cost more, now and then: a breach stays, so that none is missed. */
function compare(world: World, withClocks: boolean): void {
  const open = world.orders.filter(({ state }) => !isSettledOrder(state));
  expect(open.length).toBeLessThanOrEqual(1);
  for (const [index, order] of [...world.orders.entries()].slice(-2)) {
    const reference = world.references[index]!;
    reference.judge(reference.isPausedNow);
    const { state, assignee, reopens, occurrences, priority } = reference;
    expect([order.state, order.assignee, order.reopenCount, order.occurrences, order.priority]).toEqual([
      ...[state, assignee, reopens, occurrences, priority],
    ]);
    if (!withClocks) continue;
    for (const clock of slaOf(order, RULES, world.now)?.clocks ?? []) {
      expect([order.id, clock.name, clock.breachedAt !== null]).toEqual([
        order.id,
        clock.name,
        reference.breached.has(clock.name),
      ]);
      if (reference.isRunning(clock.name))
        expect([clock.name, clock.elapsedMs / TICK_MS]).toEqual([clock.name, reference.elapsed(clock.name)]);
    }
  }
}

test(
  'orders agree with a second machine written from the tables: one per episode, reopened by the rules, clocks as counted tick by tick, no step that is not listed',
  () => {
    let episodes = 0;
    let runs = 0;
    while (episodes < EPISODES) {
      fc.assert(
        fc.property(fc.array(anyOp, { minLength: 20, maxLength: 80, size: 'max' }), (ops) => {
          const world = new World();
          for (const [index, op] of ops.entries()) {
            world.do(op);
            compare(world, index % LOOK_EVERY === 0 || index === ops.length - 1);
          }
          for (const order of world.orders) expect(workOrder.parse(order)).toEqual(order);
          episodes += world.episodes;
        }),
        { numRuns: RUNS_OF_ROUND },
      );
      runs += RUNS_OF_ROUND;
    }
    expect(runs).toBeGreaterThanOrEqual(RUNS_OF_ROUND);
  },
  LIMIT_MS,
);
