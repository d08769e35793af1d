import { createHash, timingSafeEqual } from 'node:crypto';
import { done, type Outcome, refused } from '../../domain/errors.ts';
import type { Taken } from '../../ports/answer-service.ts';
import type { Channel, Inbound } from '../../ports/channel.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Logger } from '../../ports/logger.ts';
import type { Outbox } from '../../ports/outbox.ts';
import { AttemptLimit } from './attempt-limit.ts';
import type { ReplyCodes } from './reply-codes.ts';

/** Entries of one call that are looked at; providers send fewer. */
const MOST_ENTRIES = 100;
/** Wrong secrets for one channel in ten minutes. */
const MOST_WRONG = 60;

export interface InboundOptions {
  readonly channels: ReadonlyMap<string, Channel>;
  readonly outbox: Pick<Outbox, 'deliver'>;
  readonly replies: Pick<ReplyCodes, 'take'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Takes what providers say when they call us: answers of people, and which messages have arrived. */
export class InboundDesk {
  private readonly options: InboundOptions;
  private readonly wrong = new AttemptLimit(MOST_WRONG);

  constructor(options: InboundOptions) {
    this.options = options;
  }

  async replies(channel: string, secret: string | undefined, body: unknown): Promise<Outcome<Taken>> {
    const inbound = this.admit(channel, secret);
    if (!inbound.ok) return inbound;
    let accepted = 0;
    for (const { address, text } of inbound.value.replies(body).slice(0, MOST_ENTRIES))
      if (await this.options.replies.take(channel, address, text)) accepted += 1;
    return done({ accepted });
  }

  async receipts(channel: string, secret: string | undefined, body: unknown): Promise<Outcome<Taken>> {
    const inbound = this.admit(channel, secret);
    if (!inbound.ok) return inbound;
    const { outbox, clock, logger } = this.options;
    const receipts = inbound.value.receipts(body).slice(0, MOST_ENTRIES);
    for (const { receipt, hasArrived } of receipts) {
      if (hasArrived) await outbox.deliver(receipt, clock.nowMs());
      else logger.warn({ channel, receipt: receipt.slice(0, 100) }, 'the provider says that a message did not arrive');
    }
    return done({ accepted: receipts.length });
  }

  /** Whether a channel exists is told to nobody who does not know its secret. */
  private admit(channel: string, secret: string | undefined): Outcome<Inbound> {
    const { channels, clock } = this.options;
    const inbound = channels.get(channel)?.inbound;
    if (inbound && inbound.secret !== '' && isSame(secret ?? '', inbound.secret)) return done(inbound);
    const mayTryAgain = this.wrong.allows(inbound ? channel : '', clock.monotonicMs());
    return refused(mayTryAgain ? 'HOOK_REFUSED' : 'REQUEST_TOO_MANY');
  }
}

/** Without telling by its duration how much of it was right. */
const isSame = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
