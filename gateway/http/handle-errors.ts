import type { FastifyInstance } from 'fastify';
import { PlantroomError } from '../domain/errors.ts';
import type { Logger } from '../ports/logger.ts';
import { errorReply } from './error-reply.ts';
import { sendProblem } from './register-routes.ts';

/** Everything thrown leaves as a problem; what nobody expected is logged, here and nowhere else. Nothing of the interface is cached. */
export function handleErrors(app: FastifyInstance, logger: Logger): void {
  app.setErrorHandler((error, request, reply) => {
    const { problem, surprising } = errorReply(error);
    const { method, url } = request;
    if (surprising) logger.error({ err: error, method, url: url.slice(0, 300), code: problem.code }, 'request failed');
    if (problem.status === 429) reply.header('retry-after', '1');
    return sendProblem(reply, problem);
  });
  app.addHook('onSend', async (request, reply) => {
    if (request.url.startsWith('/api/') || reply.statusCode >= 400) reply.header('cache-control', 'no-store');
  });
  app.addHook('onRequest', async (request) => requireJson(request.method, request.headers));
  app.addHook('onResponse', async (request, reply) => {
    const { method, url } = request;
    const ms = Math.round(reply.elapsedTime);
    logger.debug({ method, url: url.slice(0, 300), status: reply.statusCode, ms }, 'request answered');
  });
}

/** A POST or PATCH must say that it is JSON, also when it has no body: a foreign page cannot say that without asking first. */
function requireJson(method: string, headers: Readonly<Record<string, unknown>>): void {
  if (method !== 'POST' && method !== 'PATCH' && method !== 'PUT') return;
  const type = String(headers['content-type'] ?? '').split(';')[0];
  if (type?.trim().toLowerCase() !== 'application/json') throw new PlantroomError('REQUEST_WRONG_TYPE');
}
