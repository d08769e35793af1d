import type { Supervisor } from '../supervisor.ts';
import type { FaultAnswer, FaultBoard } from './board.ts';

type Given = Readonly<Record<string, unknown>>;

/** Calls up and ends faults: tells the board, takes servers down and up, and ends faults that end by themselves. */
export class Switchboard {
  private readonly board: FaultBoard;
  private readonly supervisor: Supervisor;
  private readonly timers = new Map<string, NodeJS.Timeout>();

  constructor(board: FaultBoard, supervisor: Supervisor) {
    this.board = board;
    this.supervisor = supervisor;
  }

  /** Settles when servers that have to be down are down. */
  async activate(name: string, given: Given): Promise<FaultAnswer> {
    const answer = this.board.activate(name, given);
    if (!answer.ok) return answer;
    if (name.endsWith('-restart')) this.endLater(name, answer.values);
    await this.supervisor.setDown(this.board.downConnections());
    return answer;
  }

  /** Settles when servers that may be up again are up. */
  async clear(name: string, given: Given): Promise<FaultAnswer> {
    const answer = this.board.clear(name, given);
    await this.supervisor.setDown(this.board.downConnections());
    return answer;
  }

  stop(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
  }

  /** One timer per fault and server: calling a restart up again starts its time anew. */
  private endLater(name: string, values: Readonly<Record<string, string | number | null>>): void {
    const target = values.server === undefined ? {} : { server: values.server };
    const key = JSON.stringify([name, target]);
    clearTimeout(this.timers.get(key));
    const end = () => {
      this.timers.delete(key);
      void this.clear(name, target);
    };
    this.timers.set(key, setTimeout(end, 1000 * Number(values.seconds)));
  }
}
