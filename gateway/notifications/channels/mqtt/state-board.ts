import type { LineFailure } from './line-failure.ts';
import type { Publication } from './message.ts';

/** What the board needs of its line. */
export interface StateLine {
  readonly isUp: boolean;
  /** Why it was not taken; undefined when it was. Never rejects. */
  publish(message: Publication): Promise<LineFailure | undefined>;
  /** Retained messages that the broker holds under the filter, told to `listener` after each connection. */
  watch(filter: string, listener: (topic: string) => void): void;
  /** After each connection. */
  onConnected(listener: () => void): void;
}

/** Stale topics of others that are cleared at most; more are left as they are. */
const MAX_FOUND = 10_000;

/**
 * Keeps the retained states at the broker as they should be: the newest of each topic only, all of them after a connection
 * (a broker may have forgotten them), and none of alarms there are not. What it holds is bounded by the open alarms.
 */
export class StateBoard {
  private readonly line: StateLine;
  private readonly filter: string;
  /** null: is to be cleared, then forgotten. */
  private readonly wanted = new Map<string, string | null>();
  private readonly waiting = new Set<string>();
  private isShown = false;
  private isPublishing = false;
  private isClosed = false;
  private publishing: Promise<void> = Promise.resolve();

  constructor(line: StateLine, filter: string) {
    this.line = line;
    this.filter = filter;
  }

  /** Every state there is. From now on what the broker retains besides is cleared. */
  show(states: ReadonlyMap<string, string>): void {
    for (const topic of this.wanted.keys()) if (!states.has(topic)) this.want(topic, null);
    for (const [topic, state] of states) this.want(topic, state);
    if (!this.isShown) {
      this.isShown = true;
      this.line.onConnected(() => this.again());
      this.line.watch(this.filter, (topic) => this.found(topic));
    }
    this.wake();
  }

  /** null clears it. */
  change(topic: string, state: string | null): void {
    this.want(topic, state);
    this.wake();
  }

  close(): void {
    this.isClosed = true;
  }

  /** Settles when nothing is under way. */
  settled(): Promise<void> {
    return this.publishing;
  }

  private found(topic: string): void {
    if (this.wanted.has(topic) || this.waiting.size >= MAX_FOUND) return;
    this.change(topic, null);
  }

  private again(): void {
    for (const topic of this.wanted.keys()) this.waiting.add(topic);
    this.wake();
  }

  private want(topic: string, state: string | null): void {
    this.wanted.set(topic, state);
    this.waiting.add(topic);
  }

  private wake(): void {
    if (this.isPublishing || this.isClosed) return;
    this.isPublishing = true;
    this.publishing = this.publishWaiting();
  }

  /** Until everything is shown or the line is down: then it goes on after the next connection, as does what the broker refused. */
  private async publishWaiting(): Promise<void> {
    for (const topic of this.waiting) {
      const state = this.wanted.get(topic) ?? null;
      this.waiting.delete(topic);
      const failure = await this.line.publish({ topic, payload: state ?? '', isRetained: true });
      const isDown = failure !== undefined && !this.line.isUp;
      if (isDown) this.waiting.add(topic);
      if (isDown || this.isClosed) break;
      const isCleared = failure === undefined && state === null;
      if (isCleared && this.wanted.get(topic) === null) this.wanted.delete(topic);
    }
    this.isPublishing = false;
  }
}
