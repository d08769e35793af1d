import { EMPTY_SERIES, type Series, SeriesBuilder } from '../series.ts';
import { chooseColumnMs } from '../sinks/embedded/column-width.ts';
import { SourceFailure } from './failure.ts';
import { MOST_BUCKETS, MOST_SAMPLES, PAGE_SAMPLES } from './limits.ts';
import type { BucketQuestion, SeriesRange, Source, SourceBucket } from './source.ts';

/** What a source has of a range: the samples themselves, or buckets when they are too many. */
export type SourcePart =
  | { readonly kind: 'samples'; readonly series: Series }
  | { readonly kind: 'buckets'; readonly bucketMs: number; readonly buckets: readonly SourceBucket[] };

const SAMPLE_BYTES = 17;
const BUCKET_BYTES = 120;

/** Roughly what it takes in memory. */
export const bytesOf = (part: SourcePart): number =>
  200 + (part.kind === 'samples' ? part.series.length * SAMPLE_BYTES : part.buckets.length * BUCKET_BYTES);

/** Reads a range; buckets fit into columns of `columnMs`. Rejects with a SourceFailure. */
export async function readPart(source: Source, range: SeriesRange, columnMs: number): Promise<SourcePart> {
  const count = await source.count(range);
  if (count === 0) return { kind: 'samples', series: EMPTY_SERIES };
  if (count <= MOST_SAMPLES) return { kind: 'samples', series: await readSamples(source, range) };
  const bucketMs = chooseBucketMs(range.toMs - range.fromMs, columnMs);
  const fromMs = Math.floor(range.fromMs / bucketMs) * bucketMs;
  const question = { ...range, fromMs, bucketMs };
  return { kind: 'buckets', bucketMs, buckets: checked(await source.buckets(question), question) };
}

/** Buckets elsewhere than asked for would be laid out where there is no room for them. */
function checked(
  buckets: readonly SourceBucket[],
  { fromMs, toMs, bucketMs }: BucketQuestion,
): readonly SourceBucket[] {
  let before = Number.NEGATIVE_INFINITY;
  for (const { startMs } of buckets) {
    const isPlaced = startMs >= fromMs && startMs < toMs && startMs % bucketMs === 0 && startMs > before;
    if (!isPlaced) throw new SourceFailure('unreadable', 'buckets at other times than asked for');
    before = startMs;
  }
  return buckets;
}

/** Times are whole ms, so a page begins 1 ms after the last sample of the one before. */
async function readSamples(source: Source, range: SeriesRange): Promise<Series> {
  const builder = new SeriesBuilder();
  for (let fromMs = range.fromMs; fromMs < range.toMs; ) {
    const page = await source.samples({ ...range, fromMs }, PAGE_SAMPLES);
    builder.addAll(page);
    if (page.length < PAGE_SAMPLES) break;
    if (builder.length > 2 * MOST_SAMPLES) throw new SourceFailure('too-large', 'more samples than were counted');
    fromMs = page.time[page.length - 1]! + 1;
  }
  return builder.toSeries();
}

/** The narrowest readable width of which no more than MOST_BUCKETS are needed and that divides a column. */
export function chooseBucketMs(spanMs: number, columnMs: number): number {
  let width = chooseColumnMs(spanMs, MOST_BUCKETS);
  while (width < columnMs && columnMs % width !== 0) width = chooseColumnMs(width + 1, 1);
  return Math.min(width, columnMs);
}
