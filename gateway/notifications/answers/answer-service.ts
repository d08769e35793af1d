import { done, refused } from '../../domain/errors.ts';
import type { AnswerService } from '../../ports/answer-service.ts';
import type { Timer } from '../../ports/clock.ts';
import type { AnswerWays } from '../delivery/compose.ts';
import type { GatewayWatch } from '../delivery/gateway-watch.ts';
import { AnswerLinks } from './answer-links.ts';
import { InboundDesk, type InboundOptions } from './inbound-desk.ts';
import { ReplyCodes, type ReplyOptions } from './reply-codes.ts';

const TIDY_MS = 3_600_000;

export interface AnswersOptions extends ReplyOptions, Omit<InboundOptions, 'replies'> {
  readonly watch: Pick<GatewayWatch, 'hear'>;
}

export interface Answers {
  readonly service: AnswerService;
  /** What messages say about how to answer them. */
  readonly ways: AnswerWays;
  stop(): void;
}

/** Every way by which somebody answers without signing in. */
export function createAnswers(options: AnswersOptions): Answers {
  const links = new AnswerLinks(options);
  const codes = new ReplyCodes(options);
  const inbound = new InboundDesk({ ...options, replies: codes });
  const tidying = tidyHourly(options);
  return {
    service: {
      page: (token, address) => links.page(token, address),
      acknowledge: (token, note, address) => links.acknowledge(token, note, address),
      replies: (channel, secret, body) => inbound.replies(channel, secret, body),
      receipts: (channel, secret, body) => inbound.receipts(channel, secret, body),
      heartbeat: (message) => (options.watch.hear(message) ? done({ accepted: 1 }) : refused('HOOK_REFUSED')),
    },
    ways: {
      linkFor: (notice, alarm) => links.linkFor(notice, alarm),
      // Nobody is asked to write back where nothing would be heard of it.
      codeFor: async (notice, alarm) =>
        options.channels.get(notice.channel)?.inbound ? codes.codeFor(notice, alarm) : undefined,
    },
    stop: () => tidying.cancel(),
  };
}

function tidyHourly({ clock, store, logger }: AnswersOptions): Timer {
  return clock.every(TIDY_MS, () => {
    store
      .removeBefore(clock.nowMs())
      .catch((error: unknown) => logger.warn({ err: error }, 'old links and codes could not be removed'));
  });
}
