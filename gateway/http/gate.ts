import { PlantroomError } from '../domain/errors.ts';

/** Lets at most `limit` pieces of costly work run at once, and at most `limitPerUser` of one person's; refuses the rest with REQUEST_TOO_MANY. */
export class Gate {
  private readonly limit: number;
  private readonly limitPerUser: number;
  private readonly running = new Map<string, number>();
  private total = 0;

  constructor(limit: number, limitPerUser: number) {
    this.limit = limit;
    this.limitPerUser = limitPerUser;
  }

  async run<T>(username: string, work: () => Promise<T>): Promise<T> {
    const leave = this.enter(username);
    try {
      return await work();
    } finally {
      leave();
    }
  }

  /** For work that goes on after its call: the answer is called once when it is over. Throws REQUEST_TOO_MANY. */
  enter(username: string): () => void {
    const own = this.running.get(username) ?? 0;
    if (this.total >= this.limit || own >= this.limitPerUser) throw new PlantroomError('REQUEST_TOO_MANY');
    this.count(username, 1);
    return () => this.count(username, -1);
  }

  private count(username: string, step: 1 | -1): void {
    this.total += step;
    const own = (this.running.get(username) ?? 0) + step;
    if (own > 0) this.running.set(username, own);
    else this.running.delete(username);
  }
}
