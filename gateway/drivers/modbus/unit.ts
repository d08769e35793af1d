import type { Clock } from '../../ports/clock.ts';
import type { DriverDevice } from '../../ports/driver.ts';
import { AnsweredAtoms } from './answered-atoms.ts';
import type { BusTime } from './bus-time.ts';
import { CostWatch } from './cost-watch.ts';
import {
  type DevicePlanInput,
  estimateAnew,
  keepUnchanged,
  loadOf,
  type PlannedRead,
  planDevice,
  standsFor,
} from './device-plan.ts';
import { type Atom, atomsOf } from './fields.ts';
import { isSameSpan, learnRefusal, learnSuccess, NOTHING_LEARNED, type Refusal, type TableKnowledge } from './holes.ts';
import type { DeviceKnowledge } from './knowledge-file.ts';
import type { Span } from './read-plan.ts';
import type { ModbusAddress, ModbusDevice, Table } from './schemas.ts';
import { TrialTurn } from './trial-turn.ts';

/** How one read has been doing. */
interface Progress {
  answers: number;
  /** Timeouts in a row between which the unit answered something else. */
  lonelyTimeouts: number;
  unitAnswersThen: number;
}

/** What an answer has taught: that a range is answered after all, or that requests cost something else than planned for. */
export type Lesson = 'range' | 'cost' | undefined;

/** So many timeouts of one range, while the unit answers others, mean that it stays silent about illegal addresses. */
const LONELY_TIMEOUTS = 3;
/** The next step of a search waits for the cycle, but not for the long one of a slow class. */
const LONGEST_LESSON_PAUSE_MS = 1_000;
/** Another cost is worth another plan only if that takes so much less of the line. */
const WORTH_REPLANNING = 0.98;

/** One device on the line: its plan, and what its answers and refusals have taught. Does no I/O. */
export class Unit {
  readonly id: string;
  readonly config: ModbusDevice;
  private readonly clock: Clock;
  private readonly atoms: readonly Atom[];
  private readonly knowledge = new Map<Table, TableKnowledge>();
  private readonly progress = new WeakMap<PlannedRead, Progress>();
  private readonly cost: CostWatch;
  private readonly trials: TrialTurn;
  private readonly answered: AnsweredAtoms;
  private answers = 0;
  private nextLessonAt = Number.NEGATIVE_INFINITY;
  private regular: readonly PlannedRead[] = [];
  private plan: readonly PlannedRead[] = [];

  /** `estimate` and `gapMs` as of CostWatch. */
  constructor(device: DriverDevice<ModbusDevice, ModbusAddress>, estimate: BusTime, clock: Clock, gapMs = 0) {
    const now = clock.monotonicMs();
    this.id = device.id;
    this.config = device.config;
    this.clock = clock;
    this.cost = new CostWatch(estimate, gapMs, now);
    this.trials = new TrialTurn(now);
    this.atoms = atomsOf(device);
    this.answered = new AnsweredAtoms(this.atoms, standsFor(this.config));
    this.replan();
  }

  /** Another array whenever another question is to be asked. */
  get reads(): readonly PlannedRead[] {
    return this.plan;
  }

  get known(): ReadonlyMap<Table, TableKnowledge> {
    return this.knowledge;
  }

  /** What a later run should know. */
  get learned(): DeviceKnowledge {
    return { tables: new Map(this.knowledge), cost: this.cost.learned };
  }

  /** Takes over what a former run has learned. */
  remember({ tables, cost }: DeviceKnowledge): void {
    for (const [table, known] of tables) this.knowledge.set(table, known);
    this.cost.remember(cost);
    this.replan();
  }

  /** How long an answer at the first asking took. */
  noteTime(read: PlannedRead, tookMs: number): void {
    this.cost.note(read, tookMs, this.clock.monotonicMs());
  }

