import type { ContactMethod, Target } from '../../domain/on-call.ts';
import type { DutyNotice } from '../../ports/duty-notices.ts';
import type { Logger } from '../../ports/logger.ts';
import type { DutyBody } from '../../ports/notice-body.ts';
import type { Notice, Outbox } from '../../ports/outbox.ts';
import { noticeId } from '../escalation/notice-id.ts';

/** Somebody who has the duty now, with the ways to him in his order; a group robot is one with an empty recipient. */
export interface DutyTarget {
  readonly recipient: string;
  readonly language: Notice['language'];
  readonly contacts: readonly ContactMethod[];
}

/** Something about the telling of people itself, or of the duty room. */
export interface DutyMessage extends DutyNotice {
  /** It is about this channel, so that it goes through another. */
  readonly notThrough?: string;
}

export interface DutyDeskOptions {
  readonly outbox: Pick<Outbox, 'add'>;
  /** Who has the duty, or who these are. */
  readonly targets: (at: number, to?: readonly Target[]) => Promise<readonly DutyTarget[]>;
  readonly isUp: (channel: string) => boolean;
  readonly logger: Logger;
}

/**
 * Tells who has the duty about channels, tests and lost gateways: each on the first of his ways that works. A message that cannot be
 * sent makes no further one.
 */
export class DutyDesk {
  private readonly options: DutyDeskOptions;
  private readonly telling = new Set<Promise<void>>();

  constructor(options: DutyDeskOptions) {
    this.options = options;
  }

  /** Never rejects and need not be waited for. */
  tell(message: DutyMessage): void {
    const task = this.queue(message)
      .catch((error: unknown) =>
        this.options.logger.error({ err: error, code: message.code }, 'the duty could not be told'),
      )
      .finally(() => this.telling.delete(task));
    this.telling.add(task);
  }

  /** Resolves when everything told before is queued. */
  async settled(): Promise<void> {
    await Promise.all(this.telling);
  }

  private async queue(message: DutyMessage): Promise<void> {
    const targets = await this.options.targets(message.at, message.to);
    const notices = targets.flatMap((target) => this.noticeFor(target, message) ?? []);
    const { code, text } = message;
    if (notices.length === 0) this.options.logger.error({ code, text: text.en }, 'nobody can be told about the duty');
    await this.options.outbox.add(notices);
  }

  private noticeFor({ recipient, language, contacts }: DutyTarget, message: DutyMessage): Notice | undefined {
    const { code, text, priority, key, notThrough, at } = message;
    const others = contacts.filter(({ channel }) => channel !== notThrough);
    const contact = others.find(({ channel }) => this.options.isUp(channel)) ?? others[0];
    if (!contact) return undefined;
    const body: DutyBody = { code, text };
    return {
      ...{ id: noticeId([code, key, recipient, contact.channel, contact.address]), ...contact, kind: 'duty' },
      ...{ recipient, language, alarmId: null, occurrence: 0, step: 0, priority, dueAt: 0, queuedAt: at },
      body: JSON.stringify(body),
    };
  }
}
