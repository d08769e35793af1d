import { once } from 'node:events';
import { createServer, request as forward, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';

/** What becomes of the answers to writes; questions about health pass always. */
export type AnswerFate =
  | 'passes'
  /** The connection is reset when the server has stored the batch. */
  | 'reset'
  /** Nothing comes back, the connection stays. */
  | 'swallowed';

interface Reply {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** A relay in front of a database that understands requests: answers come late, or never. */
export class SinkProxy {
  readonly url: string;
  /** Every answer is held back so long, ms. */
  latencyMs = 0;
  /** Asked for every write that was stored. */
  fateOf: () => AnswerFate = () => 'passes';
  writes = 0;
  lostAnswers = 0;
  /** Requests the other side waited for at the same time, at most. */
  mostUnderWay = 0;
  private underWay = 0;
  private readonly target: string;
  private readonly server: Server;

  private constructor(target: string, server: Server, url: string) {
    this.target = target;
    this.server = server;
    this.url = url;
    server.on('request', (request, response) => void this.relay(request, response));
  }

  static start(target: string): Promise<SinkProxy> {
    const server = createServer();
    return new Promise((resolve) => {
      server.listen(0, '127.0.0.1', () => {
        const address = server.address();
        const port = typeof address === 'object' && address ? address.port : 0;
        resolve(new SinkProxy(target, server, `http://127.0.0.1:${port}`));
      });
    });
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private async relay(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.mostUnderWay = Math.max(this.mostUnderWay, ++this.underWay);
    response.once('close', () => this.underWay--);
    try {
      const isWrite = request.url?.startsWith('/write') ?? false;
      const reply = await this.ask(request, await buffer(request));
      if (this.latencyMs > 0) await pause(this.latencyMs);
      const fate = isWrite && reply.status < 300 ? this.nextFate() : 'passes';
      if (fate === 'passes') response.writeHead(reply.status, reply.headers).end(reply.body);
      if (fate === 'reset') response.socket?.resetAndDestroy();
    } catch {
      // The server behind is gone; so is this connection, as with a plain relay.
      response.socket?.resetAndDestroy();
    }
  }

  private nextFate(): AnswerFate {
    this.writes++;
    const fate = this.fateOf();
    if (fate !== 'passes') this.lostAnswers++;
    return fate;
  }

  private async ask({ method, url = '/', headers }: IncomingMessage, body: Buffer): Promise<Reply> {
    const request = forward(new URL(url, this.target), { method, headers, agent: false }).end(body);
    // Rejects when the server behind ends the connection instead.
    const [answer]: IncomingMessage[] = await once(request, 'response');
    if (!answer) throw new Error('no answer');
    return { status: answer.statusCode ?? 502, headers: answer.headers, body: await buffer(answer) };
  }
}
