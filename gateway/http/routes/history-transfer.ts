import { CSV_MARK } from '../../contract/csv.ts';
import { fileHead, type HistoryShape, type ResumePoint, readAfter } from '../../contract/history-file.ts';
import { done, refused } from '../../domain/errors.ts';
import type { Point } from '../../domain/point.ts';
import { QUALITY, type QualityName, qualityName } from '../../domain/quality.ts';
import { BatchBuilder } from '../../domain/sample.ts';
import type { Site } from '../../domain/site.ts';
import type { Clock } from '../../ports/clock.ts';
import type { BackfillResult, Historian } from '../../ports/historian.ts';
import type { Audit } from '../audit.ts';
import { longRows } from '../export/long-rows.ts';
import { pacedStream } from '../export/paced.ts';
import { timeTextIn } from '../export/time-text.ts';
import { wideRows } from '../export/wide-rows.ts';
import { Gate } from '../gate.ts';
import type { Call, Handlers } from '../handler.ts';
import { Streamed } from '../streamed.ts';

/** A download holds its place until its last byte; trends have places of their own. */
const DOWNLOADS = 8;
const DOWNLOADS_PER_USER = 2;
const IMPORTS = 4;
const IMPORTS_PER_USER = 2;

interface TransferServices {
  readonly site: Site;
  readonly historian: Historian;
  readonly audit: Audit;
  readonly clock: Clock;
}

/** The recorded past as files: out for everybody who may see it, in for those who may change the plant. */
export function historyTransferRoutes(
  services: TransferServices,
): Handlers<'exportHistory' | 'importHistory' | 'readLastSamples'> {
  const { points } = services.site;
  const byTag = new Map(points.filter(({ kind }) => kind !== 'text').map((point) => [point.tag, point]));
  const downloads = new Gate(DOWNLOADS, DOWNLOADS_PER_USER);
  const imports = new Gate(IMPORTS, IMPORTS_PER_USER);
  const lookUps = new Gate(IMPORTS, IMPORTS_PER_USER);
  return {
    exportHistory: (call) => exportHistory(services, byTag, downloads, call),
    readLastSamples: ({ query, caller }) =>
      lookUps.run(caller.username, () => readLast(services, byTag, query.tags, query.at)),
    importHistory: (call) => imports.run(call.caller.username, () => importHistory(services, byTag, call)),
  };
}

type PointsByTag = ReadonlyMap<string, Point>;

const unknownTag = (tags: readonly string[], byTag: PointsByTag): string | undefined =>
  tags.find((tag) => !byTag.has(tag));

function exportHistory(
  { site, historian, clock }: TransferServices,
  byTag: PointsByTag,
  gate: Gate,
  { query, caller }: Call<'exportHistory'>,
) {
  const { tags, format, step, from: fromMs, to: toMs } = query;
  const unknown = unknownTag(tags, byTag);
  if (unknown !== undefined) return refused('POINT_NOT_FOUND', unknown);
  const shape = step === undefined ? 'long' : 'wide';
  const after = query.after === undefined ? undefined : readAfter(query.after, shape);
  const isLost = query.after !== undefined && !isRowOf(after, shape, tags);
  if (isLost) return refused('REQUEST_INVALID', 'after: not a row of this export');
  const timeText = timeTextIn(query.times, site.timeZone);
  const plan = { reader: historian.reader, tags, fromMs, toMs, format, timeText, after };
  const points = tags.map((tag) => byTag.get(tag)!);
  const rows = step === undefined ? longRows(plan) : wideRows({ ...plan, stepMs: step, points });
  const mark = query.bom && format === 'csv' ? CSV_MARK : '';
  const head = after === undefined ? `${mark}${fileHead(format, shape, tags)}` : '';
  const body = pacedStream(withHead(head, rows), clock, gate.enter(caller.username));
  const type = format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson; charset=utf-8';
  return done(new Streamed(body, type, `${site.id}-${dayText(fromMs)}-${dayText(toMs)}.${format}`));
}

function isRowOf(after: ResumePoint | undefined, shape: HistoryShape, tags: readonly string[]): boolean {
  return after !== undefined && (shape === 'wide' || tags.includes(after.tag));
}

const dayText = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

async function* withHead(head: string, rows: AsyncIterable<string>): AsyncGenerator<string> {
  if (head !== '') yield head;
  yield* rows;
}

async function readLast({ historian }: TransferServices, byTag: PointsByTag, tags: readonly string[], atMs: number) {
  const unknown = unknownTag(tags, byTag);
  if (unknown !== undefined) return refused('POINT_NOT_FOUND', unknown);
  const tagOf = new Map(tags.map((tag) => [byTag.get(tag)!.index, tag]));
  const { length, point, sourceTime, value, quality } = await historian.reader.newest([...tagOf.keys()], atMs);
  return done(
    Array.from({ length }, (_, i) => {
      return { tag: tagOf.get(point[i]!)!, at: sourceTime[i]!, value: value[i]!, quality: qualityName(quality[i]!) };
    }),
  );
}

async function importHistory(
  { historian, audit }: TransferServices,
  byTag: PointsByTag,
  { body, caller }: Call<'importHistory'>,
) {
  const tags = body.series.map(({ tag }) => tag);
  const unknown = unknownTag(tags, byTag);
  if (unknown !== undefined) return refused('POINT_NOT_FOUND', unknown);
  const result = await historian.backfill(batchOf(body.series, byTag), body.trial);
  if (!body.trial && result.written + result.replaced > 0)
    await audit.done(caller.username, 'import-history', tags.join(', '), summary(body.series, result));
  return done(result);
}

type Series = Call<'importHistory'>['body']['series'];

function batchOf(series: Series, byTag: PointsByTag): BatchBuilder {
  const batch = new BatchBuilder();
  for (const { tag, time, value, quality } of series) {
    const { index } = byTag.get(tag)!;
    time.forEach((ms, i) => {
      const number = value[i] ?? Number.NaN;
      batch.add(index, number, qualityOf(number, quality?.[i]), ms);
    });
  }
  return batch;
}

/** What is good was good to whoever handed it in: it keeps a mark of its own, so that it is never taken for measured. */
function qualityOf(value: number, word: QualityName = 'good'): number {
  if (word !== 'good') return QUALITY[word];
  return Number.isNaN(value) ? QUALITY['bad-sentinel'] : QUALITY['good-manual'];
}

function summary(series: Series, { written, replaced }: BackfillResult): string {
  const times = series.flatMap(({ time }) => time);
  const [first, last] = [times.reduce((a, b) => Math.min(a, b)), times.reduce((a, b) => Math.max(a, b))];
  return `${written} new, ${replaced} replaced, ${new Date(first).toISOString()} to ${new Date(last).toISOString()}`;
}
