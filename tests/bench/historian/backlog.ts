import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { BatchBuilder } from '../../../gateway/domain/sample.ts';
import { SampleLog } from '../../../gateway/historian/log/sample-log.ts';
import { HistoryStore } from '../../../gateway/historian/sinks/embedded/history-store.ts';
import { workerClock } from '../../../gateway/historian/worker-clock.ts';
import { silentLogger } from '../../harness/silent-logger.ts';
import type { Benchmark } from '../benchmark.ts';
import { withFolder } from './folder.ts';

const POINTS = 1_000;
const BATCH_SAMPLES = 50_000;
/** Batches made one by one; the rest of the backlog are copies of them. */
const MADE_BATCHES = 20;
/** What the embedded history has not taken yet either, batches. */
const NOT_TAKEN = 40;

const PROCESS = join(import.meta.dirname, 'backlog-process.ts');

interface Memory {
  readonly rssMb: number;
  readonly workerHeapMb: number;
  readonly stored: number;
  readonly behind: number;
}

/** Memory of a process with nothing but a historian in it, whose sink has come back to a large backlog. */
export const backlog: Benchmark = {
  name: 'backlog',
  about: 'memory while a large backlog is sent, beside the same with none',
  async run({ short }) {
    const bytes = short ? 100_000_000 : 2_000_000_000;
    const seconds = short ? 6 : 20;
    const server = await startSink();
    try {
      const url = `http://127.0.0.1:${portOf(server)}`;
      const none = await withFolder(0, (folder) => watch(folder, url, seconds));
      const full = await withFolder(bytes * 1.3, async (folder) => {
        const written = fill(folder, bytes);
        return { ...written, ...(await watch(folder, url, seconds)) };
      });
      const line = (name: string, { rssMb, workerHeapMb }: Memory): string =>
        `${name.padEnd(24)} RSS ${rssMb} MB, heap of the worker ${workerHeapMb} MB`;
      return {
        lines: [
          line('no backlog', none),
          line(`${Math.round(full.bytes / 1e6)} MB of backlog`, full),
          `${full.samples.toLocaleString('en')} samples waited, ${full.stored.toLocaleString('en')} were sent in ${seconds} s`,
        ],
        figures: { none, full },
      };
    } finally {
      server.closeAllConnections();
      server.close();
    }
  },
};

async function watch(folder: string, url: string, seconds: number): Promise<Memory> {
  const given = [PROCESS, folder, url, String(POINTS), String(seconds)];
  const { stdout } = await promisify(execFile)(process.execPath, given);
  return JSON.parse(stdout);
}

/** Writes a log of about that size quickly: its batches are copies of a few. The embedded history has taken most of it. */
function fill(folder: string, bytes: number): { bytes: number; samples: number } {
  const file = { folder, clock: workerClock, logger: silentLogger };
  const log = new SampleLog(file);
  for (let n = 0; n < MADE_BATCHES; n++) log.commit('bench', [{ seq: n + 1, samples: randomBatch(n) }]);
  const { all, usable } = log.head;
  const copies = Math.max(1, Math.round(bytes / log.bytes));
  const copy = log.database.prepare(
    `INSERT INTO batches (id, first_time, last_time, count, usable, end_all, end_usable, written_at, size, bytes)
     SELECT id + ?1 * ${MADE_BATCHES}, first_time, last_time, count, usable, end_all + ?1 * ${all},
            end_usable + ?1 * ${usable}, written_at, size, bytes FROM batches WHERE id <= ${MADE_BATCHES}`,
  );
  for (let n = 1; n < copies; n++) copy.run(n);
  const head = { id: MADE_BATCHES * copies, all: all * copies, usable: usable * copies };
  log.database.prepare("UPDATE meta SET value = ? WHERE key = 'head'").run(JSON.stringify(head));
  const store = new HistoryStore(file);
  const taken = Math.max(0, head.id - NOT_TAKEN);
  store.saveCursor({ log: log.uuid, id: taken, all: taken * BATCH_SAMPLES });
  const size = log.bytes * copies;
  log.close();
  store.close();
  return { bytes: size, samples: head.all };
}

/** Values nothing can compress. */
function randomBatch(n: number): BatchBuilder {
  const batch = new BatchBuilder(BATCH_SAMPLES);
  const at = Date.now() - 3_600_000 + n * 1_000;
  for (let i = 0; i < BATCH_SAMPLES; i++)
    batch.add(1 + (i % POINTS), Math.random() * 1_000, 0, at + Math.floor(i / POINTS) * 20);
  return batch;
}

/** A server that takes everything. */
async function startSink(): Promise<Server> {
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      response.setHeader('X-Influxdb-Version', '1.8.10');
      const isQuery = request.url?.startsWith('/query') ?? false;
      response.statusCode = isQuery ? 200 : 204;
      response.end(isQuery ? '{"results":[{"statement_id":0}]}' : undefined);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
