import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ProviderRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** An answer; none at all; or one that breaks off in the middle. An object as `body` is sent as JSON. */
export type ProviderAnswer =
  | {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: unknown;
      readonly delayMs?: number;
    }
  | 'silence'
  | 'break';

/** What a provider answers; undefined is what it usually does. */
export type ProviderScript = (request: ProviderRequest) => ProviderAnswer | undefined;

/** A web service on a free port that keeps what it was asked. `script` makes it misbehave. */
export class HttpProvider {
  readonly requests: ProviderRequest[] = [];
  script: ProviderScript = () => undefined;
  private readonly usual: (request: ProviderRequest) => ProviderAnswer;
  private readonly server: Server;
  private readonly delayed = new Set<NodeJS.Timeout>();
  private waiting: (() => void)[] = [];
  private port = 0;

  private constructor(usual: (request: ProviderRequest) => ProviderAnswer) {
    this.usual = usual;
    this.server = createServer((request, response) => void this.serve(request, response));
  }

  static async start(usual: (request: ProviderRequest) => ProviderAnswer): Promise<HttpProvider> {
    const provider = new HttpProvider(usual);
    await provider.accept();
    return provider;
  }

  /** Connections are taken (again), always at the same address. */
  async accept(): Promise<void> {
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = (this.server.address() as AddressInfo).port;
  }

  /** `http://127.0.0.1:…`, without a slash at the end. */
  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Resolves when it has been asked so many times. */
  async asked(count: number): Promise<void> {
    while (this.requests.length < count) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  /** Connections are refused from now on. Stopping twice is harmless. */
  async stop(): Promise<void> {
    for (const timer of this.delayed) clearTimeout(timer);
    this.server.closeAllConnections();
    if (!this.server.listening) return;
    this.server.close();
    await once(this.server, 'close');
  }

  private async serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of incoming) chunks.push(chunk);
    } catch {
      return;
    }
    const url = new URL(incoming.url ?? '/', this.origin);
    const request = { method: incoming.method ?? '', url, headers: incoming.headers, body: Buffer.concat(chunks) };
    this.requests.push(request);
    this.answer(response, this.script(request) ?? this.usual(request));
    for (const resolve of this.waiting.splice(0)) resolve();
  }

  private answer(response: ServerResponse, answer: ProviderAnswer): void {
    if (answer === 'silence') return;
    if (answer === 'break') {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
      response.write('{"errcode":', () => response.destroy());
      return;
    }
    const { status = 200, headers = {}, body = '', delayMs } = answer;
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const send = (): void => void response.writeHead(status, headers).end(text);
    if (delayMs === undefined) send();
    else this.later(delayMs, send);
  }

  private later(delayMs: number, task: () => void): void {
    const timer = setTimeout(() => {
      this.delayed.delete(timer);
      task();
    }, delayMs);
    this.delayed.add(timer);
  }
}

export type Json = Readonly<Record<string, unknown>>;

/** The body as a JSON record; undefined when it is none. */
export function jsonOf({ body }: ProviderRequest): Json | undefined {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
