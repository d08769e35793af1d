import { type ClientRequest, Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { Clock } from '../../../ports/clock.ts';
import { SourceFailure } from '../failure.ts';
import { ANSWER_BYTES, AT_ONCE, LINE_BYTES, REQUEST_LIMIT_MS } from '../limits.ts';
import { limitedLines } from './limited-lines.ts';

/** One request; `body` is sent as JSON by POST. */
export interface HttpQuestion {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly authorisation?: string | undefined;
  readonly body?: object;
}

const REFUSAL = { bytes: 16_384, lineBytes: 16_384 };

/** Asks one server over connections of its own, so that nothing that is written waits for what is read. */
export class SourceHttp {
  private readonly base: string;
  private readonly clock: Clock;
  private readonly agent: HttpAgent;
  private readonly open = new Set<ClientRequest>();
  private isClosed = false;

  constructor(url: string, clock: Clock) {
    this.base = url.replace(/\/+$/, '');
    this.clock = clock;
    const options = { keepAlive: true, maxSockets: AT_ONCE };
    this.agent = url.startsWith('https:') ? new HttpsAgent(options) : new HttpAgent(options);
  }

  /** The lines of the answer. Throws a SourceFailure when it is not 200, too long, too late or cut. */
  async *lines(question: HttpQuestion): AsyncGenerator<string> {
    yield* this.exchange(question, async function* (answer) {
      if (answer.statusCode !== 200) throw await refusalOf(answer);
      yield* limitedLines(answer, { bytes: ANSWER_BYTES, lineBytes: LINE_BYTES });
    });
  }

  /** One header of the answer, whatever its status; empty when it is not there. */
  async header(question: HttpQuestion, name: string): Promise<string> {
    const values = this.exchange(question, async function* (answer) {
      answer.resume();
      yield String(answer.headers[name] ?? '');
    });
    for await (const value of values) return value;
    return '';
  }

  close(): void {
    this.isClosed = true;
    for (const request of this.open) request.destroy();
    this.agent.destroy();
  }

  private async *exchange(
    question: HttpQuestion,
    read: (answer: IncomingMessage) => AsyncGenerator<string>,
  ): AsyncGenerator<string> {
    if (this.isClosed) throw new SourceFailure('unreachable', 'closed');
    const request = this.send(question);
    let isLate = false;
    const timer = this.clock.after(REQUEST_LIMIT_MS, () => {
      isLate = true;
      request.destroy();
    });
    try {
      yield* read(await answerTo(request));
    } catch (error) {
      if (isLate) throw new SourceFailure('slow', `no answer within ${REQUEST_LIMIT_MS / 1000} s`);
      throw error instanceof SourceFailure ? error : new SourceFailure('unreachable', messageOf(error));
    } finally {
      timer.cancel();
      this.open.delete(request);
      request.destroy();
    }
  }

  private send({ path, query, authorisation, body }: HttpQuestion): ClientRequest {
    const search = new URLSearchParams(query).toString();
    const url = new URL(`${this.base}${path}${search && `?${search}`}`);
    const headers = {
      accept: 'application/json',
      ...(authorisation ? { authorization: authorisation } : {}),
      ...(body ? { 'content-type': 'application/json' } : {}),
    };
    const start = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const request = start(url, { agent: this.agent, method: body ? 'POST' : 'GET', headers });
    // Told by `answerTo` while there is no answer, by the answer itself afterwards.
    request.on('error', () => {});
    this.open.add(request);
    request.end(body && JSON.stringify(body));
    return request;
  }
}

function answerTo(request: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request.once('response', resolve);
    request.once('error', reject);
    request.once('close', () => reject(new Error('the connection was closed')));
  });
}

async function refusalOf(answer: IncomingMessage): Promise<SourceFailure> {
  const status = answer.statusCode ?? 0;
  const said: string[] = [];
  for await (const line of limitedLines(answer, REFUSAL)) said.push(line);
  const reason = status >= 500 || status === 429 ? 'unreachable' : 'refused';
  return new SourceFailure(reason, `${status} ${said.join(' ')}`, status);
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message || error.name : String(error));
