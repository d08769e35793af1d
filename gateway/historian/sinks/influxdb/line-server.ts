import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { HttpError, InfluxDB, type WriteApi } from '@influxdata/influxdb-client';
import type { LineSinkSettings } from '../../settings.ts';
import type { WriteAnswer } from './write-policy.ts';

const REQUEST_TIMEOUT_MS = 10_000;
/** More than any body of ours: the client must never split or send on its own account. */
const MORE_LINES_THAN_EVER = 100_000;
const MORE_BYTES_THAN_EVER = 256 * 1024 * 1024;
const LONGEST_MESSAGE = 500;

type Dialect = 'v1' | 'v2';

export type Detection =
  | { readonly ok: true; readonly dialect: Dialect }
  | { readonly ok: false; readonly reason: string };

/** InfluxDB 1.x writes to /write, 2.x and 3.x to /api/v2/write; the version stands in the answer to a ping. */
export function dialectOf(version: string): Dialect {
  return /^v?[01]\./.test(version) ? 'v1' : 'v2';
}

/**
 * One line-protocol server. The client library only sends: its batching, timers and retries are switched off, because
 * they drop data after five attempts and keep it in memory only; the log and the policy of this folder do that instead.
 */
export class LineServer {
  private readonly settings: LineSinkSettings;
  private readonly agent: HttpAgent;
  private api: WriteApi | undefined;
  private openedSockets = 0;
  private readonly closing = new AbortController();

  constructor(settings: LineSinkSettings) {
    this.settings = settings;
    this.agent = this.countingAgent();
  }

  /** How many connections were made. One more than before means that the server may have been started again. */
  get connections(): number {
    return this.openedSockets;
  }

  /** Finds out what kind of server answers. Never rejects. */
  async detect(): Promise<Detection> {
    try {
      const isVictoria = this.settings.kind === 'victoriametrics';
      const answer = await this.request(isVictoria ? '/health' : '/ping', 'GET');
      if (!answer.ok) return { ok: false, reason: `${answer.status} ${answer.statusText}` };
      const dialect = isVictoria ? 'v1' : dialectOf(answer.headers.get('x-influxdb-version') ?? '');
      this.api = this.createApi(dialect);
      return { ok: true, dialect };
    } catch (error) {
      return { ok: false, reason: describe(error) };
    }
  }

  /** Creates the database of a 1.x server. False when it is not allowed or not answered. Never rejects. */
  async createDatabase(): Promise<boolean> {
    try {
      const statement = `CREATE DATABASE "${this.settings.database.replace(/["\\]/g, '\\$&')}"`;
      return (await this.request(`/query?q=${encodeURIComponent(statement)}`, 'POST')).ok;
    } catch {
      return false;
    }
  }

  /** Sends exactly these lines in one request and tells the outcome. Never rejects. */
  async write(lines: string[]): Promise<WriteAnswer> {
    const { api } = this;
    if (!api) return { kind: 'failed', message: 'not connected' };
    try {
      api.writeRecords(lines);
      await api.flush();
      return { kind: 'stored' };
    } catch (error) {
      return failureOf(error);
    }
  }

  /** Cuts off a request under way; its outcome is unknown. */
  close(): void {
    this.closing.abort();
    this.api?.dispose();
    this.agent.destroy();
  }

  private createApi(dialect: Dialect): WriteApi {
    this.api?.dispose();
    const { url, token, organisation = '', database } = this.settings;
    const client = new InfluxDB({
      url,
      timeout: REQUEST_TIMEOUT_MS,
      transportOptions: { agent: this.agent },
      ...(token ? { token } : {}),
    });
    const api = client.getWriteApi(organisation, database, 'ms', {
      batchSize: MORE_LINES_THAN_EVER,
      maxBatchBytes: MORE_BYTES_THAN_EVER,
      flushInterval: 0,
      maxRetries: 0,
      gzipThreshold: 1_000,
      headers: this.authorisation(),
      // Answering here keeps the library from logging the failure as well.
      writeFailed: (error) => Promise.reject(error),
    });
    if (dialect === 'v1') api.path = `/write?db=${encodeURIComponent(database)}&precision=ms`;
    return api;
  }

  private authorisation(): Record<string, string> {
    const { token, username, password = '' } = this.settings;
    if (token) return { Authorization: `Token ${token}` };
    if (!username) return {};
    return { Authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` };
  }

  private async request(path: string, method: string): Promise<Response> {
    const url = this.settings.url.replace(/\/+$/, '') + path;
    const answer = await fetch(url, {
      method,
      headers: this.authorisation(),
      signal: AbortSignal.any([AbortSignal.timeout(REQUEST_TIMEOUT_MS), this.closing.signal]),
    });
    await answer.arrayBuffer();
    return answer;
  }

  private countingAgent(): HttpAgent {
    const options = { keepAlive: true, maxSockets: 1 };
    const agent = this.settings.url.startsWith('https:') ? new HttpsAgent(options) : new HttpAgent(options);
    const connect = agent.createConnection.bind(agent);
    agent.createConnection = (...parameters: Parameters<typeof connect>) => {
      this.openedSockets++;
      return connect(...parameters);
    };
    return agent;
  }
}

function failureOf(error: unknown): WriteAnswer {
  if (!(error instanceof HttpError)) return { kind: 'failed', message: describe(error) };
  const retryAfter = error.headers?.['retry-after'];
  return {
    kind: 'failed',
    status: error.statusCode,
    message: describe(error),
    ...(typeof retryAfter === 'string' ? { retryAfter } : {}),
  };
}

/** What the server says is hostile text: cut short, control characters gone. */
function describe(error: unknown): string {
  const text = error instanceof HttpError ? (error.body ?? error.message) : messageOf(error);
  return text
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, LONGEST_MESSAGE);
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? error.cause.message : '';
  return [error.message, cause].filter(Boolean).join(': ') || error.name;
}
