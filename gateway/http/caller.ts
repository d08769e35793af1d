import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isUnsafe, type RouteContract } from '../contract/route.ts';
import { PlantroomError } from '../domain/errors.ts';
import { may } from '../domain/role.ts';
import type { Caller } from '../ports/session-gate.ts';
import type { Audit } from './audit.ts';
import { isOwnOrigin, type OriginRule } from './origin.ts';
import type { Sessions } from './sessions.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The line of the route table this route was registered from. */
    contract?: RouteContract;
  }
  interface FastifyRequest {
    caller: Caller | undefined;
  }
}

interface GuardOptions {
  readonly sessions: Sessions;
  readonly origins: OriginRule;
  readonly audit: Audit;
}

/** Decides, before a body is read, who is asking and whether they may. Routes outside the table get nobody's rights. */
export function guardRoutes(app: FastifyInstance, options: GuardOptions): void {
  app.decorateRequest('caller', undefined);
  app.addHook('onRequest', async (request) => {
    refuseForeignPage(request, options.origins);
    const contract = request.routeOptions.config.contract;
    if (!contract) return;
    request.caller = await options.sessions.find(request.headers.cookie);
    await refuseUnlessAllowed(request, contract, options.audit);
  });
}

function refuseForeignPage(request: FastifyRequest, origins: OriginRule): void {
  if (!isUnsafe(request.method)) return;
  const { origin, host } = request.headers;
  const forwardedHost = headerText(request.headers['x-forwarded-host']);
  if (!isOwnOrigin({ origin, host, forwardedHost }, origins)) throw new PlantroomError('AUTH_CROSS_ORIGIN');
}

async function refuseUnlessAllowed(request: FastifyRequest, route: RouteContract, audit: Audit): Promise<void> {
  if (route.access === 'public' || (route.local && isLocal(request))) return;
  if (!request.caller) throw new PlantroomError('AUTH_REQUIRED');
  if (route.access === 'session' || may(request.caller.role, route.access)) return;
  await audit.refused(request.caller.username, `${route.method} ${route.path}`, request.url, route.access);
  throw new PlantroomError('AUTH_FORBIDDEN');
}

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);
const LOCAL_NAMES: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * A program on this machine. Not a proxy on this machine (it says for whom it asks), and not a page whose own name
 * was pointed at this address (DNS rebinding: the Host header then is that name).
 */
export function isLocal(request: FastifyRequest): boolean {
  if (!LOOPBACK.has(request.socket.remoteAddress ?? '')) return false;
  const { headers } = request;
  if (headers['x-forwarded-for'] ?? headers.forwarded ?? headers['x-real-ip'] ?? headers.via) return false;
  return LOCAL_NAMES.has((headers.host ?? '').replace(/:\d+$/, '').toLowerCase());
}

const headerText = (header: string | string[] | undefined): string | undefined =>
  typeof header === 'string' ? header : header?.[0];
