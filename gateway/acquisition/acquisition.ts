import { PlantroomError } from '../domain/errors.ts';
import type { SampleBatch } from '../domain/sample.ts';
import type { Site, SiteConnection, SiteDevice } from '../domain/site.ts';
import type { Clock } from '../ports/clock.ts';
import type { DriverContext, DriverDefinition } from '../ports/driver.ts';
import type { Logger } from '../ports/logger.ts';
import type { Metrics } from '../ports/metrics.ts';
import type { PlantStatus } from '../ports/plant-status.ts';
import { createFieldMetrics, type FieldMetrics } from './field-metrics.ts';
import type { LinkSupervisor, SupervisedDevice } from './link-supervisor.ts';
import { endpointOf, ListenerSet, PlantStatusBoard } from './plant-status.ts';
import { PollBus } from './poll-bus.ts';
import { ReadingCollector } from './reading-collector.ts';
import { Staleness } from './staleness.ts';
import { Subscription, type SubscriptionContext } from './subscription.ts';

export interface AcquisitionOptions {
  readonly site: Site;
  readonly drivers: readonly DriverDefinition[];
  /** Takes every batch of raw readings, also the ones that say why there is none. Called synchronously; copies what it keeps; must not throw. */
  readonly onReadings: (batch: SampleBatch) => void;
  readonly clock: Clock;
  /** Numbers in [0, 1). */
  readonly random: () => number;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Where drivers keep what they learn. */
  readonly stateFolder: string | undefined;
}

/** Told when a device goes silent and when it is heard again; `at` is ms since the epoch. Must not throw. */
export type DeviceLostListener = (device: string, isLost: boolean, at: number) => void;

export interface Acquisition {
  start(): void;
  /** Ends every link within the drivers' limits; what fails is logged. */
  stop(): Promise<void>;
  readonly status: PlantStatus;
  /** Returns the unsubscription. */
  onDeviceLost(listener: DeviceLostListener): () => void;
}

/** Everything that reads the field: one supervised link per connection. Throws CONFIG_INVALID if a driver refuses its part. */
export function createAcquisition(options: AcquisitionOptions): Acquisition {
  return new FieldAcquisition(options);
}

class FieldAcquisition implements Acquisition {
  readonly status: PlantStatus;
  private readonly options: AcquisitionOptions;
  private readonly board = new PlantStatusBoard();
  private readonly lostListeners = new ListenerSet<Parameters<DeviceLostListener>>();
  private readonly staleness: Staleness;
  private readonly supervisors: readonly LinkSupervisor[];

  constructor(options: AcquisitionOptions) {
    this.options = options;
    this.status = this.board;
    this.staleness = new Staleness(options.site.points, options.clock, options.onReadings);
    const metricsFor = createFieldMetrics(options.metrics);
    this.supervisors = options.site.connections.map((connection) =>
      this.supervise(connection, metricsFor(connection.id)),
    );
  }

  start(): void {
    this.staleness.start();
    for (const supervisor of this.supervisors) supervisor.start();
  }

  async stop(): Promise<void> {
    this.staleness.stop();
    const ends = await Promise.allSettled(this.supervisors.map((supervisor) => supervisor.stop()));
    for (const end of ends) {
      if (end.status === 'rejected') this.options.logger.error({ err: end.reason }, 'a link did not end cleanly');
    }
  }

  onDeviceLost(listener: DeviceLostListener): () => void {
    return this.lostListeners.add(listener);
  }

  private supervise(connection: SiteConnection, metrics: FieldMetrics): LinkSupervisor {
    const link = driverOf(connection, this.options.drivers).create(driverContext(connection, this.options));
    const context = this.contextFor(connection, metrics);
    const supervisor = link.style === 'polled' ? new PollBus(link, context) : new Subscription(link, context);
    const { id, driver, config } = connection;
    this.board.add({ id, state: () => ({ id, driver, endpoint: endpointOf(config), ...supervisor.status() }) });
    return supervisor;
  }

  private contextFor(connection: SiteConnection, metrics: FieldMetrics): SubscriptionContext {
    const { site, clock, random, logger, onReadings } = this.options;
    return {
      devices: connection.devices.map((device) => supervised(device, site)),
      sink: new ReadingCollector((batch) => {
        metrics.readingsReceived(batch.length);
        this.staleness.observe(batch);
        onReadings(batch);
      }),
      clock,
      random,
      logger: logger.child({ connection: connection.id }),
      metrics,
      deviceLost: (device, isLost) => this.lostListeners.tell(device, isLost, clock.nowMs()),
      changed: () => this.board.changed(connection.id),
      confirm: (points) => this.staleness.confirm(points),
    };
  }
}

function driverOf(connection: SiteConnection, drivers: readonly DriverDefinition[]): DriverDefinition {
  const driver = drivers.find(({ kind }) => kind === connection.driver);
  if (!driver)
    throw new PlantroomError('CONFIG_INVALID', `connection ${connection.id}: no driver ${connection.driver}`);
  return driver;
}

/** What a driver is told about its connection. */
export function driverContext(
  connection: SiteConnection,
  { site, clock, logger, stateFolder }: Pick<AcquisitionOptions, 'site' | 'clock' | 'logger' | 'stateFolder'>,
): DriverContext {
  return {
    connectionId: connection.id,
    config: connection.config,
    devices: connection.devices.map(({ id, config, points }) => ({
      id,
      config,
      points: points.map((index) => {
        const { tag, periodMs } = site.points[index]!;
        return { index, tag, periodMs, address: site.addresses[index] };
      }),
    })),
    clock,
    logger: logger.child({ connection: connection.id }),
    stateFolder,
  };
}

function supervised({ id, points }: SiteDevice, site: Site): SupervisedDevice {
  const own = points.map((index) => site.points[index]!);
  return {
    id,
    points,
    fastestPeriodMs: Math.min(...own.map((point) => point.periodMs)),
    silentAfterMs: Math.max(...own.map((point) => point.staleAfterMs)),
  };
}
