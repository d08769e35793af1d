import { createWriteStream } from 'node:fs';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { HistoryFormat, HistoryShape } from '../../contract/history-file.ts';
import { ERRORS, PlantroomError } from '../../domain/errors.ts';
import type { CommandContext } from '../command.ts';
import type { RestClient } from '../rest-client.ts';
import { finishPart, partOf, resumePart } from './partial-file.ts';

const TELL_EVERY_MS = 2_000;
/** A line that breaks again and again without a single new byte is not tried for ever. */
const MOST_TRIES = 8;
const LONGEST_WAIT_MS = 10_000;
const LINE_END = 0x0a;

export interface ExportOptions {
  readonly file: string;
  readonly format: HistoryFormat;
  readonly shape: HistoryShape;
  /** Of the route: tags, from, to, format, step, times, bom. */
  readonly query: Readonly<Record<string, string>>;
  /** Goes on with what an earlier call left behind. */
  readonly isResumed: boolean;
}

export interface ExportReport {
  readonly bytes: number;
  /** Rows of this call, without what was there before. */
  readonly rows: number;
  readonly breaks: number;
}

/** Downloads history into a file, going on where it broke. Throws what the gateway refuses, or that it cannot be reached. */
export async function exportHistory(
  client: Pick<RestClient, 'download'>,
  options: ExportOptions,
  context: CommandContext,
): Promise<ExportReport> {
  const meter = new Meter(context);
  let after = options.isResumed ? resumePart(options.file, options.format, options.shape) : undefined;
  let breaks = 0;
  for (let attempt = 1; ; attempt++) {
    const before = meter.bytes;
    try {
      await download(client, options, after, meter, context.signal);
      finishPart(options.file);
      return { bytes: meter.bytes, rows: meter.rows, breaks };
    } catch (cause) {
      if (meter.bytes > before) attempt = 1;
      if (context.signal.aborted || !canGoOn(cause) || attempt >= MOST_TRIES) throw told(cause);
      breaks++;
    }
    context.warn('the download broke; going on');
    await pause(context, attempt);
    after = resumePart(options.file, options.format, options.shape);
  }
}

async function download(
  client: Pick<RestClient, 'download'>,
  { file, query }: ExportOptions,
  after: string | undefined,
  meter: Meter,
  signal: AbortSignal,
): Promise<void> {
  const asked = new URLSearchParams({ ...query, ...(after === undefined ? {} : { after }) });
  const { body } = await client.download(`/history/export?${asked}`, signal);
  if (!body) throw new PlantroomError('INTERNAL', 'an export without content');
  const flags = after === undefined ? 'w' : 'a';
  await pipeline(Readable.from(chunksOf(body)), meter.transform(), createWriteStream(partOf(file), { flags }), {
    signal,
  });
}

async function* chunksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } finally {
    // Harmless when it has come to its end.
    await reader.cancel().catch(() => undefined);
  }
}

/** A refusal stays one; a line that broke, or a gateway that is busy, may be there again. */
function canGoOn(cause: unknown): boolean {
  if (cause instanceof PlantroomError) return ERRORS[cause.code].retry;
  return !isDiskError(cause);
}

const isDiskError = (cause: unknown): boolean =>
  cause instanceof Error && 'syscall' in cause && /^(open|write|close)$/.test(String(cause.syscall));

function told(cause: unknown): PlantroomError {
  if (cause instanceof PlantroomError) return cause;
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new PlantroomError('HISTORY_UNAVAILABLE', `${reason}; --resume goes on with what is there`, { cause });
}

const pause = ({ clock }: CommandContext, attempt: number): Promise<void> =>
  new Promise((resolve) => {
    clock.after(Math.min(LONGEST_WAIT_MS, 250 * 2 ** attempt), resolve);
  });

/** Counts what comes in, and tells it now and then. */
class Meter {
  bytes = 0;
  rows = 0;
  private readonly context: CommandContext;
  private toldAt: number;

  constructor(context: CommandContext) {
    this.context = context;
    this.toldAt = context.clock.monotonicMs();
  }

  transform(): Transform {
    return new Transform({
      transform: (chunk: Buffer, _encoding, done) => {
        this.count(chunk);
        done(null, chunk);
      },
    });
  }

  private count(chunk: Buffer): void {
    this.bytes += chunk.length;
    for (let at = chunk.indexOf(LINE_END); at >= 0; at = chunk.indexOf(LINE_END, at + 1)) this.rows++;
    const now = this.context.clock.monotonicMs();
    if (now - this.toldAt < TELL_EVERY_MS) return;
    this.toldAt = now;
    this.context.warn(`${(this.bytes / 1e6).toFixed(1)} MB, ${this.rows} rows`);
  }
}
