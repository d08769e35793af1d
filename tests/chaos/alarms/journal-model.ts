import { type Cause, ConditionModel, type Row } from './condition-model.ts';
import type { Input, LifeRecord } from './life-record.ts';
import { conditionOf, isChild, MAINS, POINTS, pointOf, RELEASE_MS } from './storm-plan.ts';

/** What follows from an input; everything else follows from the clock and from the mains. */
const OF_INPUTS: ReadonlySet<string> = new Set(['activated', 'realarmed', 'returned', 'acknowledged', 'ack-duplicate']);
/** About the desk. The clock runs so fast that a store that takes a tenth of a second is away for seconds: people are then told directly. */
const OF_DESK: ReadonlySet<string> = new Set([
  'restarted',
  'flood-started',
  'flood-ended',
  'told-unrecorded',
  'store-away',
]);
const SLACK_MS = 50;
const MOST_FAULTS = 20;

export interface Judged {
  /** In words; empty when the journal is what it must be. */
  readonly faults: readonly string[];
  /** Inputs that had an effect which the kill took away before it was durable. */
  readonly inFlight: number;
}

/**
 * What the journal must say, life by life: of each life's inputs, in their order, the effects of the first so many, none left out, none
 * that has no cause; what a restart finds is what the row before has left.
 */
export class JournalModel {
  private readonly conditions = Array.from({ length: POINTS }, (_one, point) => new ConditionModel(point));
  private cause: Cause = { isActive: false, failures: 0, onsetAt: 0, returnedAt: 0 };
  /** The mains have failed, or a life has begun: everything open beneath must have been told so before the next input takes effect. */
  private isSweepDue = false;
  private faults: string[] = [];

  /** `isComplete`: it was not killed, all of its inputs have had their effect. */
  take({ inputs }: Pick<LifeRecord, 'inputs'>, rows: readonly Row[], isComplete: boolean): Judged {
    this.faults = [];
    this.isSweepDue = true;
    let next = 0;
    for (const row of rows) {
      if (row.conditionId === null) this.takeDesk(row);
      else if (OF_INPUTS.has(row.type)) next = this.takeEffect(row, inputs, next);
      else this.takeRow(row, 0);
      if (this.faults.length >= MOST_FAULTS) break;
    }
    const inFlight = this.effectsOf(inputs.slice(next));
    if (isComplete) this.finish(inFlight);
    for (const { due } of this.conditions) if (due !== undefined) this.faults.push(`"${due}" is missing at the end`);
    return { faults: this.faults, inFlight };
  }

  private takeDesk({ type, sequence }: Row): void {
    if (!OF_DESK.has(type)) this.faults.push(`row ${sequence}: "${type}" has no cause`);
  }

  /** Goes on to the input that the row follows from; answers the one after it. */
  private takeEffect(row: Row, inputs: readonly Input[], from: number): number {
    for (let index = from; index < inputs.length; index++) {
      const input = inputs[index]!;
      const effect = this.effectOf(input);
      if (effect === undefined) continue;
      const actor = input.kind === 'value' ? 'system' : input.person;
      const isIt = effect === row.type && conditionOf(input.point) === row.conditionId && actor === row.actor;
      if (isIt) {
        if (input.point !== MAINS) this.sweep(row);
        this.takeRow(row, input.at);
      } else this.fault(row, `"${effect}" of ${conditionOf(input.point)} by ${actor} must come first`);
      return index + 1;
    }
    this.fault(row, 'nothing was given that it follows from');
    return inputs.length;
  }

  private effectOf(input: Input): string | undefined {
    const { isOpen, isActive, isAcknowledged } = this.conditions[input.point]!;
    if (input.kind === 'acknowledge') {
      if (!isOpen) return undefined;
      return isAcknowledged ? 'ack-duplicate' : 'acknowledged';
    }
    if (input.isAlarm === isActive) return undefined;
    if (!input.isAlarm) return 'returned';
    return isOpen ? 'realarmed' : 'activated';
  }

  /** How many of them, as far as can be said without knowing what lies between. */
  private effectsOf(inputs: readonly Input[]): number {
    return inputs.filter((input) => this.effectOf(input) !== undefined).length;
  }

  private takeRow(row: Row, inputAt: number): void {
    const point = pointOf(row.conditionId ?? '');
    const condition = this.conditions[point];
    if (!condition) {
      this.fault(row, 'there is no such condition');
      return;
    }
    const tooEarly = row.type === 'unsuppressed' && row.at < this.cause.returnedAt + RELEASE_MS - SLACK_MS;
    const problem = tooEarly ? 'the mains are back too short a time' : condition.take(row, this.cause, inputAt);
    if (problem !== undefined) this.fault(row, problem);
    if (point === MAINS) this.followMains(row);
  }

  private followMains({ type, at }: Row): void {
    const { isActive, onsetAt } = this.conditions[MAINS]!;
    const { failures } = this.cause;
    if (type === 'returned') this.cause = { ...this.cause, isActive, returnedAt: at };
    if (type !== 'activated' && type !== 'realarmed') return;
    this.cause = { ...this.cause, isActive, onsetAt, failures: failures + 1 };
    this.isSweepDue = true;
  }

  private sweep(row: Row): void {
    if (!this.isSweepDue) return;
    this.isSweepDue = false;
    const { isActive, failures } = this.cause;
    const forgotten = this.conditions.findIndex(
      ({ isOpen, beneath }, point) => isChild(point) && isOpen && isActive && beneath !== failures,
    );
    if (forgotten >= 0) this.fault(row, `${conditionOf(forgotten)} is not beneath the mains yet`);
  }

  private finish(inFlight: number): void {
    if (inFlight > 0) this.faults.push(`${inFlight} inputs have had no effect`);
    const active = this.conditions.findIndex(({ isActive }) => isActive);
    if (active >= 0) this.faults.push(`${conditionOf(active)} is still active`);
  }

  private fault({ sequence, type, conditionId, occurrence, annunciation }: Row, problem: string): void {
    this.faults.push(`row ${sequence} (${type} ${conditionId} ${occurrence} ${annunciation ?? ''}): ${problem}`);
  }
}
