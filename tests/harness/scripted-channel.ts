import type { Channel, ChannelLimits, Notification, SendResult } from '../../gateway/ports/channel.ts';
import type { Clock } from '../../gateway/ports/clock.ts';

export const UNLIMITED_CHANNEL: ChannelLimits = { rate: undefined, bundle: 1 };

/** A provider that answers as the test says and remembers every attempt. */
export class ScriptedChannel implements Channel {
  readonly limits: ChannelLimits;
  readonly attempts: { readonly at: number; readonly message: Notification; readonly result: SendResult['kind'] }[] =
    [];
  answer: (message: Notification, at: number) => SendResult | Promise<SendResult>;
  closed = 0;
  private readonly clock: Clock;
  private readonly startedAt: number;

  constructor(clock: Clock, limits: ChannelLimits = UNLIMITED_CHANNEL, answer: ScriptedChannel['answer'] = sent) {
    this.clock = clock;
    this.startedAt = clock.monotonicMs();
    this.limits = limits;
    this.answer = answer;
  }

  async send(message: Notification): Promise<SendResult> {
    const at = this.clock.monotonicMs() - this.startedAt;
    const result = await this.answer(message, at);
    this.attempts.push({ at, message, result: result.kind });
    return result;
  }
  async close(): Promise<void> {
    this.closed += 1;
  }

  /** Messages that went through. */
  get delivered(): readonly Notification[] {
    return this.attempts.filter(({ result }) => result === 'sent').map(({ message }) => message);
  }
  /** Seconds since the start at which something was tried. */
  get seconds(): readonly number[] {
    return this.attempts.map(({ at }) => Math.round(at / 1000));
  }
}

export const sent = (): SendResult => ({ kind: 'sent' });
export const failed = (): SendResult => ({ kind: 'failed', detail: 'HTTP 503' });
