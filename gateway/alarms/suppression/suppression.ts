import type { ConditionState } from '../../domain/condition-state.ts';
import { ZoneOffsets } from '../../domain/zone-offsets.ts';
import type { MaintenanceMode } from '../../ports/alarm-repository.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Slot } from '../condition-table.ts';
import type { DeadlineQueue } from '../deadline-queue.ts';
import { EquipmentStates } from './equipment-states.ts';
import { MaintenanceModes, type MaintenanceOptions } from './maintenance-modes.ts';
import { Parents } from './parents.ts';
import { configuredReasons } from './reasons.ts';
import { Schedules } from './schedules.ts';
import { type Apply, release } from './sources.ts';
import { suppressionGraph } from './suppression-graph.ts';

/** What has not been known for so long is not believed any more: better one alarm too many than one that is hidden. */
const UNKNOWN_MS = 60_000;

export interface SuppressionOptions extends Omit<MaintenanceOptions, 'slots' | 'apply' | 'deadlines'> {
  readonly slots: readonly Slot[];
  /** How many points there are. */
  readonly points: number;
  readonly timeZone: string;
  readonly apply: Apply;
  readonly deadlines: DeadlineQueue;
  readonly clock: Clock;
}

/** Everything that keeps alarms quiet by design. Throws CONFIG_INVALID. */
export class Suppression {
  readonly maintenance: MaintenanceModes;
  private readonly options: SuppressionOptions;
  private readonly parents: Parents;
  private readonly states: EquipmentStates;
  private readonly schedules: Schedules;

  constructor(options: SuppressionOptions) {
    const { slots, clock, timeZone } = options;
    const now = (): number => clock.monotonicMs();
    const graph = suppressionGraph(slots.map(({ condition }) => condition));
    this.options = options;
    this.parents = new Parents({ ...options, graph, now, unknownMs: UNKNOWN_MS });
    this.states = new EquipmentStates({ ...options, now, unknownMs: UNKNOWN_MS });
    this.schedules = new Schedules({ ...options, zone: new ZoneOffsets(timeZone) });
    this.maintenance = new MaintenanceModes(options);
  }

  /** After a restart, when the conditions are as they were stored; `maintenance` is what was running then. */
  start(maintenance: readonly MaintenanceMode[]): void {
    for (const slot of this.options.slots) this.releaseForgotten(slot);
    this.parents.start();
    this.states.start();
    this.schedules.look();
    this.maintenance.start(maintenance);
  }

  /** Whether a point says if a machine runs. Of the hot path. */
  isState(point: number): boolean {
    return this.states.isState(point);
  }

  /** A sample of such a point. */
  onSample(point: number, value: number, quality: number): void {
    this.states.onSample(point, value, quality);
  }

  onStep(slot: Slot, before: ConditionState): void {
    this.parents.onStep(slot, before);
  }

  /** The wall clock was set. */
  onClockStep(): void {
    this.schedules.look();
  }

  /** What kept it quiet is not configured any more. */
  private releaseForgotten(slot: Slot): void {
    if (slot.state.suppression.length === 0) return;
    const known = configuredReasons(slot.condition).map(({ reason }) => reason);
    for (const reason of slot.state.suppression) {
      if (reason.kind === 'maintenance') continue;
      const isKnown = known.some(({ kind, key }) => kind === reason.kind && key === reason.key);
      if (!isKnown) release(this.options.apply, slot, reason);
    }
  }
}
