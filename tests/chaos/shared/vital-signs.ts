import { readdirSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { mean } from './figures.ts';

const LOOK_EVERY_MS = 10_000;
const HEARTBEAT_MS = 20;
const STALLS_KEPT = 60;
const BYTES_PER_MB = 2 ** 20;

export interface MemoryFigures {
  /** Heap after a full collection, MB: mean of the first and of the last third of the run. */
  readonly firstThirdMb: number;
  readonly lastThirdMb: number;
  readonly growthPercent: number;
  readonly looks: number;
}

export interface HandleFigures {
  readonly before: number;
  readonly after: number;
}

/** How the process itself is: failures nobody owned, memory that stays, handles that are left open, turns that took long. */
export class VitalSigns {
  private readonly fail: (text: string) => void;
  private readonly heaps: number[] = [];
  private readonly timers: NodeJS.Timeout[] = [];
  private readonly collectGarbage: () => void;
  private descriptorsBefore = 0;
  private beatAt = 0;
  /** Longest stall of each recent second, by second, so that it can be asked for any moment that is not long ago. */
  private readonly stalls = new Map<number, number>();

  constructor(fail: (text: string) => void) {
    this.fail = fail;
    setFlagsFromString('--expose-gc');
    this.collectGarbage = runInNewContext('gc');
  }

  /** To be called when everything is up and calm. */
  start(): void {
    process.on('unhandledRejection', this.noteRejection);
    process.on('uncaughtException', this.noteException);
    process.on('warning', this.noteWarning);
    this.descriptorsBefore = openDescriptors();
    this.beatAt = performance.now();
    this.timers.push(
      setInterval(() => this.beat(), HEARTBEAT_MS),
      setInterval(() => this.look(), LOOK_EVERY_MS),
    );
    this.look();
  }

  /** To be called when everything is calm again, before it is ended. */
  stop(): { readonly memory: MemoryFigures; readonly descriptors: HandleFigures } {
    for (const timer of this.timers) clearInterval(timer);
    process.off('unhandledRejection', this.noteRejection);
    process.off('uncaughtException', this.noteException);
    process.off('warning', this.noteWarning);
    this.look();
    return {
      memory: memoryFigures(this.heaps),
      descriptors: { before: this.descriptorsBefore, after: openDescriptors() },
    };
  }

  /** The longest time this process did not get to run since `at` (as `performance.now()`), at most a minute ago. */
  longestStallSince(at: number): number {
    this.beat();
    const from = Math.floor(at / 1000);
    return Math.max(0, ...[...this.stalls].filter(([second]) => second >= from).map(([, stall]) => stall));
  }

  private beat(): void {
    const now = performance.now();
    const second = Math.floor(now / 1000);
    const stall = now - this.beatAt - HEARTBEAT_MS;
    this.beatAt = now;
    this.stalls.set(second, Math.max(this.stalls.get(second) ?? 0, stall));
    for (const old of this.stalls.keys()) if (old < second - STALLS_KEPT) this.stalls.delete(old);
  }

  private look(): void {
    this.collectGarbage();
    this.heaps.push(process.memoryUsage().heapUsed / BYTES_PER_MB);
  }

  private readonly noteRejection = (reason: unknown): void => this.fail(`unhandled rejection: ${stackOf(reason)}`);
  private readonly noteException = (error: Error): void => this.fail(`uncaught exception: ${stackOf(error)}`);
  private readonly noteWarning = (warning: Error): void => {
    if (warning.name === 'MaxListenersExceededWarning') this.fail(`warning: ${stackOf(warning)}`);
  };
}

const stackOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));

const openDescriptors = (): number => readdirSync('/proc/self/fd').length;

function memoryFigures(heaps: readonly number[]): MemoryFigures {
  const third = Math.max(1, Math.floor(heaps.length / 3));
  const firstThirdMb = mean(heaps.slice(0, third));
  const lastThirdMb = mean(heaps.slice(-third));
  return {
    firstThirdMb,
    lastThirdMb,
    growthPercent: (100 * (lastThirdMb - firstThirdMb)) / firstThirdMb,
    looks: heaps.length,
  };
}
