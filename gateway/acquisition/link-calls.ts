import type { Clock } from '../ports/clock.ts';
import type {
  Link,
  PolledLink,
  ReadingSink,
  ReadRequest,
  ReadResult,
  WriteRequest,
  WriteResult,
} from '../ports/driver.ts';
import type { Logger } from '../ports/logger.ts';
import type { OwnedWork } from './owned-work.ts';

/** After this long a write has been sent, and only waits for the machine to show it: others may use the link beside it. */
export const LONGEST_WRITE_TURN_MS = 500;
/** Beyond the time to verify: a driver that has not ended by then never will. */
const LONGEST_WRITE_MS = 60_000;
const INSIDE = 'failure inside the driver';

/** One call under way. */
interface Call {
  abandon(): void;
}

/** What a link is doing. Every call ends exactly once: by itself, or abandoned; a driver that throws all the same has failed. */
export class LinkCalls {
  private readonly clock: Clock;
  private readonly logger: Logger;
  private readonly work: OwnedWork;
  private readonly running = new Set<Call>();
  /** Those that have the link to themselves. */
  private readonly turns = new Set<Call>();
  private writes = 0;

  constructor({ clock, logger }: { readonly clock: Clock; readonly logger: Logger }, work: OwnedWork) {
    this.clock = clock;
    this.logger = logger;
    this.work = work;
  }

  /** Reads, and writes that have just begun. */
  get inTurn(): number {
    return this.turns.size;
  }

  /** Writes that have not ended. */
  get writing(): number {
    return this.writes;
  }

  /** `abandoned` is called instead of `ended` when nobody waits any longer. */
  read(
    link: PolledLink,
    request: ReadRequest,
    sink: ReadingSink,
    ended: (result: ReadResult) => void,
    abandoned: () => void,
  ): void {
    const failed: ReadResult = { ok: false, failure: { kind: 'garbled', detail: INSIDE } };
    this.run(async () => link.read(request, sink), failed, ended, { abandon: abandoned });
  }

  /** `isFree` is called when others may use the link beside the write that goes on. */
  write(link: Link, request: WriteRequest, ended: (result: WriteResult) => void, isFree: () => void): void {
    const finish = (result: WriteResult): void => {
      this.writes--;
      for (const timer of timers) timer.cancel();
      ended(result);
    };
    const call = { abandon: () => finish({ kind: 'unknown', detail: 'the driver does not say' }) };
    const endTurn = (): void => {
      if (this.turns.delete(call)) isFree();
    };
    const giveUp = (): void => {
      if (this.running.delete(call)) call.abandon();
    };
    const timers = [
      this.clock.after(LONGEST_WRITE_TURN_MS, endTurn),
      this.clock.after(request.verifyWithinMs + LONGEST_WRITE_MS, giveUp),
    ];
    this.writes++;
    const write = async (): Promise<WriteResult> =>
      link.write?.(request) ?? { kind: 'refused', detail: 'this protocol cannot write' };
    this.run(write, { kind: 'unknown', detail: INSIDE }, finish, call);
  }

  /** What is under way will never end. */
  abandonAll(): void {
    const all = [...this.running];
    this.running.clear();
    this.turns.clear();
    for (const call of all) call.abandon();
  }

  private run<Result>(begin: () => Promise<Result>, failed: Result, ended: (result: Result) => void, call: Call): void {
    this.running.add(call);
    this.turns.add(call);
    const safe = begin().catch((error) => {
      this.logger.error({ err: error }, 'a driver broke its promise never to reject');
      return failed;
    });
    this.work.own(
      safe.then((result) => {
        this.turns.delete(call);
        if (this.running.delete(call)) ended(result);
      }),
    );
  }
}
