import { mayAssign, mayStep, visibleTo } from '../../gateway/contract/work-order-steps.ts';
import { refused } from '../../gateway/domain/errors.ts';
import type { Role } from '../../gateway/domain/role.ts';
import { type WorkOrder, workOrder } from '../../gateway/domain/work-order.ts';
import type { ChecklistItem } from '../../gateway/domain/work-order-content.ts';
import { clearCondition, placeEpisode, raiseOrder, supersedeOrder } from '../../gateway/domain/work-order-placement.ts';
import { RefOrder, type RefStart } from '../../gateway/domain/work-order-reference.fixtures.ts';
import { TICK_MS } from '../../gateway/domain/work-order-reference-clocks.fixtures.ts';
import {
  type Deed,
  isTheirs,
  mayAsk,
  type RefActor,
  STEPS,
} from '../../gateway/domain/work-order-reference-rules.fixtures.ts';
import type { OrderStep } from '../../gateway/domain/work-order-step.ts';
import type { TransitionRequest } from '../../gateway/ports/work-order-service.ts';
import { KeyedSteps } from './keyed-steps.ts';
import { ManualClock } from './manual-clock.ts';
import { MemoryWorkOrders } from './memory-work-orders.ts';
import { newOrder, ORDER_START, orderDesk } from './order-bench.ts';
import { type OrderOp, type OrderScene, PEOPLE, USUAL } from './order-deeds.ts';
import { differenceOf } from './order-differences.ts';
import { requestOf, type StepBody } from './order-requests.ts';
import type { OrderSites } from './order-sites.ts';

const LOOK_CLOSE_EVERY = 8;

const item = (id: string, change: Partial<ChecklistItem>): ChecklistItem => ({
  ...{ id, kind: 'check', text: { en: id, zh: id }, required: false, options: [], min: null, max: null, unit: '' },
  ...{ tag: null, tolerance: null, condition: null, onFail: null, ...change },
});
const CHECKLIST = [
  item('a', { required: true, onFail: 'comment' }),
  item('b', { kind: 'number', min: 1, max: 3, onFail: 'photo' }),
];

/** One fault of one machine and everybody who works on it, in the real service and in the second machine beside it. Throws where they differ. */
export class OrderWorld {
  episodes = 0;
  private tick = 0;
  private isActive = false;
  private isBeneath = false;
  private done = 0;
  private readonly scene: OrderScene;
  private readonly clock = new ManualClock(ORDER_START);
  private readonly repository: MemoryWorkOrders;
  private readonly desk: ReturnType<typeof orderDesk>;
  private readonly keyed = new KeyedSteps(this.clock);
  private readonly references: RefOrder[] = [];

  constructor(scene: OrderScene, sites: OrderSites) {
    const { firstId } = scene;
    this.scene = scene;
    const isAlarmActive = (id: string | null): boolean => this.isActive && id === this.alarm;
    this.repository = new MemoryWorkOrders({ clock: this.clock, isAlarmActive, firstId });
    this.desk = orderDesk({ repository: this.repository, clock: this.clock, rules: sites.of(scene) });
    if (scene.first !== 'alarm') this.openByHand();
  }

  private get alarm(): string {
    return `x~${this.episodes}`;
  }

  private get newest(): WorkOrder | undefined {
    return this.repository.orders.at(-1);
  }

  async do(op: OrderOp): Promise<void> {
    await this.pass(this.ticksBefore(op));
    await this.act(op);
    this.done += 1;
    await this.compare(this.done % LOOK_CLOSE_EVERY === 0);
  }

  private async act(op: OrderOp): Promise<void> {
    switch (op.kind) {
      case 'fault':
        return this.fault(op);
      case 'clear':
        return this.clear();
      case 'recur':
        return this.recur(op);
      case 'worsen':
        return this.worsen(op);
      case 'beneath':
        return this.goBeneath();
      case 'out':
        return this.comeOut(op);
      case 'look':
        return this.look();
      case 'pause':
        return this.ask({
          ...op,
          deed: { ...op.deed, step: 'hold', flaw: 'none', actor: { name: 'chen', role: 'engineer' } },
        });
      case 'usual':
        return this.ask({ ...op, deed: { ...op.deed, ...this.usual(op) } });
      case 'deed':
        return this.ask(op);
    }
  }

  private ticksBefore({ wait, aim }: OrderOp): number {
    const edge = aim && this.references.at(-1)?.edge(aim.at, this.tick);
    const ticks = typeof edge === 'number' ? edge + aim!.off - this.tick : -1;
    return ticks < 0 ? wait : ticks;
  }

  private async pass(ticks: number): Promise<void> {
    if (ticks === 0) return;
    const open = this.references.filter(({ isSettled }) => !isSettled);
    for (const end = this.tick + ticks; this.tick < end; this.tick += 1)
      for (const reference of open) reference.pass(this.tick);
    this.clock.advance(ticks * TICK_MS);
    await this.look();
  }

  // ---- the alarm

  private fault(op: OrderOp): void {
    if (this.isActive || this.isBeneath) return;
    this.isActive = true;
    this.episodes += 1;
    this.place(op, false);
  }

