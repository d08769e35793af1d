import { done, type Outcome } from '../../domain/errors.ts';
import type { AnswerPage, AnswerService, Taken } from '../../ports/answer-service.ts';
import { type Call, type Handlers, Prepared } from '../handler.ts';

type AnswerRoutes = 'readAnswerPage' | 'answerAlarm' | 'takeReplies' | 'takeReceipts' | 'takeHeartbeat';

/** Answers without a session: the pages of links, and what providers post. */
export function answerRoutes(answers: AnswerService): Handlers<AnswerRoutes> {
  return {
    readAnswerPage: async ({ params, address, reply }) => sendPage(reply, await answers.page(params.token, address)),
    answerAlarm: async ({ params, body, address, reply }) =>
      sendPage(reply, await answers.acknowledge(params.token, body.note || null, address)),
    takeReplies: async ({ params, query, body, authorization }) =>
      counted(await answers.replies(params.channel, query.secret ?? bearer(authorization), body)),
    takeReceipts: async ({ params, query, body, authorization }) =>
      counted(await answers.receipts(params.channel, query.secret ?? bearer(authorization), body)),
    takeHeartbeat: ({ body }) => counted(answers.heartbeat(body)),
  };
}

/**
 * The page's own form is told where it came from, for otherwise a browser calls its origin `null` (Fetch standard, "append a
 * request `Origin` header"); no other site learns the link.
 */
function sendPage(reply: Call<'readAnswerPage'>['reply'], { status, html }: AnswerPage): Outcome<Prepared> {
  reply.header('referrer-policy', 'same-origin');
  reply.header('cache-control', 'no-store');
  reply.header('x-robots-tag', 'noindex');
  return done(new Prepared(html, status));
}

const bearer = (authorization: string | undefined): string | undefined =>
  /^Bearer (\S{1,200})$/i.exec(authorization ?? '')?.[1];

const counted = (outcome: Outcome<Taken>) => (outcome.ok ? done({ code: 0 as const, ...outcome.value }) : outcome);
