import { z } from 'zod';
import { instant } from '../domain/instant.ts';
import { byNumber, note, pageSize } from './requests.ts';
import type { RouteContract } from './route.ts';

const GROUP = 'Outside maintenance system';

const counts = z.object({ pending: z.int(), ok: z.int(), conflict: z.int(), dead: z.int() });

const cmmsStatus = z
  .object({
    isConfigured: z.boolean(),
    orders: counts.meta({ description: 'Orders by how far the outside system knows of them' }),
    openConflicts: z.int(),
    pausedUntil: instant.nullable().meta({ description: 'It does not answer and is left alone until then' }),
  })
  .meta({ id: 'CmmsStatus' });

const linkConflict = z
  .object({
    id: z.int(),
    eventId: z.string(),
    order: z.int().nullable(),
    externalId: z.string().nullable(),
    at: instant,
    reason: z.enum(['unmapped-state', 'unknown-order', 'refused', 'far-side']),
    detail: z.string(),
    settledAt: instant.nullable(),
    settledBy: z.string().nullable(),
    note: z.string().nullable(),
  })
  .meta({ id: 'LinkConflict' });

/** Orders shared with an outside maintenance system. */
export const CMMS_ROUTES = {
  readCmms: {
    group: GROUP,
    method: 'GET',
    path: '/api/v1/cmms',
    summary: 'How far the outside maintenance system knows of our orders',
    access: 'record:read',
    status: 200,
    response: cmmsStatus,
    codes: [],
  },
  listCmmsConflicts: {
    group: GROUP,
    method: 'GET',
    path: '/api/v1/cmms/conflicts',
    summary: 'What it said and nobody may guess the meaning of',
    access: 'record:read',
    query: z.object({ state: z.enum(['open', 'all']).default('open'), limit: pageSize }),
    status: 200,
    response: z.array(linkConflict),
    codes: [],
  },
  settleCmmsConflict: {
    group: GROUP,
    method: 'POST',
    path: '/api/v1/cmms/conflicts/:id/settle',
    summary: 'A person has looked; what was not taken is sent again, or left out',
    access: 'record:review',
    repeatable: true,
    params: byNumber,
    body: z.strictObject({ decision: z.enum(['retry', 'skip']), note: note.min(1) }),
    status: 204,
    response: z.null(),
    codes: ['RESOURCE_NOT_FOUND'],
  },
  takeCmmsEvent: {
    group: GROUP,
    method: 'POST',
    path: '/hooks/cmms',
    summary: 'The outside maintenance system says that something happened; signed as in Standard Webhooks 1.0',
    access: 'public',
    isSigned: true,
    body: z.unknown(),
    status: 200,
    response: z.object({ accepted: z.int() }),
    codes: ['HOOK_REFUSED'],
  },
} as const satisfies Record<string, RouteContract>;
