import type { AlarmSettings } from '../domain/alarm-settings.ts';
import { isOpen } from '../domain/condition-state.ts';
import type { MaintenanceMode, SystemEvent } from '../ports/alarm-repository.ts';
import type { AlarmEngineOptions } from './alarm-engine-options.ts';
import { AlarmLedger } from './alarm-ledger.ts';
import { alarmId } from './alarm-record.ts';
import { ConditionRunner } from './condition-runner.ts';
import { ConditionTable, type Slot } from './condition-table.ts';
import { Consequences } from './consequences.ts';
import { type DeadlineLane, DeadlineQueue } from './deadline-queue.ts';
import { Desk } from './desk.ts';
import { FirstOutGroups } from './first-out-groups.ts';
import { FloodWatch } from './flood-watch.ts';
import { Suppression } from './suppression/suppression.ts';

/** What changes with every alarm of a flood is told at most this often. */
const NEWS_MS = 200;

export interface EnginePartsOptions extends AlarmEngineOptions {
  readonly settings: AlarmSettings;
}

/** The parts of the engine, joined: each knows only what it is handed. */
export class EngineParts {
  readonly deadlines: DeadlineQueue;
  readonly table: ConditionTable;
  readonly ledger: AlarmLedger;
  readonly runner: ConditionRunner;
  readonly suppression: Suppression;
  readonly desk: Desk;
  private readonly options: EnginePartsOptions;
  private readonly consequences = new Consequences();
  private readonly firstOut: FirstOutGroups;
  private readonly flood: FloodWatch;
  private readonly news: DeadlineLane;
  private isNewsDue = false;
  private isDeskChanged = false;

  constructor(options: EnginePartsOptions) {
    const { conditions, kinds, points, repository, clock, logger, metrics, settings } = options;
    this.options = options;
    this.deadlines = new DeadlineQueue(clock);
    const { deadlines } = this;
    this.news = deadlines.lane(1, () => this.tellNews());
    this.table = new ConditionTable(conditions, kinds, points);
    const { slots } = this.table;
    const note = (event: SystemEvent): void => this.ledger.queue.note(event);
    const onChange = (): void => this.onDeskChange();
    this.ledger = new AlarmLedger({
      ...{ table: this.table, repository, clock, logger, metrics },
      consequencesOf: (id) => this.consequences.of(id),
      holdsOrder: (slot, priority) => this.flood.holdsOrder(slot, priority),
      onHealth: onChange,
    });
    const openOrder = (slot: Slot): void => this.ledger.openOrder(slot);
    this.flood = new FloodWatch({ rule: settings.flood, deadlines, clock, note, openOrder, onChange });
    const onAnnunciation = (id: string): void => this.flood.count(id);
    this.runner = new ConditionRunner({ slots, ledger: this.ledger, deadlines, clock, onAnnunciation });
    const apply: ConditionRunner['apply'] = (slot, input) => this.runner.apply(slot, input);
    this.firstOut = new FirstOutGroups({ slots, apply, now: () => clock.monotonicMs() });
    this.suppression = new Suppression({ ...options, slots, points: points.length, deadlines, apply, note, onChange });
    const { maintenance } = this.suppression;
    this.desk = new Desk({
      ...{ flood: () => this.flood.state, maintenance: () => maintenance.list(), logger },
      unrecordedSince: () => this.ledger.queue.awaySince,
    });
    this.runner.follow((slot) => this.onStep(slot));
    this.runner.follow((slot, before, result) => this.firstOut.onStep(slot, before, result));
    this.runner.follow((slot, before) => this.suppression.onStep(slot, before));
  }

  /** When the conditions are as they were stored; `maintenance` is what was running then. */
  start(maintenance: readonly MaintenanceMode[]): void {
    const { slots } = this.table;
    for (const slot of slots) this.runner.arm(slot);
    for (const slot of slots) this.onStep(slot);
    this.firstOut.start();
    this.countRecent();
    for (const slot of slots) this.runner.apply(slot, { kind: 'configure' });
    this.suppression.start(maintenance);
  }

  /** Opens the order of an alarm, or keeps it for the end of the flood. */
  demandOrder(slot: Slot): void {
    const priority = slot.state.episode?.priority ?? slot.condition.priority;
    if (!this.flood.holdsOrder(slot, priority)) this.ledger.openOrder(slot);
  }

  /** A flood does not end because the process was started again. */
  private countRecent(): void {
    const now = this.options.clock.monotonicMs();
    const { windowMs } = this.options.settings.flood;
    const recent = this.table.slots
      .map(({ condition, state }) => ({ id: condition.id, episode: state.episode }))
      .flatMap(({ id, episode }) =>
        isOpen(episode) && episode.toldMono !== null
          ? [{ id: alarmId(id, episode.number), ago: now - episode.toldMono }]
          : [],
      )
      .filter(({ ago }) => ago >= 0 && ago < windowMs);
    for (const { id, ago } of recent.sort((a, b) => b.ago - a.ago)) this.flood.count(id, ago);
  }

  private onStep(slot: Slot): void {
    if (this.consequences.follow(slot)) this.hasNews();
  }

  private onDeskChange(): void {
    this.isDeskChanged = true;
    this.hasNews();
  }

  private hasNews(): void {
    if (this.isNewsDue) return;
    this.isNewsDue = true;
    this.news.set(0, this.options.clock.monotonicMs() + NEWS_MS);
  }

  private tellNews(): void {
    this.isNewsDue = false;
    this.ledger.refresh(this.consequences.takeChanged());
    if (this.isDeskChanged) this.desk.tell();
    this.isDeskChanged = false;
  }
}
