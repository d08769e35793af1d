import type { FastifyInstance } from 'fastify';
import type { RouteContract } from '../contract/route.ts';
import { PlantroomError } from '../domain/errors.ts';
import type { Logger } from '../ports/logger.ts';
import { FILE_TYPES } from './body-parsers.ts';
import { errorReply } from './error-reply.ts';
import { sendProblem } from './register-routes.ts';
import { shownUrl } from './shown-url.ts';

/** Everything thrown leaves as a problem; what nobody expected is logged, here and nowhere else. Nothing of the interface is cached. */
export function handleErrors(app: FastifyInstance, logger: Logger): void {
  app.setErrorHandler((error, request, reply) => {
    const { problem, surprising } = errorReply(error);
    const { method, url } = request;
    if (surprising) logger.error({ err: error, method, url: shownUrl(url), code: problem.code }, 'request failed');
    if (problem.status === 429) reply.header('retry-after', '1');
    return sendProblem(reply, problem);
  });
  app.addHook('onSend', async (request, reply) => {
    if (request.url.startsWith('/api/') || reply.statusCode >= 400) reply.header('cache-control', 'no-store');
  });
  app.addHook('onRequest', async (request) => {
    const type = String(request.headers['content-type'] ?? '')
      .split(';')[0]!
      .trim()
      .toLowerCase();
    requireType(request.method, type, request.routeOptions.config.contract?.accepts);
  });
  app.addHook('onResponse', async (request, reply) => {
    const { method, url } = request;
    const ms = Math.round(reply.elapsedTime);
    logger.debug({ method, url: shownUrl(url), status: reply.statusCode, ms }, 'request answered');
  });
}

/** What a body says it is must be what the route takes. */
function requireType(method: string, type: string, accepts: RouteContract['accepts']): void {
  if (accepts === 'file') {
    if (!FILE_TYPES.has(type)) throw new PlantroomError('REQUEST_WRONG_TYPE');
    return;
  }
  const isForm = accepts !== undefined && type === 'application/x-www-form-urlencoded';
  if (!isForm) requireJson(method, type);
}

/** A POST or PATCH must say that it is JSON, also when it has no body: a foreign page cannot say that without asking first. */
function requireJson(method: string, type: string): void {
  if (method !== 'POST' && method !== 'PATCH' && method !== 'PUT') return;
  if (type !== 'application/json') throw new PlantroomError('REQUEST_WRONG_TYPE');
}
