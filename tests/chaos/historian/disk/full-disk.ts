import { appendFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { HistorianStatus } from '../../../../gateway/ports/historian.ts';
import { createInfluxdb, type TimeSeriesServer } from '../../../harness/influxdb.ts';
import { checkFiles } from '../kills/files-check.ts';
import { compareSink } from '../kills/sink-rows.ts';
import { RAGGED } from '../kills/ticks.ts';
import { Writer } from '../kills/writer.ts';
import type { FromWriter, WriterSettings } from '../kills/writer-protocol.ts';
import type { Scenario, ScenarioOptions, ScenarioReport } from '../scenario.ts';
import { SmallDisk } from './mount.ts';

const DISK_MEGABYTES = 16;
const FLOOR_BYTES = 3_000_000;
const POINTS = 25;
/** Ten times what a large site gives, and in the short form forty times, of values that do not compress. */
const TICKS_PER_STEP = { full: 10, short: 40 };
const DAY_MS = 86_400_000;

/** How long each part takes at most, ms. */
const PARTS = {
  full: { filling: 180_000, floor: 15_000, full: 20_000, after: 8_000 },
  short: { filling: 15_000, floor: 3_000, full: 6_000, after: 3_000 },
};
const RECOVERS_WITHIN_MS = 20_000;
const SENT_WITHIN_MS = 120_000;
const LAG_LIMIT_MS = 50;
const FOREIGN_CHUNK = Buffer.alloc(64 * 1024, 1);

type State = Extract<FromWriter, { kind: 'status' }>;

/** The log fills its disk while its database is away, then somebody else takes what is left; then there is room again. */
export const fullDisk: Scenario = {
  name: 'full-disk',
  about: `a disk of ${DISK_MEGABYTES} MB, filled by the log and by a foreign file: the oldest gives way and is counted, all goes on by itself`,
  run: async (options) => {
    await using cleanUp = new AsyncDisposableStack();
    const server = await createInfluxdb();
    if (!server) throw new Error('influxdb must be installed');
    cleanUp.defer(() => server.remove());
    const disk = cleanUp.use(new SmallDisk(join(options.folder, 'disk'), DISK_MEGABYTES));
    const settings = settingsOn(disk, options, server.url);
    const writer = new Writer(settings, undefined, join(options.folder, 'compiled'));
    cleanUp.defer(() => writer.remove());
    return await new FullDisk(options, disk, settings, server, writer).play();
  },
};

function settingsOn(disk: SmallDisk, { folder, short }: ScenarioOptions, url: string): WriterSettings {
  return {
    folder: join(disk.folder, 'data'),
    journal: join(folder, 'journal'),
    points: POINTS,
    startMs: Math.floor(Date.now() / DAY_MS - 700) * DAY_MS,
    ticksPerStep: TICKS_PER_STEP[short ? 'short' : 'full'],
    divisor: RAGGED,
    sinks: [{ id: 'remote', kind: 'influxdb', url, database: 'plantroom', read: false }],
    logBytes: 2e9,
    freeDiskBytes: FLOOR_BYTES,
  };
}

class FullDisk {
  private readonly failures: string[] = [];
  private readonly lines: string[] = [];
  private readonly options: ScenarioOptions;
  private readonly disk: SmallDisk;
  private readonly settings: WriterSettings;
  private readonly server: TimeSeriesServer;
  private readonly writer: Writer;

  constructor(
    options: ScenarioOptions,
    disk: SmallDisk,
    settings: WriterSettings,
    server: TimeSeriesServer,
    writer: Writer,
  ) {
    this.options = options;
    this.disk = disk;
    this.settings = settings;
    this.server = server;
    this.writer = writer;
  }

  async play(): Promise<ScenarioReport> {
    const parts = this.options.short ? PARTS.short : PARTS.full;
    await this.writer.answer('booted');
    await this.writer.ask({ kind: 'go', verifyFrom: 0, first: 0 }, 'opened');
    await this.until(() => this.disk.freeBytes < FLOOR_BYTES, parts.filling);
    await this.watch('filled by its log', parts.floor);
    const foreign = join(this.disk.folder, 'foreign');
    takeAll(foreign);
    await this.watch('filled by a foreign file too', parts.full, () => takeAll(foreign));
    rmSync(foreign);
    await Promise.all([this.recover(), this.server.start()]);
    await this.watch('with room again', parts.after);
    return this.settle();
  }

  /** Polling goes on all the time: the main thread is never late, whatever the disk does. */
  private async watch(name: string, forMs: number, eachSecond: () => void = () => undefined): Promise<void> {
    const end = performance.now() + forMs;
    const before = await this.state();
    while (performance.now() < end) {
      await pause(1_000);
      eachSecond();
    }
    const state = await this.state();
    const { status, next, lagP99Ms } = state;
    this.check(next > before.next, `${name}: no samples were given any more`);
    this.check(lagP99Ms < LAG_LIMIT_MS, `${name}: the main thread was ${lagP99Ms.toFixed(0)} ms late (p99)`);
    const lost = status.losses.map(({ kind, sink, samples }) => `${samples} ${kind}${sink ? ` (${sink})` : ''}`);
    this.tell(
      `${name}: ${next * POINTS} samples given, ${status.loggedSamples} logged, lost ${lost.join(', ') || 'none'}, ` +
        `${Math.round(this.disk.freeBytes / 1_000)} kB free, ${status.problem ?? 'no problem'}`,
    );
  }

  private async recover(): Promise<void> {
    const beganAt = performance.now();
    const isWell = await this.until(async () => (await this.state()).status.healthy, RECOVERS_WITHIN_MS);
    this.check(
      isWell,
      `not well ${RECOVERS_WITHIN_MS} ms after there was room again: ${(await this.state()).status.problem}`,
    );
    this.tell(`well again ${((performance.now() - beganAt) / 1_000).toFixed(1)} s after there was room`);
  }

  /** Given = held + lost as told, for the embedded history and for the database. */
  private async settle(): Promise<ScenarioReport> {
    const { next } = await this.writer.ask({ kind: 'pause' }, 'paused');
    const isSettled = async (): Promise<boolean> =>
      (await this.state()).status.cursors.every(({ behindSamples }) => behindSamples === 0);
    this.check(await this.until(isSettled, SENT_WITHIN_MS), `not everything was handed on ${SENT_WITHIN_MS} ms later`);
    const { status, errors, lagP99Ms } = await this.state();
    const { holdings } = await this.writer.ask({ kind: 'verify', from: 0, to: next }, 'verified');
    await this.writer.ask({ kind: 'close' }, 'closed');
    const rows = await compareSink('influxdb', { ...this.settings, url: this.server.url, recorded: [[0, next - 1]] });
    const given = next * POINTS;
    const told = { embedded: lossesOf(status, 'embedded'), remote: lossesOf(status, 'remote') };
    this.check(
      given === holdings.samples + told.embedded,
      `embedded: ${given} given, ${holdings.samples} held, ${told.embedded} told as lost`,
    );
    this.check(
      given === rows.found + told.remote,
      `database: ${given} given, ${rows.found} held, ${told.remote} told as lost`,
    );
    this.check((errors['the historian worker ended; starting another one'] ?? 0) === 0, 'the worker ended');
    this.failures.push(...holdings.faults, ...rows.faults, ...checkFiles(this.settings.folder));
    this.tell(`embedded: ${given} given = ${holdings.samples} held + ${told.embedded} told as lost`);
    this.tell(`database: ${given} given = ${rows.found} held + ${told.remote} told as lost`);
    this.tell(`timers at most ${lagP99Ms.toFixed(1)} ms late (p99); errors ${JSON.stringify(errors)}`);
    const figures = { given, heldEmbedded: holdings.samples, heldDatabase: rows.found, told, lagP99Ms };
    return { failures: this.failures, lines: this.lines, figures };
  }

  private state(): Promise<State> {
    return this.writer.ask({ kind: 'status' }, 'status');
  }

  private async until(is: () => boolean | Promise<boolean>, limitMs: number): Promise<boolean> {
    const end = performance.now() + limitMs;
    while (performance.now() < end) {
      if (await is()) return true;
      await pause(200);
    }
    return is();
  }

  private check(isSo: boolean, otherwise: string): void {
    if (!isSo) this.failures.push(otherwise);
  }

  private tell(line: string): void {
    this.lines.push(line);
    this.options.progress(line);
  }
}

/** What is missing everywhere, and what is missing there. */
const lossesOf = ({ losses }: HistorianStatus, follower: string): number =>
  losses.filter(({ sink }) => sink === null || sink === follower).reduce((sum, { samples }) => sum + samples, 0);

/** Writes until nothing more fits. */
function takeAll(path: string): void {
  mkdirSync(join(path, '..'), { recursive: true });
  for (let size = FOREIGN_CHUNK.length; size >= 512; ) {
    try {
      appendFileSync(path, FOREIGN_CHUNK.subarray(0, size));
    } catch {
      size /= 2;
    }
  }
}
