import { type Series, SeriesBuilder, sliceSeries } from '../../series.ts';
import { SourceFailure } from '../failure.ts';
import type { SourceHttp } from '../http/source-http.ts';
import { MOST_BUCKETS } from '../limits.ts';
import type { BucketQuestion, SeriesRange, Source, SourceBucket } from '../source.ts';
import { BUCKET_FUNCTIONS, parseBuckets, parseCount, parseExportLine } from './answers.ts';
import { selectorOf } from './selector.ts';

export interface PromqlSettings {
  readonly id: string;
  /** The `db` label of the lines. */
  readonly database: string;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  readonly token?: string | undefined;
}

const EXPORT_ROWS = 10_000;
const GOOD = 0;

/** VictoriaMetrics: numbers by PromQL, raw samples by its export. */
export class PromqlSource implements Source {
  readonly id: string;
  private readonly settings: PromqlSettings;
  private readonly http: SourceHttp;

  constructor(settings: PromqlSettings, http: SourceHttp) {
    this.id = settings.id;
    this.settings = settings;
    this.http = http;
  }

  async count(range: SeriesRange): Promise<number> {
    const { fromMs, toMs } = range;
    const query = `sum(count_over_time(${this.selector(range)}[${toMs - fromMs}ms]))`;
    return parseCount(await this.answer('/api/v1/query', { query, time: seconds(toMs - 1) }));
  }

  /** Lines of one series come in order of time; should several series match, only an answer that was read whole is believed. */
  async samples(range: SeriesRange, limit: number): Promise<Series> {
    const { fromMs, toMs } = range;
    const builder = new SeriesBuilder();
    let newest = Number.NEGATIVE_INFINITY;
    let isOrdered = true;
    const query = { 'match[]': this.selector(range), start: seconds(fromMs), end: seconds(toMs - 1) };
    for await (const line of this.lines('/api/v1/export', { ...query, max_rows_per_line: String(EXPORT_ROWS) })) {
      for (const { timeMs, value } of parseExportLine(line)) {
        // Written twice; the server keeps both unless it is told to deduplicate.
        if (timeMs === newest) continue;
        isOrdered &&= timeMs > newest;
        newest = timeMs;
        builder.add(timeMs, value, GOOD);
      }
      if (builder.length > limit && !isOrdered) throw new SourceFailure('too-large', 'several series in one range');
      if (builder.length > limit + EXPORT_ROWS) break;
    }
    const series = sliceSeries(builder.toSeries(), fromMs, toMs);
    return series.length > limit ? sliceSeries(series, fromMs, series.time[limit]!) : series;
  }

  async buckets(question: BucketQuestion): Promise<readonly SourceBucket[]> {
    const { fromMs, toMs, bucketMs } = question;
    if ((toMs - fromMs) / bucketMs > 2 * MOST_BUCKETS) throw new SourceFailure('too-large', 'too many buckets');
    const firstMs = Math.floor(fromMs / bucketMs) * bucketMs;
    const lastMs = Math.floor(toMs / bucketMs) * bucketMs;
    const whole = lastMs > firstMs ? await this.row(question, firstMs, lastMs, bucketMs) : [];
    const rest = toMs > lastMs ? await this.row(question, lastMs, toMs, toMs - lastMs) : [];
    return [...whole, ...rest];
  }

  /** Buckets that fill from–to exactly. */
  private async row(range: SeriesRange, fromMs: number, toMs: number, bucketMs: number): Promise<SourceBucket[]> {
    const functions = Object.keys(BUCKET_FUNCTIONS).map((name) => `"${name}"`);
    const answer = await this.answer('/api/v1/query_range', {
      query: `aggr_over_time((${functions.join(',')}), ${this.selector(range)}[${bucketMs}ms])`,
      ...{ start: seconds(fromMs + bucketMs - 1), end: seconds(toMs - 1), step: `${bucketMs}ms` },
    });
    return parseBuckets(answer, bucketMs);
  }

  close(): void {
    this.http.close();
  }

  private selector({ names }: SeriesRange): string {
    return selectorOf(names, this.settings.database);
  }

  /** Without the cache of the server, which would move the edges of the buckets. */
  private async answer(path: string, query: Record<string, string>): Promise<string> {
    let text = '';
    for await (const line of this.lines(path, { ...query, nocache: '1' })) text += line;
    return text;
  }

  private lines(path: string, query: Record<string, string>): AsyncGenerator<string> {
    return this.http.lines({ path, query, authorisation: this.authorisation() });
  }

  private authorisation(): string | undefined {
    const { token, username, password = '' } = this.settings;
    if (token) return `Bearer ${token}`;
    return username ? `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` : undefined;
  }
}

const seconds = (ms: number): string => (ms / 1000).toFixed(3);
