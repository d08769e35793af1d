import { type ConditionState, isActive, isOpen } from '../../domain/condition-state.ts';
import { alarmId } from '../alarm-record.ts';
import type { Slot } from '../condition-table.ts';
import type { DeadlineLane, DeadlineQueue } from '../deadline-queue.ts';
import { type Apply, hasReason } from './sources.ts';
import type { SuppressionEdge, SuppressionGraph } from './suppression-graph.ts';

export interface ParentsOptions {
  readonly slots: readonly Slot[];
  readonly graph: SuppressionGraph;
  readonly apply: Apply;
  readonly deadlines: DeadlineQueue;
  readonly now: () => number;
  /** A parent whose value has not been known for so long keeps nobody quiet any more. */
  readonly unknownMs: number;
}

/** Keeps conditions quiet while what lies above them in the plant is in alarm. */
export class Parents {
  private readonly options: ParentsOptions;
  /** By condition: 1 while it keeps quiet what is beneath it. */
  private readonly isSuppressing: Uint8Array;
  private readonly unknown: DeadlineLane;

  constructor(options: ParentsOptions) {
    const { slots, deadlines } = options;
    this.options = options;
    this.isSuppressing = new Uint8Array(slots.length);
    this.unknown = deadlines.lane(slots.length, (number) => this.follow(slots[number]!));
  }

  /** After a restart: what is stored of each condition need not be what holds now. */
  start(): void {
    const { slots, graph } = this.options;
    for (const slot of slots) if (graph.beneath[slot.index]!.length > 0) this.note(slot);
    for (const edge of graph.above.flat()) this.reconcile(edge);
  }

  /** A condition has moved. What is beneath it becomes quiet, or is released; what has become active beneath something is told by what. */
  onStep(slot: Slot, before: ConditionState): void {
    this.follow(slot);
    if (!isActive(before) && isActive(slot.state)) this.link(slot);
  }

  private follow(slot: Slot): void {
    const { graph } = this.options;
    const edges = graph.beneath[slot.index]!;
    if (edges.length === 0) return;
    const wasSuppressing = this.isSuppressing[slot.index] === 1;
    const isSuppressing = this.note(slot);
    if (wasSuppressing === isSuppressing) return;
    for (const edge of edges) if (isSuppressing) this.suppress(edge);
    for (const edge of edges) if (!isSuppressing) this.release(edge);
  }

  /** Whether it keeps quiet what is beneath it: while it is active, whoever has shelved it, as long as it can be believed. */
  private note(slot: Slot): boolean {
    const { now, unknownMs } = this.options;
    const { quality, service } = slot.state;
    const isAlarming = isActive(slot.state) && service.state === 'in-service';
    const failsOpenAt = isAlarming && quality.state === 'bad' ? quality.sinceMono + unknownMs : null;
    const isBelieved = failsOpenAt === null || now() < failsOpenAt;
    this.unknown.set(slot.index, isBelieved ? failsOpenAt : null);
    this.isSuppressing[slot.index] = isAlarming && isBelieved ? 1 : 0;
    return isAlarming && isBelieved;
  }

  /** A parent beneath another one has less to say than that: the topmost is the cause people look for. */
  private link(slot: Slot): void {
    const { graph, slots } = this.options;
    const active = graph.above[slot.index]!.filter(
      ({ kind, parent }) => kind === 'parent' && this.isSuppressing[parent] === 1,
    );
    const top = active.find(({ parent }) => slots[parent]!.state.suppression.every(({ kind }) => kind !== 'parent'));
    const edge = top ?? active[0];
    if (edge) this.suppress(edge);
  }

  private reconcile(edge: SuppressionEdge): void {
    const isSuppressing = this.isSuppressing[edge.parent] === 1;
    const isQuiet = hasReason(this.options.slots[edge.child]!, this.reasonOf(edge));
    if (isSuppressing && !isQuiet) this.suppress(edge);
    if (!isSuppressing && isQuiet) this.release(edge);
  }

  private suppress(edge: SuppressionEdge): void {
    const { slots, apply } = this.options;
    const { condition, state } = slots[edge.parent]!;
    const { episode } = state;
    const cause = edge.kind === 'parent' && isOpen(episode) ? episode : null;
    const parent = cause && { alarmId: alarmId(condition.id, cause.number), onsetAt: cause.onsetAt };
    apply(slots[edge.child]!, { kind: 'suppress', reason: this.reasonOf(edge), parent });
  }

  /** Only a parent that has returned is waited for; one that is not to be believed any more must hide nothing. */
  private release(edge: SuppressionEdge): void {
    const { slots, apply } = this.options;
    const { state } = slots[edge.parent]!;
    const hasReturned = !isActive(state) && state.service.state === 'in-service';
    apply(slots[edge.child]!, {
      kind: 'release',
      reason: this.reasonOf(edge),
      delayMs: hasReturned ? edge.releaseDelayMs : 0,
    });
  }

  private reasonOf({ kind, parent }: SuppressionEdge) {
    return { kind, key: this.options.slots[parent]!.condition.id };
  }
}
