import { z } from 'zod';
import { heartbeatMessage } from '../domain/heartbeat.ts';
import type { RouteContract } from './route.ts';

const GROUP = 'Answers';

const byToken = z.object({ token: z.string().min(1).max(1000) });
const byChannel = z.object({ channel: z.string().min(1).max(100) });
/** For providers that can only be told an address; the others send it as a bearer token. */
const hookSecret = z.object({ secret: z.string().max(200).exactOptional() });
const answer = z.strictObject({ note: z.string().trim().max(500).exactOptional() });
/** `code` 0 is what providers look for. */
const taken = z.object({ code: z.literal(0), accepted: z.int() }).meta({ id: 'Taken' });

/** What is open to people and programs without a session; each is protected by what only they know. */
export const ANSWER_ROUTES = {
  readAnswerPage: {
    group: GROUP,
    method: 'GET',
    path: '/a/:token',
    summary: 'Page of the link in a message; shows the alarm and changes nothing',
    access: 'public',
    params: byToken,
    status: 200,
    response: z.string(),
    contentType: 'text/html; charset=utf-8',
    codes: [],
  },
  answerAlarm: {
    group: GROUP,
    method: 'POST',
    path: '/a/:token',
    summary: 'Acknowledge by the link in a message, once; answers a page',
    access: 'public',
    accepts: 'form',
    params: byToken,
    body: answer,
    status: 200,
    response: z.string(),
    contentType: 'text/html; charset=utf-8',
    codes: [],
  },
  takeReplies: {
    group: GROUP,
    method: 'POST',
    path: '/hooks/replies/:channel',
    summary: 'What people wrote back, in the words of the provider of that channel',
    access: 'public',
    accepts: 'anything',
    params: byChannel,
    query: hookSecret,
    body: z.unknown(),
    status: 200,
    response: taken,
    codes: ['HOOK_REFUSED', 'REQUEST_TOO_MANY'],
  },
  takeReceipts: {
    group: GROUP,
    method: 'POST',
    path: '/hooks/receipts/:channel',
    summary: 'Which messages arrived, in the words of the provider of that channel',
    access: 'public',
    accepts: 'anything',
    params: byChannel,
    query: hookSecret,
    body: z.unknown(),
    status: 200,
    response: taken,
    codes: ['HOOK_REFUSED', 'REQUEST_TOO_MANY'],
  },
  takeHeartbeat: {
    group: GROUP,
    method: 'POST',
    path: '/hooks/heartbeats',
    summary: 'Another gateway says that it is alive; signed',
    access: 'public',
    body: heartbeatMessage,
    status: 200,
    response: taken,
    codes: ['HOOK_REFUSED'],
  },
} as const satisfies Record<string, RouteContract>;
