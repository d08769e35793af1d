import type { z } from 'zod';
import type { ErrorCode } from '../domain/errors.ts';
import type { Permission } from '../domain/role.ts';
import type { Wire } from './wire.ts';

/** Who may call a route: anybody, anybody signed in, or whoever holds one permission. */
export type Access = 'public' | 'session' | Permission;

/** One line of the route table (routes.ts): everything that registering, documenting and testing a route needs. */
export interface RouteContract {
  readonly group: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path with parameters as `:name`. */
  readonly path: string;
  readonly summary: string;
  readonly access: Access;
  /** Programs on this machine may ask without a session. */
  readonly local?: true;
  /** Besides JSON: a form of our own page, or whatever a provider posts, of which the handler makes sense; `file`: the bytes of one file instead. Absent: JSON alone. */
  readonly accepts?: 'form' | 'anything' | 'file';
  /** The handler checks a signature over the body as it was sent. */
  readonly isSigned?: true;
  /** Honours the header `Idempotency-Key`. */
  readonly repeatable?: true;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** Status of success; 204 has no body. */
  readonly status: 200 | 201 | 204;
  /** As the process knows it; instants become ISO 8601 when it is sent. */
  readonly response: z.ZodType;
  /** Absent: JSON. */
  readonly contentType?: string;
  /** The answer may be of any length, and is sent while it is made. */
  readonly isStreamed?: true;
  /** Refusals of this route's own; `routeCodes` adds those that every such route shares. */
  readonly codes: readonly ErrorCode[];
}

type Parsed<T> = T extends z.ZodType ? z.output<T> : undefined;
type Typed<T> = T extends z.ZodType ? z.input<T> : undefined;

type Json = z.infer<ReturnType<typeof z.json>>;

/** Whatever is any JSON at all stays as it is: it contains itself. */
type Unchanging<T> = [Json] extends [T] ? T : T extends object ? { readonly [Key in keyof T]: Unchanging<T[Key]> } : T;

/** What a handler receives after validation. */
export type RouteParams<R extends RouteContract> = Parsed<R['params']>;
export type RouteQuery<R extends RouteContract> = Parsed<R['query']>;
export type RouteBody<R extends RouteContract> = Parsed<R['body']>;
/** What a handler answers. */
export type RouteAnswer<R extends RouteContract> = Unchanging<z.output<R['response']>>;

/** What a caller of the route writes and reads. */
export type RequestQuery<R extends RouteContract> = Typed<R['query']>;
export type RequestBody<R extends RouteContract> = Typed<R['body']>;
export type ResponseBody<R extends RouteContract> = Wire<z.output<R['response']>>;

export const isUnsafe = (method: string): boolean => method !== 'GET' && method !== 'HEAD' && method !== 'OPTIONS';

/** Every code the route may be answered with. */
export function routeCodes(route: RouteContract): readonly ErrorCode[] {
  const codes = new Set<ErrorCode>(route.codes);
  if (route.params || route.query || route.body) codes.add('REQUEST_INVALID');
  if (route.body) codes.add('REQUEST_TOO_LARGE').add('REQUEST_WRONG_TYPE');
  if (route.access !== 'public') codes.add('AUTH_REQUIRED');
  if (route.access !== 'public' && route.access !== 'session') codes.add('AUTH_FORBIDDEN');
  if (isUnsafe(route.method)) codes.add('AUTH_CROSS_ORIGIN');
  if (route.repeatable) codes.add('REQUEST_CONFLICTING_REPEAT').add('REQUEST_INVALID');
  return [...codes.add('STORE_UNAVAILABLE').add('INTERNAL')];
}
