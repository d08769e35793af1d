import type { Clock } from '../../ports/clock.ts';
import type { DriverDevice } from '../../ports/driver.ts';
import type { BusTime } from './bus-time.ts';
import { keepUnchanged, type PlannedRead, planDevice } from './device-plan.ts';
import { type Atom, atomsOf } from './fields.ts';
import { learnRefusal, learnSuccess, NOTHING_LEARNED, type Refusal, type TableKnowledge } from './holes.ts';
import type { ModbusAddress, ModbusDevice, Table } from './schemas.ts';

export type UnitKnowledge = ReadonlyMap<Table, TableKnowledge>;

/** How one read has been doing. */
interface Progress {
  answers: number;
  /** Timeouts in a row between which the unit answered something else. */
  lonelyTimeouts: number;
  unitAnswersThen: number;
}

/** So many timeouts of one range, while the unit answers others, mean that it stays silent about illegal addresses. */
const LONELY_TIMEOUTS = 3;
/** The next step of a search waits for the cycle, but not for the long one of a slow class. */
const LONGEST_LESSON_PAUSE_MS = 1_000;

/** One device on the line: its plan, and what its refusals have taught. Does no I/O. */
export class Unit {
  readonly id: string;
  readonly config: ModbusDevice;
  private readonly clock: Clock;
  private readonly busTime: BusTime;
  private readonly atoms: readonly Atom[];
  private readonly knowledge = new Map<Table, TableKnowledge>();
  private readonly progress = new WeakMap<PlannedRead, Progress>();
  private answers = 0;
  private nextLessonAt = Number.NEGATIVE_INFINITY;
  private plan: readonly PlannedRead[] = [];

  constructor(device: DriverDevice<ModbusDevice, ModbusAddress>, busTime: BusTime, clock: Clock) {
    this.id = device.id;
    this.config = device.config;
    this.clock = clock;
    this.busTime = busTime;
    this.atoms = atomsOf(device);
    this.replan();
  }

  get reads(): readonly PlannedRead[] {
    return this.plan;
  }

  get known(): UnitKnowledge {
    return this.knowledge;
  }

  /** Takes over what a former run has learned. */
  remember(table: Table, known: TableKnowledge): void {
    this.knowledge.set(table, known);
    this.replan();
  }

  /** Counts an answer: `turn` is how many this read has had before it since the last gap, `learned` that the plan has changed. */
  noteAnswer(read: PlannedRead): { readonly turn: number; readonly learned: boolean } {
    this.answers++;
    const progress = this.progressOf(read);
    progress.lonelyTimeouts = 0;
    return { turn: progress.answers++, learned: this.apply(read.table, (known) => learnSuccess(known, read)) };
  }

  /** True when something was learned and the plan has changed. At most one step per cycle, so that a search does not flood the line. */
  noteRefusal(read: PlannedRead, refusal: Refusal): boolean {
    this.progressOf(read).answers = 0;
    this.answers++;
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
    return progress.lonelyTimeouts >= LONELY_TIMEOUTS && this.learn(read, 'address');
  }

  private learn(read: PlannedRead, refusal: Refusal): boolean {
    const now = this.clock.monotonicMs();
    if (now < this.nextLessonAt) return false;
    this.nextLessonAt = now + 0.9 * Math.min(read.periodMs, LONGEST_LESSON_PAUSE_MS);
    return this.apply(read.table, (known) => learnRefusal(known, read, refusal));
  }

  private apply(table: Table, lesson: (known: TableKnowledge) => TableKnowledge): boolean {
    const before = this.knowledge.get(table) ?? NOTHING_LEARNED;
    const after = lesson(before);
    if (after === before) return false;
    this.knowledge.set(table, after);
    this.replan();
    return true;
  }

  private replan(): void {
    const { id, config, atoms, knowledge, busTime } = this;
    this.plan = keepUnchanged(this.plan, planDevice({ id, config, atoms, knowledge, busTime }));
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
export function isGivenUp(unit: Unit, read: PlannedRead): boolean {
  const known = unit.known.get(read.table);
  if (!known) return false;
  return known.isRefused || known.unsupported.some((span) => span.start === read.start && span.end === read.end);
}
