import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Problem } from '../contract/resources.ts';
import type { RouteContract } from '../contract/route.ts';
import { ROUTES } from '../contract/routes.ts';
import { toWire } from '../contract/wire.ts';
import type { Outcome } from '../domain/errors.ts';
import { isLocal } from './caller.ts';
import { problemOf } from './error-reply.ts';
import { type Handlers, Prepared } from './handler.ts';
import type { Repeats, Reply } from './idempotency.ts';
import { sendStream } from './send-stream.ts';
import { signedOf } from './signed-body.ts';
import { Streamed } from './streamed.ts';

const JSON_TYPE = 'application/json; charset=utf-8';
const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

/** Prefixes of what is served without being in the table: the documents' pages and the dashboard's files, both readable by anybody. */
const OPEN_PREFIXES = ['/docs', '/*'];

/** Refuses to register a route that neither declares who may call it nor belongs to the pages anybody may read. To be installed before any route. */
export function denyUndeclaredRoutes(app: FastifyInstance): void {
  app.addHook('onRoute', ({ url, method, config }) => {
    const reading = [method].flat().every((one) => one === 'GET' || one === 'HEAD');
    const open = reading && OPEN_PREFIXES.some((prefix) => url === prefix || url.startsWith(`${prefix}/`));
    if (config?.contract || open) return;
    throw new Error(`route ${String(method)} ${url} declares no access; add it to gateway/contract/routes.ts`);
  });
}

/** Registers every route of the table with its handler. */
export function registerRoutes(app: FastifyInstance, handlers: Handlers, repeats: Repeats): void {
  const byName: Readonly<Record<string, unknown>> = handlers;
  for (const [name, route] of Object.entries<RouteContract>(ROUTES)) {
    // The one place where the types of a single route are given up; `Handlers` has tied each handler to its line of the table.
    registerRoute(app, route, byName[name] as AnyHandler, repeats);
  }
}

type AnyHandler = (call: object) => Promise<Outcome<unknown>> | Outcome<unknown>;

function registerRoute(app: FastifyInstance, route: RouteContract, handle: AnyHandler, repeats: Repeats): void {
  app.route({
    method: route.method,
    url: route.path,
    config: { contract: route },
    schema: {
      ...(route.params ? { params: route.params } : {}),
      ...(route.query ? { querystring: route.query } : {}),
      ...(route.body ? { body: route.body } : {}),
    },
    handler: async (request, reply) => {
      if (route.isStreamed) return sendOutcome(route, request, reply, await handle(callOf(request, reply)));
      const work = async (): Promise<Reply> => replyOf(route, await handle(callOf(request, reply)));
      const answer = await repeatable(route, request, repeats, work);
      return send(route, reply, answer);
    },
  });
}

function sendOutcome(
  route: RouteContract,
  request: FastifyRequest,
  reply: FastifyReply,
  outcome: Outcome<unknown>,
): FastifyReply {
  const isStream = outcome.ok && outcome.value instanceof Streamed;
  return isStream ? sendStream(request, reply, outcome.value) : send(route, reply, replyOf(route, outcome));
}

function repeatable(route: RouteContract, request: FastifyRequest, repeats: Repeats, work: () => Promise<Reply>) {
  const key = request.headers['idempotency-key'];
  if (!route.repeatable || key === undefined || !request.caller) return work();
  const { method, url: path, body, caller } = request;
  return repeats.answer({ key: String(key), username: caller.username, method, path, body }, work);
}

const callOf = (request: FastifyRequest, reply: FastifyReply): object => ({
  params: request.params,
  query: request.query,
  body: request.body,
  caller: request.caller,
  address: request.ip,
  isLocal: isLocal(request),
  isPage: request.headers.origin !== undefined,
  cookies: request.headers.cookie,
  authorization: request.headers.authorization,
  signed: signedOf(request),
  reply,
});

function replyOf(route: RouteContract, outcome: Outcome<unknown>): Reply {
  if (!outcome.ok) {
    const problem = problemOf(outcome.code, outcome.detail);
    return { status: problem.status, body: JSON.stringify(problem), isProblem: true };
  }
  const { value } = outcome;
  if (value instanceof Prepared) return { status: value.status ?? route.status, body: value.body, isProblem: false };
  const body = route.status === 204 ? '' : JSON.stringify(toWire(value));
  return { status: route.status, body, isProblem: false };
}

function send(route: RouteContract, reply: FastifyReply, { status, body, isProblem }: Reply): FastifyReply {
  reply.code(status);
  if (status === 204) return reply.send();
  return reply.header('content-type', isProblem ? PROBLEM_TYPE : (route.contentType ?? JSON_TYPE)).send(body);
}

/** Answers with a problem from outside of a handler. */
export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  return reply.code(problem.status).header('content-type', PROBLEM_TYPE).send(JSON.stringify(problem));
}
