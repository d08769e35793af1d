import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Acquisition, createAcquisition } from '../../../gateway/acquisition/acquisition.ts';
import type { Site } from '../../../gateway/domain/site.ts';
import { DRIVERS } from '../../../gateway/drivers/index.ts';
import { systemClock } from '../../../gateway/observability/system-clock.ts';
import { Latest } from '../../../gateway/pipeline/latest.ts';
import { createPipeline, type SampleConsumer } from '../../../gateway/pipeline/pipeline.ts';
import type { Logger } from '../../../gateway/ports/logger.ts';
import { silentMetrics } from '../../harness/silent-metrics.ts';
import { createRandom, uniform } from '../../simulators/model/random.ts';

export interface FieldGateway {
  readonly acquisition: Acquisition;
  readonly latest: Latest;
  stop(): Promise<void>;
}

export interface FieldGatewaySettings {
  readonly site: Site;
  readonly seed: number;
  /** Sees every sample, after the newest values have. */
  readonly consume: SampleConsumer;
  /** The gateway logs as an error only what must never happen. */
  readonly onError: (text: string) => void;
}

/** The part of the gateway that reads the field: real drivers, real sockets, real clock; no web, no store. Not started yet. */
export async function createFieldGateway(settings: FieldGatewaySettings): Promise<FieldGateway> {
  const { site, seed, consume, onError } = settings;
  const stateFolder = await mkdtemp(join(tmpdir(), 'plantroom-chaos-'));
  const latest = new Latest(site.points.length);
  const random = createRandom(seed, 'gateway');
  const acquisition = createAcquisition({
    site,
    drivers: DRIVERS,
    onReadings: createPipeline(site.points, [(batch) => latest.take(batch), consume]),
    clock: systemClock,
    random: () => uniform(random),
    logger: errorLogger(onError),
    metrics: silentMetrics,
    stateFolder,
  });
  return {
    acquisition,
    latest,
    stop: async () => {
      await acquisition.stop();
      await rm(stateFolder, { recursive: true, force: true });
    },
  };
}

/** Warnings and less are what faults look like; errors are told. */
function errorLogger(onError: (text: string) => void): Logger {
  const logger: Logger = {
    debug: () => undefined,
    info: () => undefined,
    warn: () => undefined,
    error: (fields, message) => onError(`${message} ${'err' in fields ? String(fields.err) : ''}`),
    child: () => logger,
  };
  return logger;
}
