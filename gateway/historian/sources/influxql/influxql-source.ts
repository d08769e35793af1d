import { type Series, SeriesBuilder } from '../../series.ts';
import { SourceFailure } from '../failure.ts';
import type { HttpQuestion, SourceHttp } from '../http/source-http.ts';
import { MOST_BUCKETS } from '../limits.ts';
import type { BucketQuestion, SeriesRange, Source, SourceBucket } from '../source.ts';
import { parseNativeLine, parseQueryLine, type Row } from './rows.ts';
import { type Binding, bucketsStatement, countStatement, type Statement, samplesStatement } from './statement.ts';

export interface InfluxqlSettings {
  readonly id: string;
  /** Database (1.x), database of a DBRP mapping (2.x), or database (3.x). */
  readonly database: string;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  readonly token?: string | undefined;
}

/** Where a server takes InfluxQL: 1.x and 2.x bind parameters in `/query`, 3.x does not; some 3.x have the native way only. */
type Door = 'query-bound' | 'query-quoted' | 'native';

const CHUNK_ROWS = 10_000;
const GOOD = 0;

/** InfluxDB 1.x, 2.x and 3.x by InfluxQL, the one language all of them answer. */
export class InfluxqlSource implements Source {
  readonly id: string;
  private readonly settings: InfluxqlSettings;
  private readonly http: SourceHttp;
  private door: Door | undefined;

  constructor(settings: InfluxqlSettings, http: SourceHttp) {
    this.id = settings.id;
    this.settings = settings;
    this.http = http;
  }

  async count(range: SeriesRange): Promise<number> {
    let count = 0;
    for await (const { values } of this.rows((binding) => countStatement(range, binding))) count += values[0] ?? 0;
    return count;
  }

  async samples(range: SeriesRange, limit: number): Promise<Series> {
    const builder = new SeriesBuilder();
    for await (const { timeMs, values } of this.rows((binding) => samplesStatement(range, limit, binding))) {
      if (values[0] !== null && isWithin(range, timeMs)) builder.add(timeMs, values[0]!, GOOD);
      if (builder.length >= limit) break;
    }
    return builder.toSeries();
  }

  async buckets(question: BucketQuestion): Promise<readonly SourceBucket[]> {
    const buckets: SourceBucket[] = [];
    for await (const row of this.rows((binding) => bucketsStatement(question, binding))) {
      const bucket = bucketOf(row);
      if (bucket) buckets.push(bucket);
      if (buckets.length > 2 * MOST_BUCKETS) throw new SourceFailure('too-large', 'more buckets than asked for');
    }
    return buckets.sort((a, b) => a.startMs - b.startMs);
  }

  close(): void {
    this.http.close();
  }

  private async *rows(make: (binding: Binding) => Statement): AsyncGenerator<Row> {
    this.door ??= await this.findDoor();
    try {
      yield* this.ask(this.door, make);
    } catch (error) {
      if (isMissingDatabase(error)) return;
      if (this.door === 'native' || !isMissingDoor(error)) {
        if (error instanceof SourceFailure && error.reason !== 'too-large') this.door = undefined;
        throw error;
      }
      this.door = 'native';
      yield* this.ask(this.door, make);
    }
  }

  /** The version stands in the answer to a ping; a server that does not tell it is asked in the way all of them take. */
  private async findDoor(): Promise<Door> {
    const ping = { path: '/ping', query: {}, authorisation: this.authorisation('Token') };
    const version = await this.http.header(ping, 'x-influxdb-version');
    return /^v?[012]\./.test(version) ? 'query-bound' : 'query-quoted';
  }

  private async *ask(door: Door, make: (binding: Binding) => Statement): AsyncGenerator<Row> {
    const statement = make(door === 'query-quoted' ? 'quoted' : 'bound');
    const parse = door === 'native' ? parseNativeLine : parseQueryLine;
    const question = door === 'native' ? this.nativeQuestion(statement) : this.queryQuestion(statement);
    let isPartial = false;
    for await (const line of this.http.lines(question)) {
      const part = parse(line, statement.columns);
      isPartial = part.isPartial;
      yield* part.rows;
    }
    if (isPartial) throw new SourceFailure('unreadable', 'the answer was cut short by the server');
  }

  private queryQuestion({ text, params }: Statement): HttpQuestion {
    const isBound = Object.keys(params).length > 0;
    const query = {
      ...{ db: this.settings.database, q: text, epoch: 'ms', chunked: 'true', chunk_size: String(CHUNK_ROWS) },
      ...(isBound ? { params: JSON.stringify(params) } : {}),
    };
    return { path: '/query', query, authorisation: this.authorisation('Token') };
  }

  private nativeQuestion({ text, params }: Statement): HttpQuestion {
    const body = { db: this.settings.database, q: text, format: 'jsonl', params };
    return { path: '/api/v3/query_influxql', query: {}, body, authorisation: this.authorisation('Bearer') };
  }

  private authorisation(scheme: 'Token' | 'Bearer'): string | undefined {
    const { token, username, password = '' } = this.settings;
    if (token) return `${scheme} ${token}`;
    return username ? `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` : undefined;
  }
}

/** No such path, as opposed to no such database. */
function isMissingDoor(error: unknown): boolean {
  if (!(error instanceof SourceFailure) || (error.status !== 404 && error.status !== 405)) return false;
  return !/database|dbrp|bucket|retention/i.test(error.detail ?? '');
}

/** InfluxDB 1.x says so until something has been written: its sink creates the database with the first samples. */
const isMissingDatabase = (error: unknown): boolean =>
  error instanceof SourceFailure && error.status === undefined && /^database not found/.test(error.detail ?? '');

const isWithin = ({ fromMs, toMs }: SeriesRange, timeMs: number): boolean => timeMs >= fromMs && timeMs < toMs;

function bucketOf({ timeMs, values }: Row): SourceBucket | undefined {
  const [count, min, max, mean, first, last] = values;
  if (!count || !Number.isFinite(timeMs)) return undefined;
  if (min == null || max == null || mean == null || first == null || last == null) {
    throw new SourceFailure('unreadable', 'a bucket with samples and without values');
  }
  return { startMs: timeMs, count, min, max, mean, first, last };
}
