import { setTimeout as pause } from 'node:timers/promises';
import { mean } from '../shared/figures.ts';
import type { Memory } from './recorder/messages.ts';
import type { Stage } from './stage.ts';

const LOOK_EVERY_MS = 500;
const BYTES_PER_MB = 2 ** 20;

export interface MemoryGrowth {
  /** Means of the second and of the last third of the looks, MB; in the first third a young process finds its size. */
  readonly secondThirdMb: number;
  readonly lastThirdMb: number;
  readonly mostMb: number;
  readonly looks: number;
}

/** Memory of the gateway's whole process while something lasts. */
export class MemoryWatch {
  private readonly looks: Memory[] = [];
  private readonly stage: Stage;

  constructor(stage: Stage) {
    this.stage = stage;
  }

  async during<T>(work: () => Promise<T>): Promise<T> {
    let isOver = false;
    const watching = this.watch(() => isOver);
    try {
      return await work();
    } finally {
      isOver = true;
      await watching;
    }
  }

  get process(): MemoryGrowth {
    return growthOf(this.looks.map(({ rssBytes }) => rssBytes / BYTES_PER_MB));
  }

  private async watch(isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      // A gateway that has ended is its scenario's business.
      const look = await this.stage.gateway.ask('memory', {}).catch(() => undefined);
      if (look) this.looks.push(look);
      await pause(LOOK_EVERY_MS);
    }
  }
}

function growthOf(megabytes: readonly number[]): MemoryGrowth {
  const third = Math.max(1, Math.floor(megabytes.length / 3));
  return {
    secondThirdMb: round(mean(megabytes.length < 3 ? megabytes : megabytes.slice(third, -third))),
    lastThirdMb: round(mean(megabytes.slice(-third))),
    mostMb: round(Math.max(0, ...megabytes)),
    looks: megabytes.length,
  };
}

const round = (megabytes: number): number => Math.round(megabytes * 10) / 10;
