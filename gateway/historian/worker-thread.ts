import { Worker } from 'node:worker_threads';
import type { Clock, Timer } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import { type DiskTrouble, troubleOf } from './disk-trouble.ts';
import type { FromWorker, ToWorker, WorkerStart } from './messages.ts';

const FIRST_RESTART_MS = 500;
/** What a disk refused is asked for again within this time of the disk being well. */
const LONGEST_RESTART_MS = 15_000;
/** Typed arrays live outside of this heap; what is inside is small. */
const HEAP_MB = 512;
/** What is new dies young or stays for long; more room for it only makes the thread larger. */
const YOUNG_MB = 16;

export interface WorkerThreadDependencies {
  readonly start: Omit<WorkerStart, 'mustCheck'>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly onMessage: (message: FromWorker) => void;
  /** The thread is gone; nothing it was asked will be answered. `trouble`: the disk is why. */
  readonly onLost: (problem: string, trouble: DiskTrouble | undefined) => void;
}

/** Keeps one worker thread alive: one that ends is replaced after a growing wait. */
export class WorkerThread {
  private readonly deps: WorkerThreadDependencies;
  private worker: Worker | undefined;
  private timer: Timer | undefined;
  private crashes = 0;
  private hasMetDamage = false;
  private isStopped = false;

  constructor(deps: WorkerThreadDependencies) {
    this.deps = deps;
  }

  start(): void {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: { ...this.deps.start, mustCheck: this.hasMetDamage } satisfies WorkerStart,
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB, maxYoungGenerationSizeMb: YOUNG_MB },
    });
    this.worker = worker;
    worker.on('message', (message: FromWorker) => this.receive(worker, message));
    worker.on('error', (error) => this.lost(worker, error.message, troubleOf(error)));
    worker.on('exit', (code) => this.lost(worker, `exit code ${code}`));
  }

  /** Lost when there is no thread at the moment. */
  post(message: ToWorker): void {
    this.worker?.postMessage(message);
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    this.timer?.cancel();
    await this.worker?.terminate();
  }

  private receive(worker: Worker, message: FromWorker): void {
    if (worker !== this.worker) return;
    if (message.type === 'status') this.crashes = 0;
    if (message.type === 'ready') this.hasMetDamage = false;
    this.deps.onMessage(message);
  }

  private lost(worker: Worker, reason: string, trouble?: DiskTrouble): void {
    if (worker !== this.worker) return;
    this.worker = undefined;
    if (this.isStopped) return;
    this.hasMetDamage ||= trouble === 'damaged';
    const waitMs = Math.min(LONGEST_RESTART_MS, FIRST_RESTART_MS * 2 ** Math.min(10, this.crashes++));
    this.deps.logger.error({ reason, waitMs }, 'the historian worker ended; starting another one');
    this.timer = this.deps.clock.after(waitMs, () => this.start());
    this.deps.onLost(`the historian worker ended: ${reason}`, trouble);
  }
}
