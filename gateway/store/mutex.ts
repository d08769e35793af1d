import { PlantroomError } from '../domain/errors.ts';

/** One holder at a time, in order of arrival. At most `limit` wait; further ones are refused with STORE_UNAVAILABLE. */
export class Mutex {
  private readonly limit: number;
  private readonly waiting: (() => void)[] = [];
  private isHeld = false;
  private isClosed = false;

  constructor(limit: number) {
    this.limit = limit;
  }

  async acquire(): Promise<void> {
    if (this.isClosed) throw new PlantroomError('STORE_UNAVAILABLE', 'the store is closed');
    if (this.waiting.length >= this.limit)
      throw new PlantroomError('STORE_UNAVAILABLE', 'too many requests wait for the database');
    await this.wait();
  }

  /** Hands on to the next in line. */
  release(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.isHeld = false;
  }

  /** Lets nobody in any more and resolves when those who came before are through. */
  async close(): Promise<void> {
    if (this.isClosed) return;
    this.isClosed = true;
    await this.wait();
  }

  private async wait(): Promise<void> {
    if (this.isHeld) await new Promise<void>((resolve) => this.waiting.push(resolve));
    this.isHeld = true;
  }
}
