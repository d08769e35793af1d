import type { LatestValues } from '../ports/latest-values.ts';
import type { Caller } from '../ports/session-gate.ts';
import { PointSet } from './point-set.ts';
import { writeValueFrame } from './value-frame.ts';

/** Messages the network has not taken yet; beyond this the client is told to start afresh. */
const UNSENT_LIMIT = 1000;
/** Answers with a whole snapshot the network has not taken yet; each may be a hundred kilobytes. */
const UNSENT_SNAPSHOTS = 4;
/** A browser sends a handful of messages per second (one `shown` for each of ten frames). */
const RECEIVED_PER_PULSE = 100;

/** What one browser has been sent and still has to be sent. Its memory is bounded whatever the browser does. */
export class LiveClient {
  caller: Caller;
  private subscribed: PointSet;
  private readonly changed: PointSet;
  private readonly latest: LatestValues;
  private sent = 0;
  private shown = 0;
  private unsent = 0;
  private unsentSnapshots = 0;
  private received = 0;

  constructor(caller: Caller, latest: LatestValues) {
    this.caller = caller;
    this.latest = latest;
    this.subscribed = new PointSet(latest.size);
    this.changed = new PointSet(latest.size);
  }

  /** Sequence of the last frame sent; 0 before the first. */
  get sequence(): number {
    return this.sent;
  }

  /** Replaces the subscription and gives the frame with all of its points. It counts as shown: what follows may follow at once. */
  subscribe(indexes: Iterable<number>, nowMs: number): ArrayBuffer {
    this.subscribed.clear();
    this.changed.clear();
    for (const index of indexes) this.subscribed.add(index);
    this.sent++;
    this.shown = this.sent;
    return writeValueFrame(this.subscribed, this.latest, this.sent, nowMs);
  }

  /** Replaces the points sent from now on; those that are new come with the next frame. */
  watch(indexes: Iterable<number>): void {
    const before = this.subscribed;
    this.subscribed = new PointSet(this.latest.size);
    for (const index of indexes) {
      this.subscribed.add(index);
      if (!before.has(index)) this.changed.add(index);
    }
    this.changed.keep(this.subscribed);
  }

  /** Notes which points have changed since the last call. */
  note(changed: PointSet): void {
    this.changed.addShared(changed, this.subscribed);
  }

  /** The next frame, if there is something new and the last one has been shown; until then only the newest values wait. */
  nextFrame(nowMs: number): ArrayBuffer | undefined {
    if (this.shown < this.sent || this.changed.isEmpty()) return undefined;
    this.sent++;
    const frame = writeValueFrame(this.changed, this.latest, this.sent, nowMs);
    this.changed.clear();
    return frame;
  }

  /** The browser says that it has shown a frame; nonsense is ignored. */
  confirm(sequence: unknown): void {
    if (typeof sequence !== 'number' || !Number.isInteger(sequence) || sequence > this.sent) return;
    this.shown = Math.max(this.shown, sequence);
  }

  /** Counts a message handed to the network; false: it has fallen behind. */
  countUnsent(): boolean {
    this.unsent++;
    return this.unsent <= UNSENT_LIMIT;
  }

  /** Counts a snapshot handed to the network; false: it has fallen behind. */
  countSnapshot(): boolean {
    this.unsentSnapshots++;
    return this.countUnsent() && this.unsentSnapshots <= UNSENT_SNAPSHOTS;
  }

  /** The network has taken everything that was waiting. */
  drained(): void {
    this.unsent = 0;
    this.unsentSnapshots = 0;
  }

  /** Counts a message from the browser; false: it sends more than a browser has reason to. */
  countReceived(): boolean {
    this.received++;
    return this.received <= RECEIVED_PER_PULSE;
  }

  /** A second has passed. */
  pulse(): void {
    this.received = 0;
  }
}
