import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A way in which a server takes InfluxQL: 1.x and 2.x with bind parameters, 3.x without, or 3.x by its own interface only. */
export type InfluxqlDialect = '2.x' | '3.x' | '3.x native';

export interface FakeSample {
  readonly timeMs: number;
  readonly value: number;
}

type Answer = readonly [status: number, text: string];

const TOKEN = 'secret';
const ROWS = /^SELECT (.*) FROM "pump" WHERE (.*?) AND time >= (\d+)ms AND time < (\d+)ms(.*)$/;

/** Answers the statements of our reader for one series, in the shapes of the servers that are not installed here. */
export class FakeInfluxql {
  readonly requests: string[] = [];
  private readonly dialect: InfluxqlDialect;
  private readonly samples: readonly FakeSample[];
  private readonly server: Server;

  constructor(dialect: InfluxqlDialect, samples: readonly FakeSample[]) {
    this.dialect = dialect;
    this.samples = samples;
    this.server = createServer((request, response) => void this.handle(request, response));
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const url = new URL(request.url ?? '/', 'http://fake');
    this.requests.push(`${request.method} ${url.pathname}`);
    const [status, text] = this.answer(url, body, request.headers.authorization);
    response.setHeader('X-Influxdb-Version', this.dialect === '2.x' ? 'v2.7.11' : '3.1.0');
    response.writeHead(status).end(text);
  }

  /** 3.x takes a token in both schemes, 2.x in its own only. */
  private answer(url: URL, body: string, authorisation: string | undefined): Answer {
    if (url.pathname === '/ping') return [this.dialect === '2.x' ? 204 : 200, ''];
    const schemes = this.dialect === '2.x' ? ['Token'] : ['Token', 'Bearer'];
    if (!schemes.some((scheme) => authorisation === `${scheme} ${TOKEN}`)) return [401, '{"code":"unauthorized"}'];
    return this.dialect === '3.x native' ? this.native(url, body) : this.query(url);
  }

  private query(url: URL): Answer {
    const given = (name: string): string => url.searchParams.get(name) ?? '';
    if (url.pathname !== '/query') return [404, 'not found'];
    if (given('db') !== 'plantroom') return [404, '{"code":"not found","message":"dbrp mapping not found"}'];
    if (given('epoch') !== 'ms') return [400, '{"error":"epoch"}'];
    if (this.dialect === '3.x' && /\$/.test(given('q'))) return [400, 'unbound parameter'];
    const chunkSize = given('chunked') === 'true' ? Number(given('chunk_size')) : Number.POSITIVE_INFINITY;
    const rows = this.select(given('q'), JSON.parse(given('params') || '{}'));
    return [200, this.dialect === '3.x' && rows.length === 0 ? '' : this.chunks(rows, chunkSize)];
  }

  /** 2.x says which chunks are not the last; 3.x ends its lines in CR LF and says nothing. */
  private chunks(rows: readonly Record<string, number>[], size: number): string {
    const parts: string[] = [];
    const columns = Object.keys(rows[0] ?? {});
    for (let at = 0; at < Math.max(1, rows.length); at += size) {
      const values = rows.slice(at, at + size).map((row) => Object.values(row));
      const partial = this.dialect === '2.x' && at + size < rows.length ? { partial: true } : {};
      const series = values.length > 0 ? { series: [{ name: 'pump', columns, values, ...partial }] } : {};
      parts.push(JSON.stringify({ results: [{ statement_id: 0, ...series, ...partial }] }));
    }
    return parts.map((part) => part + (this.dialect === '3.x' ? '\r\n' : '\n')).join('');
  }

  private native(url: URL, body: string): Answer {
    if (url.pathname !== '/api/v3/query_influxql') return [404, 'not found'];
    const { db, q, format, params } = JSON.parse(body);
    if (db !== 'plantroom') return [404, '{"error":"database not found"}'];
    if (format !== 'jsonl') return [400, 'format'];
    const lines = this.select(q, params).map(({ time, ...values }) =>
      JSON.stringify({ 'iox::measurement': 'pump', time: new Date(time!).toISOString().slice(0, -1), ...values }),
    );
    return [200, lines.join('\n')];
  }

  private select(text: string, params: Readonly<Record<string, string>>): Record<string, number>[] {
    const [, wanted, where, from, to, ending] = ROWS.exec(text) ?? [];
    if (!wanted || !this.isOurs(where!, params)) return [];
    const inside = this.samples.filter(({ timeMs }) => timeMs >= Number(from) && timeMs < Number(to));
    const group = /GROUP BY time\((\d+)ms\)/.exec(ending!);
    if (group) return bucketsOf(inside, Number(group[1]));
    if (wanted.startsWith('count')) return inside.length > 0 ? [{ time: Number(from), count: inside.length }] : [];
    return inside
      .slice(0, Number(/LIMIT (\d+)/.exec(ending!)?.[1]))
      .map(({ timeMs, value }) => ({ time: timeMs, value }));
  }

  private isOurs(where: string, params: Readonly<Record<string, string>>): boolean {
    const filled = where.replace(/\$(\w+)/g, (_, name: string) => `'${params[name]}'`);
    return filled === `"area" = 'plant' AND "equipment" = 'P-1' AND "site" = 'site-1'`;
  }
}

function bucketsOf(samples: readonly FakeSample[], bucketMs: number): Record<string, number>[] {
  const groups = Map.groupBy(samples, ({ timeMs }) => Math.floor(timeMs / bucketMs) * bucketMs);
  return [...groups].map(([time, group]) => {
    const values = group.map(({ value }) => value);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const ends = { first: values[0]!, last: values.at(-1)! };
    return { time, count: values.length, min: Math.min(...values), max: Math.max(...values), mean, ...ends };
  });
}
