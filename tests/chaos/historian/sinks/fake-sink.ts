import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { FakeStore } from './fake-store.ts';
import { type Line, parseLine } from './lines.ts';

/** A write as it arrived. */
export interface WriteRequest {
  readonly lines: readonly Line[];
  /** Of the body, unpacked. */
  readonly bytes: number;
}

/** What the server says, and which lines it stores all the same. */
export interface WriteAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly text?: string;
  readonly stores: readonly Line[];
}

/** One write from end to end, for what is said about all of them afterwards. Times are `performance.now()`. */
export interface WriteRecord {
  readonly arrivedAt: number;
  readonly answeredAt: number;
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly lines: readonly Line[];
}

export type Manner = (request: WriteRequest) => WriteAnswer;

/** Takes everything, as a healthy server does. */
export const takeAll: Manner = ({ lines }) => ({ status: 204, stores: lines });

/** Of 1.x, 2.x and 3.x. */
const WRITE = /^\/(write|api\/v2\/write|api\/v3\/write_lp)\?/;
const RECORDS_KEPT = 5_000;

/** A line-protocol server for answers that real ones do not give when asked to. One process, everything in memory. */
export class FakeSink {
  readonly url: string;
  readonly store = new FakeStore();
  readonly records: WriteRecord[] = [];
  /** Decides about every write. */
  manner: Manner = takeAll;
  /** Held so long before it is answered, ms. */
  delayMs = 0;
  requests = 0;
  mostUnderWay = 0;
  private underWay = 0;
  private readonly server: Server;

  private readonly version: string;

  private constructor(server: Server, url: string, version: string) {
    this.server = server;
    this.url = url;
    this.version = version;
    server.on('request', (request, response) => void this.take(request, response));
  }

  /** `version` as `/ping` tells it. */
  static async start(version = '1.8.10'): Promise<FakeSink> {
    const server = createServer();
    return new FakeSink(server, `http://127.0.0.1:${await listen(server, 0)}`, version);
  }

  /** From now on nobody listens. */
  async goAway(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  /** At the same address as before, with everything it held. */
  async comeBack(): Promise<void> {
    await listen(this.server, Number(new URL(this.url).port));
  }

  async stop(): Promise<void> {
    if (this.server.listening) await this.goAway();
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const { url = '' } = request;
      if (WRITE.test(url)) await this.takeWrite(request, response);
      else response.writeHead(url.startsWith('/ping') ? 204 : 404, { 'x-influxdb-version': this.version }).end();
    } catch (error) {
      // The other side has gone away, or what it sent is no batch of lines; the oracle misses what it had to bring.
      response.writeHead(500).end(String(error));
    }
  }

  private async takeWrite(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.requests++;
    this.mostUnderWay = Math.max(this.mostUnderWay, ++this.underWay);
    const arrivedAt = performance.now();
    try {
      const body = await buffer(request);
      const text = (request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString();
      const lines = text.split('\n').filter(Boolean).map(parseLine);
      if (this.delayMs > 0) await pause(this.delayMs);
      const answer = this.manner({ lines, bytes: text.length });
      for (const line of answer.stores) this.store.store(line);
      this.note({
        arrivedAt,
        answeredAt: performance.now(),
        status: answer.status,
        retryAfter: answer.headers?.['retry-after'],
        lines,
      });
      response.writeHead(answer.status, answer.headers).end(answer.text);
    } finally {
      this.underWay--;
    }
  }

  private note(record: WriteRecord): void {
    this.records.push(record);
    if (this.records.length > RECORDS_KEPT) this.records.shift();
  }
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
}
