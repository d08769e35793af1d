import type { Clock } from '../ports/clock.ts';
import type { WriteResult } from '../ports/driver.ts';

/** The answer of a driver, or `unknown` when it does not come in time or the driver fails: then it may have been sent. Never rejects. */
export function answerWithin(clock: Clock, limitMs: number, answer: Promise<WriteResult>): Promise<WriteResult> {
  return new Promise((resolve) => {
    const timer = clock.after(limitMs, () => resolve({ kind: 'unknown', detail: 'the driver gave no answer' }));
    const finish = (result: WriteResult): void => {
      timer.cancel();
      resolve(result);
    };
    answer.then(finish, (error: unknown) => finish({ kind: 'unknown', detail: `the driver failed: ${String(error)}` }));
  });
}
