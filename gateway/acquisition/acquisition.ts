import type { SampleBatch } from '../domain/sample.ts';
import type { Site, SiteConnection } from '../domain/site.ts';
import type { Clock } from '../ports/clock.ts';
import type { DriverDefinition, Link, WriteResult } from '../ports/driver.ts';
import type { FieldWriter, WriteLimits } from '../ports/field-writer.ts';
import type { Logger } from '../ports/logger.ts';
import type { Metrics } from '../ports/metrics.ts';
import type { PlantStatus } from '../ports/plant-status.ts';
import { createFieldMetrics, type FieldMetrics } from './field-metrics.ts';
import { type LinkSupervisor, supervisedDevice } from './link-supervisor.ts';
import { makeLink } from './make-link.ts';
import { endpointOf, ListenerSet, PlantStatusBoard } from './plant-status.ts';
import { PointNumbers } from './point-numbers.ts';
import { PollBus } from './poll-bus.ts';
import { ReadingCollector, type TextListener } from './reading-collector.ts';
import { refuseImpossible, verdictOf } from './site-plan.ts';
import { Staleness } from './staleness.ts';
import { Subscription } from './subscription.ts';
import type { SubscriptionContext } from './watched-devices.ts';

export interface AcquisitionOptions {
  readonly site: Site;
  readonly drivers: readonly DriverDefinition[];
  /** Takes every batch of raw readings, also the ones that say why there is none. Called synchronously; copies what it keeps; must not throw. */
  readonly onReadings: (batch: SampleBatch) => void;
  /** Takes the texts of points of kind `text`, each before the reading that carries its quality. */
  readonly onText?: TextListener;
  readonly clock: Clock;
  /** Numbers in [0, 1). */
  readonly random: () => number;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Where drivers keep what they learn. */
  readonly stateFolder: string | undefined;
}

type ConnectionLink = readonly [SiteConnection, Link];

/** Told when a device goes silent and when it is heard again; `at` is ms since the epoch. Must not throw. */
export type DeviceLostListener = (device: string, isLost: boolean, at: number) => void;

export interface Acquisition extends FieldWriter {
  start(): void;
  /** Ends every link within the drivers' limits; what fails is logged. */
  stop(): Promise<void>;
  readonly status: PlantStatus;
  /** Returns the unsubscription. */
  onDeviceLost(listener: DeviceLostListener): () => void;
  /**
   * Makes ready for another version of the site, in which the links of `kept` connections are told what they were told.
   * Nothing changes yet. Throws CONFIG_INVALID as createAcquisition does.
   */
  prepare(site: Site, kept: ReadonlySet<string>): FieldChange;
}

/** A change of the field that can be done. */
export interface FieldChange {
  /**
   * First: from now on every reading carries the index of the new site, and links that are not kept are not heard any more.
   * `moves` goes from the former index to the new one, for the points of kept links.
   */
  renumber(moves: ReadonlyMap<number, number>): void;
  /** Then: ends the links that are not kept, and starts the new ones. */
  apply(): Promise<void>;
}

/**
 * Everything that reads the field: one supervised link per connection. Throws CONFIG_INVALID if a driver refuses its part, or
 * if a serial line cannot carry what is asked of it.
 */
export function createAcquisition(options: AcquisitionOptions): Acquisition {
  return new FieldAcquisition(options);
}

class FieldAcquisition implements Acquisition {
  readonly status: PlantStatus;
  private readonly options: AcquisitionOptions;
  private readonly board: PlantStatusBoard;
  private readonly lostListeners = new ListenerSet<Parameters<DeviceLostListener>>();
  private readonly staleness: Staleness;
  private readonly metricsFor: (connection: string) => FieldMetrics;
  /** By connection. */
  private readonly fields = new Map<string, { readonly supervisor: LinkSupervisor; readonly numbers: PointNumbers }>();
  private site: Site;

  constructor(options: AcquisitionOptions) {
    const { site, clock, metrics, onReadings } = options;
    this.options = options;
    this.board = new PlantStatusBoard(clock);
    this.status = this.board;
    this.staleness = new Staleness(site.points, clock, onReadings);
    this.metricsFor = createFieldMetrics(metrics);
    this.site = site;
    for (const [connection, link] of this.makeLinks(site, site.connections)) this.supervise(connection, link);
  }

  start(): void {
    this.staleness.start();
    for (const { supervisor } of this.fields.values()) supervisor.start();
  }