  /** The same episode again, from where it had returned. */
  private recur(op: OrderOp): void {
    if (this.isActive || this.isBeneath || this.episodes === 0) return;
    this.isActive = true;
    this.place(op, false);
  }

  private comeOut(op: OrderOp): void {
    if (!this.isBeneath) return;
    this.isBeneath = false;
    this.isActive = true;
    this.place(op, true);
  }

  private place({ deed: { priority }, lead }: OrderOp, isAfresh: boolean): void {
    const before = this.references.at(-1);
    const episode = { alarm: this.alarm, priority, isAfresh };
    const expected = before?.takesEpisode(episode, this.tick) ?? 'new';
    const trigger = { alarmId: this.alarm, priority, isAfresh };
    const placement = placeEpisode(this.newest, trigger, this.clock.nowMs());
    const wanted = { here: 'change', new: 'open', none: 'none' }[expected];
    if (placement.action !== wanted) throw new Error(`episode ${this.alarm}: ${placement.action}, expected ${wanted}`);
    if (placement.action === 'change') this.repository.put(placement.step.order);
    if (placement.action !== 'open') return;
    const reference = this.opens({ priority, lead, alarm: this.alarm, kind: 'corrective' });
    const times = { openedAt: this.clock.nowMs(), clockAt: this.clock.nowMs() - lead * TICK_MS };
    const { isSafety } = this.scene;
    const draft = { equipment: 'M1', priority, isSafety, alarmId: this.alarm, ...times, ...placement.inherits };
    this.repository.open(newOrder(draft));
    reference.remember(before?.recurrences ?? [], this.alarm, this.tick);
    if (placement.inherits.repeatOf !== (before?.start.id ?? null)) throw new Error('it repeats another order');
  }

  /** Also when it is away already: another alarm of the same fault returns. */
  private clear(): void {
    if (this.isBeneath || !this.newest) return;
    this.isActive = false;
    this.keep(clearCondition(this.newest, this.clock.nowMs()));
    this.references.at(-1)?.returned(this.tick);
  }

  private worsen({ deed: { priority } }: OrderOp): void {
    if (!this.isActive || !this.newest) return;
    this.keep(raiseOrder(this.newest, { alarmId: this.alarm, priority, isAfresh: false }, this.clock.nowMs()));
    this.references.at(-1)?.worsens(priority, this.tick);
  }

  /** Another alarm stands for it; its own return is no longer heard of. */
  private goBeneath(): void {
    if (!this.isActive || !this.newest) return;
    this.isActive = false;
    this.isBeneath = true;
    this.keep(supersedeOrder(this.newest, 'mains~1', this.clock.nowMs()));
    this.references.at(-1)?.goesBeneath(this.tick);
  }

  private keep(step: OrderStep | undefined): void {
    if (step) this.repository.put(step.order);
  }

  // ---- people

  private openByHand(): void {
    const { first, priority, assignee, isStatutory } = this.scene;
    const kind = first === 'plan' ? 'inspection' : 'request';
    const byPlan = kind === 'inspection' ? { checklist: CHECKLIST, assignee, isStatutory } : { isDraft: true };
    this.opens({ priority, lead: 0, alarm: null, kind });
    const times = { openedAt: ORDER_START, clockAt: ORDER_START };
    this.repository.open(newOrder({ equipment: 'M1', priority, kind, openedBy: 'li', ...times, ...byPlan }));
  }

  private opens(start: Pick<RefStart, 'priority' | 'lead' | 'alarm' | 'kind'>): RefOrder {
    const { scene, references } = this;
    const isPlan = start.kind === 'inspection';
    const reference = new RefOrder({
      ...{ id: scene.firstId + references.length, tick: this.tick, countsDraft: !scene.isOtherSite },
      ...{ isSafety: start.alarm !== null && scene.isSafety, isStatutory: isPlan && scene.isStatutory },
      ...{ isDraft: start.kind === 'request', hasChecklist: isPlan, assignee: isPlan ? scene.assignee : null },
      ...start,
    });
    references.push(reference);
    return reference;
  }

  private usual({ deed: { step }, isOlder }: OrderOp): Pick<Deed, 'step' | 'actor'> {
    if (isOlder) return { step: 'reopen', actor: { name: 'lin', role: 'operator' } };
    const ways = USUAL[this.newest?.state ?? ''] ?? [];
    const way = ways[step.length % Math.max(1, ways.length)];
    const [next, actor] = way ?? ['comment', 'own'];
    const own = this.newest?.assignee ?? 'wang';
    return { step: next, actor: actor === 'own' ? (PEOPLE.find(({ name }) => name === own) ?? PEOPLE[0]!) : actor };
  }

