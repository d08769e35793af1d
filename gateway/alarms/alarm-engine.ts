import type { Alarm } from '../domain/alarm.ts';
import type { AlarmSettings } from '../domain/alarm-settings.ts';
import type { SampleBatch } from '../domain/sample.ts';
import type { SystemEvent } from '../ports/alarm-repository.ts';
import type { AlarmService, UntoldListener } from '../ports/alarm-service.ts';
import type { Timer } from '../ports/clock.ts';
import type { Gauge } from '../ports/metrics.ts';
import { ALARM_DEFAULTS } from './alarm-defaults.ts';
import type { AlarmEngineOptions } from './alarm-engine-options.ts';
import { createAlarmService, openAlarms } from './alarm-service.ts';
import { ClockWatch } from './clock-watch.ts';
import { EngineParts } from './engine-parts.ts';
import { lacksOrder, lastSaved, removal, resumeSlot } from './restore.ts';
import { SampleJudge } from './sample-judge.ts';
import { standingAlarms } from './standing.ts';

/** How often the clocks are compared. */
const WATCH_MS = 1_000;
/** What nobody sees, such as evidence of running delays, is stored this often: a restart forgets at most so much (2.3 rule 2). */
const SAVE_MS = 5_000;
const STANDING_MS = 60_000;

export interface AlarmEngineStatus {
  /** False while the store does not take transitions; alarms are shown all the same. */
  readonly healthy: boolean;
  readonly waitingTransitions: number;
  readonly droppedTransitions: number;
  /** Wall time since which the journal cannot be written; null while it can. */
  readonly awaySince: number | null;
}

export interface AlarmEngine {
  readonly service: AlarmService;
  /** Judges live samples; replayed ones must never come here. Synchronous, allocates only when something happens. Ignored before start. */
  onSamples(batch: SampleBatch): void;
  /** A device was lost or has come back. */
  onDevice(device: string, isLost: boolean, at: number): void;
  /** A work order is not worked on any more: maintenance mode that was begun for it ends. Never rejects. */
  endMaintenanceOf(workOrder: number): Promise<void>;
  /** Told of every alarm people should be called for while the store does not answer: escalations begin there. Returns the unsubscription. */
  onUntold(listener: UntoldListener): () => void;
  /** A row about the gateway itself, in its place in the journal, as soon as that can be written. */
  note(event: SystemEvent): void;
  /** Alarms active for longer than the site allows, the oldest first. */
  standing(): readonly Alarm[];
  status(): AlarmEngineStatus;
  /** Takes up where the process stopped. Throws STORE_UNAVAILABLE. */
  start(): Promise<void>;
  /** Stores everything there is. Samples are ignored from then on. */
  stop(): Promise<void>;
}

/** Judges samples and runs the alarm state machine of every condition. Throws CONFIG_INVALID. */
export function createAlarmEngine(options: AlarmEngineOptions): AlarmEngine {
  return new Engine(options);
}

class Engine implements AlarmEngine {
  readonly service: AlarmService;
  private readonly options: AlarmEngineOptions;
  private readonly settings: AlarmSettings;
  private readonly parts: EngineParts;
  private readonly samples: SampleJudge;
  private readonly clockWatch: ClockWatch;
  private readonly standingGauge: Gauge;
  private timers: Timer[] = [];

  constructor(options: AlarmEngineOptions) {
    const { points, clock, repository, metrics } = options;
    this.options = options;
    this.settings = options.settings ?? ALARM_DEFAULTS;
    this.parts = new EngineParts({ ...options, settings: this.settings });
    const { table, runner, suppression, ledger, desk, deadlines } = this.parts;
    this.samples = new SampleJudge({ table, runner, suppression, deadlines, points, clock });
    this.clockWatch = new ClockWatch(clock);
    this.standingGauge = metrics.gauge('plantroom_alarms_standing', 'Alarms active for longer than a day');
    this.service = createAlarmService({
      ...{ slots: table.slots, repository, runner, desk, find: (id) => table.find(id) },
      addEvent: (slot, event) => ledger.addEvent(slot, event),
      maintain: (mode) => suppression.maintenance.maintain(mode),
      onChange: (listener) => ledger.onChange(listener),
    });
  }

  onSamples(batch: SampleBatch): void {
    this.samples.onSamples(batch);
  }

  onDevice(device: string, isLost: boolean, at: number): void {
    this.samples.onDevice(device, isLost, at);
  }

  endMaintenanceOf(workOrder: number): Promise<void> {
    return this.parts.suppression.maintenance.endOf(workOrder, 'system');
  }

  onUntold(listener: UntoldListener): () => void {
    return this.parts.ledger.onUntold(listener);
  }

  note(event: SystemEvent): void {
    this.parts.ledger.queue.note(event);
  }

  standing(): readonly Alarm[] {
    const { standingAfterMs } = this.settings;
    return standingAlarms(openAlarms(this.parts.table.slots), this.options.clock.nowMs(), standingAfterMs);
  }

  status(): AlarmEngineStatus {
    const { isHealthy, waiting, droppedTransitions, awaySince } = this.parts.ledger.queue;
    return { healthy: isHealthy, waitingTransitions: waiting, droppedTransitions, awaySince };
  }

  async start(): Promise<void> {
    const { clock } = this.options;
    const { deadlines, ledger, table } = this.parts;
    await this.restore();
    this.samples.start();
    deadlines.start();
    this.timers = [
      clock.every(WATCH_MS, () => this.watchClock()),
      clock.every(SAVE_MS, () => ledger.saveUnseen(table.slots)),
      clock.every(STANDING_MS, () => this.standingGauge.set(this.standing().length)),
    ];
  }

  async stop(): Promise<void> {
    const { deadlines, ledger, table } = this.parts;
    this.samples.stop();
    deadlines.stop();
    for (const timer of this.timers) timer.cancel();
    ledger.saveUnseen(table.slots);
    await ledger.queue.drain();
  }

  private async restore(): Promise<void> {
    const { table, runner, ledger } = this.parts;
    const { repository } = this.options;
    const [stored, maintenance] = [await repository.load(), await repository.maintenance()];
    const now = runner.now();
    const note = JSON.stringify({ lastSaved: isoOf(lastSaved(stored)) });
    ledger.queue.note({ type: 'restarted', at: now.wallMs, actor: 'system', note });
    for (const one of stored) {
      const slot = table.find(one.conditionId);
      if (slot) resumeSlot(slot, one, now);
      const gone = slot ? undefined : removal(one, now);
      if (gone) ledger.queue.push(gone);
    }
    this.parts.start(maintenance);
    for (const slot of table.slots) if (lacksOrder(slot, now)) this.parts.demandOrder(slot);
  }

  /** The moments that are stored were measured against a wall clock that is not the same any more. */
  private watchClock(): void {
    const offsetMs = this.clockWatch.look();
    if (offsetMs === 0) return;
    const { suppression, ledger, table } = this.parts;
    const note = JSON.stringify({ offsetMs });
    ledger.queue.note({ type: 'clock-step', at: this.options.clock.nowMs(), actor: 'system', note });
    for (const slot of table.slots) slot.isUnsaved = true;
    suppression.onClockStep();
  }
}

const isoOf = (ms: number | undefined): string | null => (ms === undefined ? null : new Date(ms).toISOString());
