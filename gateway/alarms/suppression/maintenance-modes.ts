import { done, type Outcome, PlantroomError, refused } from '../../domain/errors.ts';
import type { AlarmRepository, MaintenanceMode, SystemEvent } from '../../ports/alarm-repository.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Logger } from '../../ports/logger.ts';
import type { Slot } from '../condition-table.ts';
import type { DeadlineLane, DeadlineQueue } from '../deadline-queue.ts';
import { isSuppressible } from './reasons.ts';
import { type Apply, hasReason, release, suppress } from './sources.ts';

/** Longer than a shift nobody remembers it. */
const LONGEST_MS = 8 * 3_600_000;
/** People are warned so long before it ends by itself. */
const WARNING_MS = 15 * 60_000;
/** What a person asked for a moment ago may have been asked for by a slightly different clock. */
const TOLERANCE_MS = 60_000;

export interface MaintenanceOptions {
  readonly slots: readonly Slot[];
  /** Ids of everything that can be put into it. */
  readonly equipment: readonly string[];
  readonly apply: Apply;
  readonly deadlines: DeadlineQueue;
  readonly repository: Pick<AlarmRepository, 'setMaintenance' | 'endMaintenance'>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Takes a row for the journal. */
  readonly note: (event: SystemEvent) => void;
  /** It has begun, will soon end, or has ended. */
  readonly onChange: () => void;
}

/** Equipment that is being worked on: what may be suppressed of it is quiet until the work is over, at the longest for a shift. */
export class MaintenanceModes {
  private readonly options: MaintenanceOptions;
  private readonly numbers: ReadonlyMap<string, number>;
  private readonly members: ReadonlyMap<string, readonly Slot[]>;
  private readonly running = new Map<string, MaintenanceMode>();
  private readonly ends: DeadlineLane;
  private readonly warnings: DeadlineLane;

  constructor(options: MaintenanceOptions) {
    const { equipment, slots, deadlines } = options;
    this.options = options;
    this.numbers = new Map(equipment.map((id, number) => [id, number]));
    this.members = Map.groupBy(
      slots.filter(({ condition }) => isSuppressible(condition)),
      ({ condition }) => condition.equipment,
    );
    this.ends = deadlines.lane(equipment.length, (number) => this.expire(equipment[number]!));
    this.warnings = deadlines.lane(equipment.length, (number) => this.warn(equipment[number]!));
  }

  /** Newest first. */
  list(): readonly MaintenanceMode[] {
    return [...this.running.values()].sort((a, b) => b.from - a.from);
  }

  /** Goes on with what was running when the process stopped. */
  start(stored: readonly MaintenanceMode[]): void {
    const now = this.options.clock.nowMs();
    for (const mode of stored) {
      if (mode.until > now && this.numbers.has(mode.equipment)) this.begin(mode);
      else this.expire(mode.equipment, mode);
    }
    for (const [equipment, slots] of this.members) if (!this.running.has(equipment)) this.releaseAll(equipment, slots);
  }

  /** Begins, prolongs or (with an end that has come) ends it; durable when it resolves. */
  async maintain(mode: MaintenanceMode): Promise<Outcome<void>> {
    const { clock, onChange } = this.options;
    if (!this.numbers.has(mode.equipment)) return refused('EQUIPMENT_NOT_FOUND');
    const forMs = mode.until - clock.nowMs();
    if (forMs > LONGEST_MS + TOLERANCE_MS) return refused('REQUEST_INVALID', 'maintenance mode lasts 8 h at most');
    const stored = await this.store(mode, forMs > 0);
    if (!stored.ok) return stored;
    if (forMs > 0) this.note('maintenance-started', mode, mode.by);
    if (forMs > 0) this.begin(mode);
    else this.end(mode.equipment, mode.by);
    onChange();
    return stored;
  }

  /** The work order for whose sake it was begun is not worked on any more. */
  async endOf(workOrder: number, by: string): Promise<void> {
    for (const mode of [...this.running.values()]) {
      if (mode.workOrder !== workOrder) continue;
      const outcome = await this.maintain({ ...mode, until: this.options.clock.nowMs(), by });
      if (!outcome.ok)
        this.options.logger.error({ equipment: mode.equipment, code: outcome.code }, 'maintenance mode goes on');
    }
  }

  private async store(mode: MaintenanceMode, isOn: boolean): Promise<Outcome<void>> {
    const { repository } = this.options;
    try {
      await (isOn ? repository.setMaintenance(mode) : repository.endMaintenance(mode.equipment));
      return done(undefined);
    } catch (error) {
      if (!(error instanceof PlantroomError)) throw error;
      return refused(error.code);
    }
  }

  /** A clock that is set does not end it. */
  private begin(mode: MaintenanceMode): void {
    const { clock, apply } = this.options;
    const { equipment, until } = mode;
    const untilMono = clock.monotonicMs() + Math.min(LONGEST_MS, until - clock.nowMs());
    const number = this.numbers.get(equipment)!;
    this.running.set(equipment, mode);
    this.ends.set(number, untilMono);
    const warnAt = untilMono - WARNING_MS;
    this.warnings.set(number, warnAt > clock.monotonicMs() ? warnAt : null);
    for (const slot of this.members.get(equipment) ?? []) suppress(apply, slot, reasonOf(equipment));
  }

  private end(equipment: string, by: string): void {
    const mode = this.running.get(equipment);
    if (!mode) return;
    const number = this.numbers.get(equipment)!;
    this.running.delete(equipment);
    this.ends.set(number, null);
    this.warnings.set(number, null);
    this.note('maintenance-ended', mode, by);
    this.releaseAll(equipment, this.members.get(equipment) ?? []);
  }

  /** Its time is over. Where the store cannot be told, it will see that by itself at the next start. */
  private expire(equipment: string, stored?: MaintenanceMode): void {
    const { repository, logger, onChange } = this.options;
    if (stored) this.note('maintenance-ended', stored, 'system');
    this.end(equipment, 'system');
    onChange();
    repository
      .endMaintenance(equipment)
      .catch((error: unknown) => logger.error({ err: error, equipment }, 'the end of maintenance mode is not stored'));
  }

  private warn(equipment: string): void {
    const mode = this.running.get(equipment);
    if (!mode) return;
    this.note('maintenance-ending', mode, 'system');
    this.options.onChange();
  }

  private releaseAll(equipment: string, slots: readonly Slot[]): void {
    const reason = reasonOf(equipment);
    for (const slot of slots) if (hasReason(slot, reason)) release(this.options.apply, slot, reason);
  }

  private note(
    type: SystemEvent['type'],
    { equipment, until, reason, workOrder }: MaintenanceMode,
    actor: string,
  ): void {
    const note = JSON.stringify({ equipment, until: new Date(until).toISOString(), reason, workOrder });
    this.options.note({ type, at: this.options.clock.nowMs(), actor, note });
  }
}

const reasonOf = (equipment: string) => ({ kind: 'maintenance', key: equipment }) as const;