  private async ask(op: OrderOp): Promise<void> {
    const index = this.references.length - (op.isOlder ? 2 : 1);
    const reference = this.references[index];
    const order = this.repository.orders[index];
    if (!reference || !order) return;
    const version = { none: undefined, present: order.version, past: order.version - 1 }[op.expectsVersion];
    const body = {
      ...requestOf(op.deed, this.clock.nowMs()),
      ...(version === undefined ? {} : { expectedVersion: version }),
    };
    const submit = (): Promise<string> => this.submit(op, order.id, reference, body);
    if (op.key === null) await submit();
    else await this.keyed.send({ key: op.key, username: op.deed.actor.name, order: order.id, body }, this.tick, submit);
  }

  /** Answers as the interface does, and says whether it should be a step. */
  private async submit(op: OrderOp, id: number, reference: RefOrder, body: StepBody): Promise<string> {
    const { actor } = op.deed;
    const outcome = isLetIn(actor, body)
      ? await this.desk.orders.transition({
          ...body,
          id,
          actor: actor.name,
          ...roleOf(actor),
        } satisfies TransitionRequest)
      : refused('AUTH_FORBIDDEN');
    const isPast = op.expectsVersion === 'past';
    const isAlarmActive = this.isActive && reference.alarm === this.alarm;
    const hasLater = reference !== this.references.at(-1);
    const isLet = mayAsk(op.deed);
    const isTaken = isLet && !isPast && reference.take(op.deed, this.tick, { isAlarmActive, hasLater });
    const said = outcome.ok ? '' : `${outcome.code} ${outcome.detail ?? ''}`;
    if (outcome.ok !== isTaken)
      throw new Error(`${describe(op.deed)}: ${said || 'taken'}, expected ${isTaken ? 'a step' : 'a refusal'}`);
    if (isLet && isPast && !outcome.ok && outcome.code !== 'WORK_ORDER_CHANGED')
      throw new Error(`an older version: ${said}`);
    return JSON.stringify(outcome.ok ? outcome.value.version : outcome.code);
  }

  // ---- what happens by itself

  private async look(): Promise<void> {
    const told = this.desk.told.length;
    await this.desk.watch.tick();
    const { isLift, isOtherSite } = this.scene;
    let lines = 0;
    for (const reference of [...this.references].reverse()) {
      const isLiftAlarm = isLift && reference.isSafety && reference.priority === 'P1';
      const site = {
        warnAt: isLiftAlarm ? [50, 83.3] : [50, 80],
        selfClearedTicks: isOtherSite ? 2 : null,
        isAlarmActive: this.isActive && reference.alarm === this.alarm,
      };
      for (const [clock, percent] of reference.look(this.tick, site)) {
        const key = `wo:${reference.start.id}:${clock}:${percent}`;
        const notice = this.desk.told[told + lines];
        if (notice?.key !== key) throw new Error(`told ${notice?.key}, expected ${key}`);
        lines += 1;
      }
    }
    if (this.desk.told.length !== told + lines) throw new Error(`told ${this.desk.told.at(-1)?.key} without need`);
    this.desk.told.length = 0;
  }

  /** Everything the newest order says; now and then also what it offers to whom, and the one before it. */
  private async compare(isClose: boolean): Promise<void> {
    const open = this.repository.orders.filter(({ state }) => !['closed', 'cancelled', 'rejected'].includes(state));
    if (open.length > 1) throw new Error(`two orders are open: ${open.map(({ id }) => id).join(', ')}`);
    for (
      let index = Math.max(0, this.references.length - (isClose ? 2 : 1));
      index < this.references.length;
      index += 1
    ) {
      const reference = this.references[index]!;
      const order = (await this.desk.orders.get(reference.start.id))!;
      const difference = differenceOf(order, reference, this.tick, isClose);
      if (difference) throw new Error(`order ${order.id}, tick ${this.tick}: ${difference}`);
      if (isClose) this.compareOffers(order, reference);
    }
  }

  private compareOffers(order: WorkOrder, reference: RefOrder): void {
    const { tick } = this;
    const person = PEOPLE[this.done % PEOPLE.length]!;
    if (person.role === 'system') return;
    const offered = visibleTo(order, { username: person.name, role: person.role }).steps;
    const deed = { actor: person, flaw: 'none', assignee: person.name } as const;
    const isOpen = (step: Deed['step']): boolean =>
      reference.offers(step, tick) && isTheirs(reference, step, person) && mayAsk({ ...deed, step });
    for (const step of STEPS)
      if (offered.includes(step) !== isOpen(step))
        throw new Error(`${step} offered to ${person.name} in "${order.state}"`);
  }

  /** At the end: every order is what the wire says an order is. */
  async finish(): Promise<void> {
    await this.compare(true);
    for (const order of this.repository.orders) {
      const parsed = workOrder.safeParse(order);
      if (!parsed.success) throw new Error(parsed.error.message);
    }
  }
}

const isLetIn = ({ name, role }: RefActor, { step, assignee }: StepBody): boolean =>
  role === 'system' ||
  (mayStep(role, step) && (assignee === undefined || mayAssign({ username: name, role }, assignee)));

const roleOf = ({ role }: RefActor): { readonly role?: Role } => (role === 'system' ? {} : { role });

const describe = ({ step, actor, flaw }: Deed): string => `${step} by ${actor.name} (${flaw})`;
