import type { Clock } from '../../ports/clock.ts';

/** A step of connecting that did not succeed; `message` is for people. */
export class StepFailed extends Error {
  override readonly name = 'StepFailed';
}

/** A step that got no answer in time: the server is not to be counted on for the next one either. */
export class NoAnswer extends StepFailed {}

/** The end of a session: it comes once, with a reason, and everybody who waits for something else is told. */
export class Ending {
  private known: string | undefined;
  private readonly listeners = new Set<(reason: string) => void>();

  /** Why it is over; absent while it is not. */
  get reason(): string | undefined {
    return this.known;
  }

  end(reason: string): void {
    if (this.known !== undefined) return;
    this.known = reason;
    const listeners = [...this.listeners];
    this.listeners.clear();
    for (const listener of listeners) listener(reason);
  }

  /** Throws when it is over: to be called right before something is opened that `close` would have to know of. */
  check(): void {
    if (this.known !== undefined) throw new StepFailed(this.known);
  }

  /** Calls `listener` when it ends; not when it already has. Answers how to leave. */
  watch(listener: (reason: string) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }
}

/**
 * Waits for `work`, but not longer than `limitMs` and not beyond the end of the session.
 * Work that goes on by itself afterwards is ignored, also when it fails.
 */
export function within<T>(clock: Clock, limitMs: number, what: string, work: Promise<T>, ending: Ending): Promise<T> {
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      timer.cancel();
      leave();
    };
    const fail = (reason: string): void => {
      settle();
      reject(new StepFailed(reason));
    };
    const timer = clock.after(limitMs, () => {
      settle();
      reject(new NoAnswer(`${what}: no answer within ${limitMs} ms`));
    });
    const leave = ending.watch(fail);
    work.then(
      (value) => {
        settle();
        resolve(value);
      },
      (error) => {
        settle();
        reject(error);
      },
    );
    if (ending.reason !== undefined) fail(ending.reason);
  });
}
