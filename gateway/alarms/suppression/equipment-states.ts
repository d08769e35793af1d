import type { SuppressionReason } from '../../domain/condition-state.ts';
import { isGood } from '../../domain/quality.ts';
import type { Slot } from '../condition-table.ts';
import type { DeadlineLane, DeadlineQueue } from '../deadline-queue.ts';
import { configuredReasons } from './reasons.ts';
import { gateDeadline, moveGate, newGate, type RunGate, type RunState, settleGate } from './run-states.ts';
import { type Apply, hasReason, release, suppress } from './sources.ts';

export interface EquipmentStatesOptions {
  readonly slots: readonly Slot[];
  readonly points: number;
  readonly apply: Apply;
  readonly deadlines: DeadlineQueue;
  readonly now: () => number;
  /** A state that has not been known for so long keeps nothing quiet any more. */
  readonly unknownMs: number;
}

interface Member {
  readonly slot: Slot;
  readonly reason: SuppressionReason;
}

interface Group {
  readonly number: number;
  readonly point: number;
  readonly inhibitMs: number;
  readonly members: readonly Member[];
  gate: RunGate;
}

/** Keeps the alarms of a machine quiet that is off or starting, judged by samples of the point that says so. */
export class EquipmentStates {
  private readonly options: EquipmentStatesOptions;
  private readonly groups: readonly Group[];
  /** By point: its groups; undefined for almost all. */
  private readonly byPoint: (readonly Group[] | undefined)[];
  private readonly lane: DeadlineLane;

  constructor(options: EquipmentStatesOptions) {
    this.options = options;
    this.groups = groupsOf(options.slots);
    this.byPoint = Array<readonly Group[] | undefined>(options.points).fill(undefined);
    for (const [point, groups] of Map.groupBy(this.groups, (group) => group.point)) this.byPoint[point] = groups;
    this.lane = options.deadlines.lane(this.groups.length, (number) => this.settle(this.groups[number]!));
  }

  /** After a restart what was quiet stays so until the state is known, or has not been for too long. */
  start(): void {
    const now = this.options.now();
    for (const group of this.groups) {
      const wasQuiet = group.members.some(({ slot, reason }) => hasReason(slot, reason));
      group.gate = newGate(group.inhibitMs, now, wasQuiet);
      if (wasQuiet) this.act(group);
      this.arm(group);
    }
  }

  isState(point: number): boolean {
    return this.byPoint[point] !== undefined;
  }

  /** Does nothing for a point that is no state, or has not changed. */
  onSample(point: number, value: number, quality: number): void {
    const groups = this.byPoint[point];
    if (groups === undefined) return;
    const state = stateOf(value, quality);
    for (let i = 0; i < groups.length; i++) if (groups[i]!.gate.state !== state) this.move(groups[i]!, state);
  }

  private move(group: Group, state: RunState): void {
    group.gate = moveGate(group.gate, state, this.options.now());
    this.settle(group);
  }

  private settle(group: Group): void {
    const { now, unknownMs } = this.options;
    const wasQuiet = group.gate.isQuiet;
    group.gate = settleGate(group.gate, now(), unknownMs);
    this.arm(group);
    if (group.gate.isQuiet !== wasQuiet) this.act(group);
  }

  private act({ gate, members }: Group): void {
    const { apply } = this.options;
    for (const { slot, reason } of members) (gate.isQuiet ? suppress : release)(apply, slot, reason);
  }

  private arm(group: Group): void {
    this.lane.set(group.number, gateDeadline(group.gate, this.options.unknownMs));
  }
}

const stateOf = (value: number, quality: number): RunState => {
  if (!isGood(quality) || !Number.isFinite(value)) return 'unknown';
  return value === 0 ? 'stopped' : 'running';
};

/** Conditions that look at the same point and wait equally long after a start move together. */
function groupsOf(slots: readonly Slot[]): Group[] {
  const members = slots.flatMap((slot) => membersOf(slot));
  const groups = Map.groupBy(members, ({ point, inhibitMs }) => `${point}/${inhibitMs}`);
  return [...groups.values()].map((own, number) => {
    const { point, inhibitMs } = own[0]!;
    return { number, point, inhibitMs, members: own, gate: newGate(inhibitMs, 0, false) };
  });
}

const membersOf = (slot: Slot): (Member & { readonly point: number; readonly inhibitMs: number })[] =>
  configuredReasons(slot.condition).flatMap(({ suppressor, reason }) => {
    if (suppressor.kind !== 'equipment-state') return [];
    const { point, inhibitMs } = suppressor;
    return [{ slot, reason, point, inhibitMs }];
  });
