import type { Heartbeat } from '../../domain/heartbeat.ts';
import type { Clock, Timer } from '../../ports/clock.ts';
import type { Logger } from '../../ports/logger.ts';
import type { Counter, Metrics } from '../../ports/metrics.ts';
import { signHeartbeat } from './heartbeat-message.ts';

const DEFAULT_PERIOD_MS = 60_000;
const TIMEOUT_MS = 10_000;

/** Where beats go: each a monitor of its own. */
export interface HeartbeatTarget {
  /** In the log. */
  readonly name: string;
  readonly secret: string;
  /** Rejects when it could not be delivered; settles within seconds, at once when `signal` is aborted if it can. */
  send(payload: string, signal: AbortSignal): Promise<void>;
}

export interface HeartbeatOptions {
  /** Site id. */
  readonly gateway: string;
  readonly targets: readonly HeartbeatTarget[];
  readonly periodMs?: number;
  readonly health: () => Pick<Heartbeat, 'healthy' | 'openAlarms'>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** A target that takes the beat by POST, such as another gateway's hook or an external monitor. A redirect is not followed. */
export function webTarget(name: string, url: string, secret: string, fetchIt: typeof fetch): HeartbeatTarget {
  return {
    ...{ name, secret },
    async send(body, signal) {
      const headers = { 'content-type': 'application/json', 'user-agent': 'Plantroom' };
      const response = await fetchIt(url, { method: 'POST', headers, body, redirect: 'manual', signal });
      await response.body?.cancel();
      if (!response.ok) throw new Error(`HTTP ${response.status}`);
    },
  };
}

/** A target that hears a topic of a broker; `publish` answers why a message was not taken. */
export function brokerTarget(
  name: string,
  topic: string,
  secret: string,
  publish: (topic: string, payload: string) => Promise<string | undefined>,
): HeartbeatTarget {
  return {
    ...{ name, secret },
    async send(payload) {
      const failure = await publish(topic, payload);
      if (failure !== undefined) throw new Error(failure);
    },
  };
}

/** Sends a signed beat to every target each minute. A beat that fails is not repeated: the next one follows. */
export class HeartbeatSender {
  private readonly options: HeartbeatOptions;
  private readonly beats: Counter;
  private readonly underWay = new Map<HeartbeatTarget, Promise<void>>();
  private readonly closing = new AbortController();
  private sequence = 0;
  private timer: Timer | undefined;

  constructor(options: HeartbeatOptions) {
    this.options = options;
    const help = 'Heartbeats sent, by what became of them';
    this.beats = options.metrics.counter('plantroom_heartbeats_total', help, ['result']);
  }

  start(): void {
    const { targets, clock, periodMs = DEFAULT_PERIOD_MS } = this.options;
    if (targets.length === 0) return;
    this.timer = clock.every(periodMs, () => this.beat());
    this.beat();
  }

  async stop(): Promise<void> {
    this.timer?.cancel();
    this.closing.abort();
    await Promise.all(this.underWay.values());
  }

  private beat(): void {
    const { gateway, targets, health, clock } = this.options;
    const beat = { gateway, sequence: this.sequence++, sentAt: clock.nowMs(), ...health() };
    for (const target of targets) {
      // A target that still holds the last beat gets no second one at the same time.
      if (this.underWay.has(target)) continue;
      const task = this.send(target, JSON.stringify(signHeartbeat(beat, target.secret)));
      this.underWay.set(target, task);
    }
  }

  /** Never rejects. */
  private async send(target: HeartbeatTarget, payload: string): Promise<void> {
    const late = new AbortController();
    const timer = this.options.clock.after(TIMEOUT_MS, () => late.abort());
    try {
      await target.send(payload, AbortSignal.any([late.signal, this.closing.signal]));
      this.beats.add(1, { result: 'sent' });
    } catch {
      // Neither address nor answer is told: they may hold a token.
      this.beats.add(1, { result: 'failed' });
      this.options.logger.warn({ target: target.name }, 'the heartbeat could not be sent');
    } finally {
      timer.cancel();
      this.underWay.delete(target);
    }
  }
}
