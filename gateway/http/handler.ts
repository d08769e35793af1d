import type { FastifyReply } from 'fastify';
import type { RouteAnswer, RouteBody, RouteParams, RouteQuery } from '../contract/route.ts';
import type { Route, RouteName } from '../contract/routes.ts';
import type { Outcome } from '../domain/errors.ts';
import type { SignedMessage } from '../ports/cmms-service.ts';
import type { Caller } from '../ports/session-gate.ts';
import type { Streamed } from './streamed.ts';

/** A body written by hand for speed; the writer promises that it is what the route's schema says. */
export class Prepared {
  readonly body: string;
  /** Other than the route's own, for an answer that is not a refusal (readiness). */
  readonly status: number | undefined;

  constructor(body: string, status?: number) {
    this.body = body;
    this.status = status;
  }
}

type CallerOf<Name extends RouteName> = Route<Name>['access'] extends 'public' ? Caller | undefined : Caller;

/** One checked request. */
export interface Call<Name extends RouteName> {
  readonly params: RouteParams<Route<Name>>;
  readonly query: RouteQuery<Route<Name>>;
  readonly body: RouteBody<Route<Name>>;
  readonly caller: CallerOf<Name>;
  /** Address of the peer, or what the trusted proxy said. */
  readonly address: string;
  /** True for a program on this machine that did not come through a proxy. */
  readonly isLocal: boolean;
  /** Sent by a page in a browser, which names its origin with everything that changes something. */
  readonly isPage: boolean;
  readonly cookies: string | undefined;
  /** Header of that name, as received. */
  readonly authorization: string | undefined;
  /** The body as it was sent, with its signature; of a signed route, where both are there. */
  readonly signed: SignedMessage | undefined;
  readonly reply: Pick<FastifyReply, 'header'>;
}

/** Answers one route: the value of its response schema, or a coded refusal. Throws only surprises. */
export type Handler<Name extends RouteName> = (
  call: Call<Name>,
) =>
  | Promise<Outcome<RouteAnswer<Route<Name>> | Prepared | Streamed>>
  | Outcome<RouteAnswer<Route<Name>> | Prepared | Streamed>;

/** The handlers of some routes; all of them together must cover the table. */
export type Handlers<Name extends RouteName = RouteName> = { readonly [N in Name]: Handler<N> };
