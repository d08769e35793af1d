import type { SQLInputValue } from 'node:sqlite';
import type { Worker } from 'node:worker_threads';
import { PlantroomError } from '../domain/errors.ts';
import type { Clock, Timer } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { QueryRows, StoreReply, StoreRequest } from './protocol.ts';

const FIRST_RESTART_MS = 100;
const LAST_RESTART_MS = 10_000;
/** A worker that lived this long had started well: the next restart is quick again. */
const SETTLED_MS = 30_000;
const CLOSE_TIMEOUT_MS = 5_000;
/** Requests in flight; more means that the disk has stopped answering. */
const MAX_PENDING = 10_000;

/** SQLite primary result codes that speak of the disk and not of the statement: busy, locked, no memory, read-only, I/O, corrupt, full, cannot open. */
const DISK_CODES = new Set([5, 6, 7, 8, 10, 11, 13, 14, 26]);

interface Waiter {
  readonly resolve: (rows: QueryRows) => void;
  readonly reject: (error: PlantroomError) => void;
}

/**
 * Talks to the database thread. When it dies, everything in flight is rejected with STORE_UNAVAILABLE and a new one is started;
 * `generation` tells transactions that theirs died with it.
 */
export class WorkerClient {
  private readonly spawn: () => Worker;
  private readonly clock: Clock;
  private readonly logger: Logger;
  private readonly pending = new Map<number, Waiter>();
  private worker: Worker | undefined;
  private restart: Timer | undefined;
  private restartMs = FIRST_RESTART_MS;
  private startedAt = 0;
  private nextId = 1;
  private isClosed = false;
  generation = 0;

  constructor(options: { spawn: () => Worker; clock: Clock; logger: Logger }) {
    this.spawn = options.spawn;
    this.clock = options.clock;
    this.logger = options.logger;
    this.start();
  }

  /** One statement. Rejects with STORE_UNAVAILABLE (disk, dead worker) or INTERNAL (a statement that is wrong). */
  query(sql: string, parameters: readonly SQLInputValue[]): Promise<QueryRows> {
    const { worker } = this;
    if (!worker) return Promise.reject(new PlantroomError('STORE_UNAVAILABLE', 'the database is being restarted'));
    if (this.pending.size >= MAX_PENDING)
      return Promise.reject(new PlantroomError('STORE_UNAVAILABLE', 'too many requests wait for the disk'));
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      this.pending.set(id, { resolve, reject });
      const request: StoreRequest = { kind: 'query', id, sql, parameters };
      worker.postMessage(request);
    });
  }

  /** Lets the worker finish what it has been given, then ends it; after 5 s by force. */
  async close(): Promise<void> {
    if (this.isClosed) return;
    this.isClosed = true;
    this.restart?.cancel();
    const { worker } = this;
    if (!worker) return;
    const hasEnded = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
    const request: StoreRequest = { kind: 'close' };
    worker.postMessage(request);
    const force = this.clock.after(CLOSE_TIMEOUT_MS, () => void worker.terminate());
    await hasEnded;
    force.cancel();
  }

  private start(): void {
    const worker = this.spawn();
    let cause: unknown;
    worker.on('message', (reply: StoreReply) => this.settle(reply));
    worker.on('error', (error) => {
      cause = error;
    });
    worker.once('exit', (code) => this.onExit(cause, code));
    this.worker = worker;
    this.generation++;
    this.startedAt = this.clock.monotonicMs();
  }

  private settle(reply: StoreReply): void {
    const waiter = this.pending.get(reply.id);
    if (!waiter) return;
    this.pending.delete(reply.id);
    if (reply.ok) waiter.resolve(reply);
    else waiter.reject(errorOf(reply.message, reply.sqliteCode));
  }

  private onExit(cause: unknown, exitCode: number): void {
    this.worker = undefined;
    const error = new PlantroomError('STORE_UNAVAILABLE', 'the database thread ended', { cause });
    for (const waiter of this.pending.values()) waiter.reject(error);
    this.pending.clear();
    if (this.isClosed) return;
    if (this.clock.monotonicMs() - this.startedAt > SETTLED_MS) this.restartMs = FIRST_RESTART_MS;
    this.logger.error({ err: cause, exitCode, restartMs: this.restartMs }, 'database thread ended; starting another');
    this.restart = this.clock.after(this.restartMs, () => this.start());
    this.restartMs = Math.min(LAST_RESTART_MS, this.restartMs * 2);
  }
}

function errorOf(message: string, sqliteCode: number | null): PlantroomError {
  const isDisk = sqliteCode !== null && DISK_CODES.has(sqliteCode & 0xff);
  const cause = new Error(message);
  return new PlantroomError(isDisk ? 'STORE_UNAVAILABLE' : 'INTERNAL', undefined, { cause });
}