  /** Counts an answer: `turn` is how many this read has had before it since the last gap. */
  noteAnswer(read: PlannedRead): { readonly turn: number; readonly learned: Lesson } {
    this.answers++;
    const progress = this.progressOf(read);
    progress.lonelyTimeouts = 0;
    const turn = progress.answers++;
    this.answered.note(read);
    const stands = standsFor(this.config);
    const isProven = (span: Span): boolean => stands(read, span);
    if (this.apply(read.table, (known) => learnSuccess(known, read, isProven), true)) return { turn, learned: 'range' };
    this.endTrial(read);
    const now = this.clock.monotonicMs();
    if (this.trials.begin(this.planInput(), now)) this.publish();
    return { turn, learned: this.learnCost(now) ? 'cost' : undefined };
  }

  /** True when something was learned and the plan has changed. At most one step per cycle, so that a search does not flood the line. */
  noteRefusal(read: PlannedRead, refusal: Refusal): boolean {
    this.progressOf(read).answers = 0;
    this.answers++;
    if (read.points.length > 0 && this.answered.refuse(read)) this.replan();
    return this.learn(read, refusal);
  }

  /** After a gap every point is handed on at the next answer, also those that otherwise wait for their turn. */
  restartTurns(): void {
    for (const read of this.plan) this.progressOf(read).answers = 0;
  }

  /** Silence teaches something only if it is about one range while others are answered. */
  noteTimeout(read: PlannedRead): boolean {
    this.restartTurns();
    const progress = this.progressOf(read);
    const isLonely = this.answers > progress.unitAnswersThen;
    progress.unitAnswersThen = this.answers;
    progress.lonelyTimeouts = isLonely ? progress.lonelyTimeouts + 1 : 0;
    if (this.endTrial(read)) return false;
    return progress.lonelyTimeouts >= LONELY_TIMEOUTS && this.learn(read, 'address');
  }

  private learn(read: PlannedRead, refusal: Refusal): boolean {
    const now = this.clock.monotonicMs();
    if (this.endTrial(read) || now < this.nextLessonAt) return false;
    this.nextLessonAt = now + 0.9 * Math.min(read.periodMs, LONGEST_LESSON_PAUSE_MS);
    return this.apply(read.table, (known) => learnRefusal(known, read, refusal), false);
  }

  private apply(table: Table, lesson: (known: TableKnowledge) => TableKnowledge, isTakenBack: boolean): boolean {
    const before = this.knowledge.get(table) ?? NOTHING_LEARNED;
    const after = lesson(before);
    if (after === before) return false;
    this.knowledge.set(table, after);
    this.trials.restart(this.clock.monotonicMs(), isTakenBack);
    this.replan();
    return true;
  }

  private learnCost(now: number): boolean {
    if (!this.cost.hasMoved(now)) return false;
    const { planned } = this.cost;
    const next = planDevice(this.planInput());
    if (loadOf(next, planned) < WORTH_REPLANNING * loadOf(this.regular, planned)) this.replan();
    else estimateAnew(this.regular, planned);
    return true;
  }

  private endTrial(read: PlannedRead): boolean {
    if (!this.trials.end(read)) return false;
    this.publish();
    return true;
  }

  private replan(): void {
    this.regular = keepUnchanged(this.regular, planDevice(this.planInput()));
    this.publish();
  }

  private publish(): void {
    const { present } = this.trials;
    this.plan = present ? [...this.regular, present] : this.regular;
  }

  private planInput(): DevicePlanInput {
    const { id, config, atoms, knowledge, answered } = this;
    const hasAnswered = (atom: Atom): boolean => answered.has(atom);
    return { id, config, atoms, knowledge, busTime: this.cost.planned, hasAnswered };
  }

  private progressOf(read: PlannedRead): Progress {
    const known = this.progress.get(read);
    if (known) return known;
    const fresh = { answers: 0, lonelyTimeouts: 0, unitAnswersThen: this.answers };
    this.progress.set(read, fresh);
    return fresh;
  }
}

/** Whether the unit has already said no to all of this read, alone. */
export function isGivenUp(unit: Unit, { table, blocks }: PlannedRead): boolean {
  const known = unit.known.get(table);
  const [block, ...others] = blocks;
  if (!known || !block) return false;
  return known.isRefused || (others.length === 0 && known.unsupported.some((span) => isSameSpan(span, block)));
}
