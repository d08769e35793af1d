import { z } from 'zod';
import { type Wire, wireSchema } from '../contract/wire.ts';
import { ERRORS, type ErrorCode, PlantroomError } from '../domain/errors.ts';

/** A setpoint may take its time to be verified; nothing else takes as long. */
const ANSWER_LIMIT_MS = 120_000;

const problem = z.object({ code: z.string(), title: z.string(), detail: z.string().optional() });

/** A signed-in client of a running gateway. Refusals are thrown as PlantroomError with the gateway's own code. */
export class RestClient {
  private readonly base: string;
  private cookie = '';

  private constructor(base: string) {
    this.base = base;
  }

  static async signIn(url: string, username: string, password: string): Promise<RestClient> {
    const client = new RestClient(url.replace(/\/+$/, ''));
    const response = await client.send('POST', '/session', { username, password });
    client.cookie = response.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; ');
    return client;
  }

  /** The answer in the form it has on the wire; `schema` is the one of the domain. */
  async post<T>(path: string, body: object, schema: z.ZodType<T>): Promise<Wire<T>> {
    const response = await this.send('POST', path, body);
    const parsed = wireSchema(schema).safeParse(await response.json());
    if (parsed.success) return parsed.data as Wire<T>;
    throw new PlantroomError('INTERNAL', `${path} was answered in a form this version does not know`);
  }

  /** The same without a body. */
  async get<T>(path: string, schema: z.ZodType<T>): Promise<Wire<T>> {
    const response = await this.send('GET', path);
    const parsed = wireSchema(schema).safeParse(await response.json());
    if (parsed.success) return parsed.data as Wire<T>;
    throw new PlantroomError('INTERNAL', `${path} was answered in a form this version does not know`);
  }

  /** An answer of any length, until `signal` ends it. Whoever reads it finds out whether it comes to its end. */
  async download(path: string, signal: AbortSignal): Promise<Response> {
    return this.send('GET', path, undefined, signal);
  }

  /** Harmless when the session has ended already. */
  async signOut(): Promise<void> {
    await this.send('DELETE', '/session').catch(() => undefined);
  }

  private async send(method: string, path: string, body?: object, signal?: AbortSignal): Promise<Response> {
    const response = await this.fetch(method, path, body, signal);
    if (response.ok) return response;
    const parsed = problem.safeParse(await response.json().catch(() => undefined));
    if (!parsed.success) throw new PlantroomError('INTERNAL', `${method} ${path} was answered with ${response.status}`);
    const { code, title, detail } = parsed.data;
    throw isErrorCode(code)
      ? new PlantroomError(code, detail)
      : new PlantroomError('INTERNAL', `${code} ${title} ${detail ?? ''}`.trim());
  }

  private async fetch(method: string, path: string, body?: object, signal?: AbortSignal): Promise<Response> {
    try {
      return await fetch(`${this.base}/api/v1${path}`, {
        method,
        headers: { cookie: this.cookie, ...(body ? { 'content-type': 'application/json' } : {}) },
        ...(body ? { body: JSON.stringify(body) } : {}),
        signal: signal ?? AbortSignal.timeout(ANSWER_LIMIT_MS),
        redirect: 'error',
      });
    } catch (cause) {
      throw new PlantroomError('FIELD_UNREACHABLE', `no gateway answers at ${this.base}`, { cause });
    }
  }
}

const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(ERRORS, code);
