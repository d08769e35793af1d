import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { LineSinkSettings } from '../../settings.ts';
import { authorisation, type Dialect, dialectOf, serverUrl, writePath } from './dialect.ts';
import { askServer, type HttpAnswer } from './http-request.ts';
import { oneLine } from './rejection.ts';
import { decideAction, REFUSED_WAIT_MS, type StopAction, type WriteAnswer } from './write-policy.ts';

const REQUEST_TIMEOUT_MS = 10_000;
/** Enough for 1.x to name ten thousand lines that it cannot parse. */
const LONGEST_REFUSAL = 4 * 1024 * 1024;
const LONGEST_STORED_LIST = 128 * 1024 * 1024;
/** What is shorter stands in many a text by chance. */
const SHORTEST_SECRET = 4;

export type Detection =
  | { readonly ok: true; readonly dialect: Dialect }
  | { readonly ok: false; readonly stop: StopAction };

/** One line-protocol server: requests and answers, nothing more. What to do about an answer is the policy's business. */
export class LineServer {
  private readonly settings: LineSinkSettings;
  private readonly agent: HttpAgent;
  /** Connections for reading say nothing about the server that is written to. */
  private readonly readAgent: HttpAgent;
  private dialect: Dialect | undefined;
  private closedSockets = 0;
  private readonly closing = new AbortController();

  constructor(settings: LineSinkSettings) {
    this.settings = settings;
    this.agent = this.countingAgent();
    this.readAgent = agentFor(settings.readUrl ?? settings.url);
  }

  /** How many connections have ended. One more than before means that the server may have been started again. */
  get closings(): number {
    return this.closedSockets;
  }

  /** Finds out what kind of server answers. Never rejects. */
  async detect(failures: number, random: number): Promise<Detection> {
    const isVictoria = this.settings.kind === 'victoriametrics';
    const answer = await this.tell(isVictoria ? '/health' : '/ping', 'GET');
    const action = decideAction(answer, { lines: [], failures, random });
    if (action.kind === 'stored') {
      this.dialect = isVictoria ? 'v1' : dialectOf(answer.version ?? '');
      return { ok: true, dialect: this.dialect };
    }
    if (action.kind === 'refused' || action.kind === 'busy' || action.kind === 'down')
      return { ok: false, stop: action };
    const reason = `${answer.status} ${oneLine(answer.message)}`.trim();
    return { ok: false, stop: { kind: 'refused', waitMs: REFUSED_WAIT_MS, reason } };
  }

  /** Creates the database of a 1.x server. False when it is not allowed or not answered. Never rejects. */
  async createDatabase(): Promise<boolean> {
    const statement = `CREATE DATABASE "${this.settings.database.replace(/["\\]/g, '\\$&')}"`;
    const { status } = await this.tell(`/query?q=${encodeURIComponent(statement)}`, 'POST');
    return status !== undefined && status >= 200 && status < 300;
  }

  /** Sends exactly these lines in one request and tells the outcome. Never rejects. */
  async write(lines: readonly string[]): Promise<WriteAnswer> {
    if (!this.dialect) return { message: 'not connected' };
    const answer = await this.tell(writePath(this.dialect, this.settings), 'POST', lines.join('\n'));
    // InfluxDB 3 products that are not Core or Enterprise have only the address of 2.x.
    if (this.dialect !== 'v3' || !isNoSuchPath(answer)) return answer;
    this.dialect = 'v2';
    return this.write(lines);
  }

  /** What VictoriaMetrics has between two times, as lines of JSON. Rejects when it cannot be had. */
  async exportLines(selector: string, fromMs: number, toMs: number): Promise<readonly string[]> {
    const query = new URLSearchParams({ 'match[]': selector, start: seconds(fromMs), end: seconds(toMs) });
    const { url, readUrl = url, token, readToken = token } = this.settings;
    const { status, body, isWhole } = await askServer({
      ...{ url: serverUrl(readUrl, `/api/v1/export?${query}`), method: 'GET', agent: this.readAgent },
      headers: authorisation(this.dialect, { ...this.settings, token: readToken }),
      ...{ timeoutMs: REQUEST_TIMEOUT_MS, signal: this.closing.signal, longestAnswer: LONGEST_STORED_LIST },
    });
    if (status !== 200) throw new StoredListError(status, this.withoutSecrets(body));
    if (!isWhole) throw new StoredListError(413, 'the answer is too long');
    return body.split('\n').filter((line) => line !== '');
  }

  /** Cuts off a request under way; its outcome is unknown. */
  close(): void {
    this.closing.abort();
    this.agent.destroy();
    this.readAgent.destroy();
  }

  private async tell(path: string, method: 'GET' | 'POST', body?: string): Promise<WriteAnswer & { version?: string }> {
    try {
      const answer = await this.ask(path, method, body);
      const { 'retry-after': retryAfter, 'x-influxdb-version': version } = answer.headers;
      const message = this.withoutSecrets(answer.body);
      return { status: answer.status, retryAfter, message, ...(typeof version === 'string' ? { version } : {}) };
    } catch (error) {
      return { message: this.withoutSecrets(messageOf(error)) };
    }
  }

  private async ask(path: string, method: 'GET' | 'POST', body?: string): Promise<HttpAnswer> {
    const { agent, settings, dialect } = this;
    return askServer({
      ...{ url: serverUrl(settings.url, path), method, agent, longestAnswer: LONGEST_REFUSAL },
      ...(body === undefined ? {} : { body }),
      headers: { ...authorisation(dialect, settings), 'content-type': 'text/plain; charset=utf-8' },
      timeoutMs: REQUEST_TIMEOUT_MS,
      signal: this.closing.signal,
    });
  }

  /** A server, or a proxy before it, may repeat what we sent it. */
  private withoutSecrets(text: string): string {
    const { token, readToken, password, username } = this.settings;
    const basic = username && Buffer.from(`${username}:${password ?? ''}`).toString('base64');
    const secrets = [token, readToken, password, basic].filter(
      (secret) => secret !== undefined && secret.length >= SHORTEST_SECRET,
    );
    return secrets.reduce<string>((clean, secret = '') => clean.replaceAll(secret, '***'), text);
  }

  private countingAgent(): HttpAgent {
    const agent = agentFor(this.settings.url);
    const connect = agent.createConnection.bind(agent);
    agent.createConnection = (...parameters: Parameters<typeof connect>) => {
      const socket = connect(...parameters);
      socket?.once('close', () => this.closedSockets++);
      return socket;
    };
    return agent;
  }
}

/** The server did not list what it has. */
export class StoredListError extends Error {
  readonly status: number;

  constructor(status: number, body: string) {
    super(oneLine(`${status} ${body}`));
    this.status = status;
  }
}

function agentFor(url: string): HttpAgent {
  const options = { keepAlive: true, maxSockets: 1 };
  return url.startsWith('https:') ? new HttpsAgent(options) : new HttpAgent(options);
}

const seconds = (ms: number): string => String(ms / 1_000);

const isNoSuchPath = ({ status, message }: WriteAnswer): boolean =>
  status === 405 || (status === 404 && !/database/i.test(message));

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause instanceof Error && error.cause.name === 'TimeoutError') return 'no answer in time';
  const cause = error.cause instanceof Error ? error.cause.message : '';
  // A refused connection to a name with several addresses has an empty message and a code.
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return [error.message, cause].filter(Boolean).join(': ') || code || error.name;
}
