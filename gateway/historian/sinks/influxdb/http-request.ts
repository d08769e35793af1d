import { type Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const compress = promisify(gzip);
/** Below this, compressing costs more than it saves. */
const COMPRESS_FROM_BYTES = 1_000;

export interface HttpQuestion {
  readonly url: URL;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly agent: Agent;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** What is longer is cut off; the rest is read and thrown away. */
  readonly longestAnswer: number;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  readonly isWhole: boolean;
}

/** One request, one answer, whatever its status. Rejects when there is none in time. Redirects are not followed. */
export async function askServer(question: HttpQuestion): Promise<HttpAnswer> {
  const { url, method, headers, agent, timeoutMs } = question;
  const signal = AbortSignal.any([question.signal, AbortSignal.timeout(timeoutMs)]);
  const { body, encoding } = await encode(question.body);
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const length = body === undefined ? {} : { 'content-length': String(body.length) };
  return new Promise((resolve, reject) => {
    const request = send(url, { method, agent, signal, headers: { ...headers, ...encoding, ...length } });
    request.once('error', reject);
    request.once('response', (response) => collect(response, question.longestAnswer).then(resolve, reject));
    request.end(body);
  });
}

async function encode(text: string | undefined) {
  if (text === undefined) return { body: undefined, encoding: {} };
  const plain = Buffer.from(text);
  if (plain.length < COMPRESS_FROM_BYTES) return { body: plain, encoding: {} };
  return { body: await compress(plain), encoding: { 'content-encoding': 'gzip' } };
}

async function collect(response: IncomingMessage, longest: number): Promise<HttpAnswer> {
  const chunks: Buffer[] = [];
  let size = 0;
  let isWhole = true;
  for await (const chunk of response) {
    if (!Buffer.isBuffer(chunk)) continue;
    isWhole &&= size + chunk.length <= longest;
    if (isWhole) chunks.push(chunk);
    size += chunk.length;
  }
  const { statusCode = 0, headers } = response;
  return { status: statusCode, headers, body: Buffer.concat(chunks).toString(), isWhole };
}
