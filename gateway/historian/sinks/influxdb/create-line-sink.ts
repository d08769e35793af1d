import type { PointRegister } from '../../point-register.ts';
import type { LineSinkSettings } from '../../settings.ts';
import { type PastBlocks, PastSamples } from '../progress/past-samples.ts';
import { RepeatLane } from '../progress/repeat-lane.ts';
import { SinkProgress } from '../progress/sink-progress.ts';
import { CHECK_AFTER_MS, StoredCheck } from '../victoriametrics/stored-check.ts';
import { findStored } from '../victoriametrics/stored-values.ts';
import { LineServer } from './line-server.ts';
import { LineSink, type LineSinkDependencies } from './line-sink.ts';
import { LineWriter } from './line-writer.ts';
import { QuarantineRetry } from './quarantine-retry.ts';
import { LineBuilder, type WideLine, without } from './wide-lines.ts';

/** Values a second that a server gets while it catches up, where the site file does not say. */
const REPLAY_PER_SECOND = 200_000;

export interface LineSinkContext extends Pick<LineSinkDependencies, 'log' | 'cursors' | 'clock' | 'random' | 'logger'> {
  readonly register: Pick<PointRegister, 'get'>;
  /** What the embedded history has of the time before the log begins. */
  readonly past: PastBlocks;
}

type Server = LineSinkDependencies['server'] & Pick<LineServer, 'write' | 'exportLines'>;

/** A sink for InfluxDB, or for VictoriaMetrics, which takes the same lines and is asked afterwards whether it has them. */
export function createLineSink(
  settings: LineSinkSettings,
  siteId: string,
  context: LineSinkContext,
  server: Server = new LineServer(settings),
): LineSink {
  const { register, log, cursors, clock, random, logger, past } = context;
  const { id } = settings;
  const lines = new LineBuilder(siteId, (point) => register.get(point));
  const writer = new LineWriter({ write: (texts) => server.write(texts), random });
  const present = (wanted: readonly WideLine[]) =>
    findStored(wanted, { database: settings.database, siteId }, (...range) => server.exportLines(...range));
  const isVictoria = settings.kind === 'victoriametrics';
  let check: StoredCheck | undefined;
  const progress = new SinkProgress({
    ...{ id, log, cursors, clock, logger, counts: 'usable' },
    ...(isVictoria ? { provenUpTo: () => check?.provenUpTo ?? 0 } : {}),
  });
  if (isVictoria) {
    check = new StoredCheck({
      ...{ sink: id, log, clock, logger, present, from: progress.safeId },
      ripeId: () => progress.tailBefore(CHECK_AFTER_MS),
      linesOf: (records) => {
        const built = lines.build(records.flatMap(({ samples }) => (samples ? [samples] : [])));
        const [first, last] = [built[0], built.at(-1)];
        return first && last ? without(built, cursors.quarantine.known(id, first.timeMs, last.timeMs)) : [];
      },
    });
  }
  const retry = new QuarantineRetry({
    ...{ sink: id, quarantine: cursors.quarantine, lines, clock },
    deliver: (group) => writer.deliver(group),
    ...(isVictoria ? { present } : {}),
  });
  return new LineSink({
    ...{ id, log, cursors, clock, random, logger, lines, server, writer, progress, retry, check },
    repeat: new RepeatLane({ id, log, cursors, past: new PastSamples(past), clock }),
    replayPerSecond: settings.replayPerSecond ?? REPLAY_PER_SECOND,
  });
}
