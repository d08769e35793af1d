import type { SendResult } from '../../ports/channel.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Settlement } from '../../ports/outbox.ts';
import { type ChannelHealth, HEALTHY, stepHealth } from './channel-health.ts';

export interface ChannelStatus {
  readonly channel: string;
  /** broken: nothing works until a person has changed its settings. */
  readonly state: 'up' | 'down' | 'broken';
  /** Failed attempts since the last that succeeded. */
  readonly failuresInARow: number;
  readonly lastFailure: string | null;
  readonly lastSentAt: number | null;
}

export interface ChannelWatchOptions {
  readonly id: string;
  readonly clock: Clock;
  /** The channel went down, or is back. Never throws. */
  readonly onTurn: (channel: string, turn: 'down' | 'up', detail: string) => void;
}

/** Knows from the results of the attempts whether a channel works. */
export class ChannelWatch {
  private readonly options: ChannelWatchOptions;
  private health: ChannelHealth = HEALTHY;
  private failure: string | null = null;
  private sentAt: number | null = null;

  constructor(options: ChannelWatchOptions) {
    this.options = options;
  }

  get isUp(): boolean {
    return this.health.state === 'up';
  }

  /** Down, and it is time to try it again. */
  get isProbeDue(): boolean {
    return this.health.state === 'down' && this.options.clock.monotonicMs() >= this.health.probeAt;
  }

  get lastFailure(): string | null {
    return this.failure;
  }

  get status(): ChannelStatus {
    const { health } = this;
    const state = health.state === 'up' ? 'up' : health.isBroken ? 'broken' : 'down';
    const last = { lastFailure: this.failure, lastSentAt: this.sentAt };
    return { channel: this.options.id, state, failuresInARow: health.failures, ...last };
  }

  note(result: SendResult): void {
    const { clock, id, onTurn } = this.options;
    const { health, turn } = stepHealth(this.health, result.kind, clock.monotonicMs());
    this.health = health;
    if (result.kind === 'sent') this.sentAt = clock.nowMs();
    else this.failure = result.detail;
    if (turn) onTurn(id, turn, result.kind === 'sent' ? '' : result.detail);
  }

  /** While the channel is down its probes alone count time: the first success finds every notice due. */
  unpaused(settlement: Settlement): Settlement {
    const isPaused = !this.isUp && settlement.state === 'queued';
    return isPaused ? { ...settlement, dueAt: this.options.clock.nowMs() } : settlement;
  }
}