  async stop(): Promise<void> {
    this.staleness.stop();
    await this.end([...this.fields.values()].map(({ supervisor }) => supervisor));
    this.board.stop();
  }

  prepare(site: Site, kept: ReadonlySet<string>): FieldChange {
    const links = this.makeLinks(
      site,
      site.connections.filter(({ id }) => !kept.has(id)),
    );
    return {
      renumber: (moves) => this.renumber(site, kept, moves),
      apply: () => this.exchange(kept, links),
    };
  }

  onDeviceLost(listener: DeviceLostListener): () => void {
    return this.lostListeners.add(listener);
  }

  async write(point: number, raw: number, limits: WriteLimits): Promise<WriteResult> {
    const { site } = this;
    if (!site.writable?.has(point)) return { kind: 'refused', detail: 'this point is not writable' };
    if (!Number.isFinite(raw)) return { kind: 'refused', detail: 'this is not a number' };
    const { device } = site.points[point]!;
    const connection = site.connections.find(({ devices }) => devices.some(({ id }) => id === device));
    const field = connection && this.fields.get(connection.id);
    const own = field?.numbers.link(point);
    if (!field || own === undefined) return { kind: 'refused', detail: 'no such device' };
    return field.supervisor.write({ device, point: own, raw, ...limits });
  }

  /** Links of all these connections, or none: whatever is refused, is refused before anything is begun. */
  private makeLinks(site: Site, connections: readonly SiteConnection[]): readonly ConnectionLink[] {
    const { drivers, logger } = this.options;
    const surroundings = { ...this.options, site };
    const links = connections.map((connection) => [connection, makeLink(connection, drivers, surroundings)] as const);
    const verdicts = links.flatMap(([{ id }, link]) => verdictOf(id, link) ?? []);
    refuseImpossible(verdicts);
    for (const { connection, kind, text } of verdicts) if (kind !== 'fits') logger.warn({ connection }, text);
    return links;
  }

  private renumber(site: Site, kept: ReadonlySet<string>, moves: ReadonlyMap<number, number>): void {
    for (const [id, { numbers }] of this.fields) {
      if (kept.has(id)) numbers.renumber(moves);
      else numbers.silence();
    }
    this.site = site;
    this.staleness.setPoints(site.points);
  }

  private async exchange(kept: ReadonlySet<string>, links: readonly ConnectionLink[]): Promise<void> {
    const leaving = [...this.fields].filter(([id]) => !kept.has(id));
    await this.end(leaving.map(([, { supervisor }]) => supervisor));
    for (const [id] of leaving) {
      this.fields.delete(id);
      this.board.remove(id);
    }
    for (const [connection, link] of links) this.supervise(connection, link);
    for (const [{ id }] of links) this.fields.get(id)?.supervisor.start();
  }

  private async end(supervisors: readonly LinkSupervisor[]): Promise<void> {
    const ends = await Promise.allSettled(supervisors.map((supervisor) => supervisor.stop()));
    for (const end of ends) {
      if (end.status === 'rejected') this.options.logger.error({ err: end.reason }, 'a link did not end cleanly');
    }
  }

  private supervise(connection: SiteConnection, link: Link): void {
    const numbers = new PointNumbers();
    const context = this.contextFor(connection, this.metricsFor(connection.id), numbers);
    const supervisor = link.style === 'polled' ? new PollBus(link, context) : new Subscription(link, context);
    const { id, driver, config } = connection;
    this.board.add({ id, state: () => ({ id, driver, endpoint: endpointOf(config), ...supervisor.status() }) });
    this.fields.set(id, { supervisor, numbers });
  }

  private contextFor(connection: SiteConnection, metrics: FieldMetrics, numbers: PointNumbers): SubscriptionContext {
    const { site } = this;
    const { clock, random, logger, onReadings, onText = () => undefined } = this.options;
    const handOn = (batch: SampleBatch): void => {
      metrics.readingsReceived(batch.length);
      this.staleness.observe(batch);
      onReadings(batch);
    };
    return {
      devices: connection.devices.map((device) => supervisedDevice(device, site)),
      sink: new ReadingCollector(handOn, onText, numbers),
      clock,
      random,
      logger: logger.child({ connection: connection.id }),
      metrics,
      deviceLost: (device, isLost) => this.lostListeners.tell(device, isLost, clock.nowMs()),
      changed: () => this.board.changed(connection.id),
      confirm: (points) => this.staleness.confirm(points.flatMap((point) => numbers.site(point) ?? [])),
    };
  }
}
