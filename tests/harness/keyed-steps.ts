import { Repeats } from '../../gateway/http/idempotency.ts';
import type { StoredReply } from '../../gateway/ports/account-store.ts';
import type { Clock } from '../../gateway/ports/clock.ts';

const DAY_TICKS = 288;

/** A step that is sent with a key. */
export interface KeyedStep {
  readonly key: string;
  readonly username: string;
  readonly order: number;
  readonly body: object;
}

/**
 * Steps sent with a key, each twice at once: within a day the same answer and one step, other words under that key a refusal; later it is a
 * new request. Throws where it is not so. Beside it stands nothing but a list of what was sent.
 */
export class KeyedSteps {
  private readonly repeats: Repeats;
  private readonly sent = new Map<string, { readonly tick: number; readonly text: string; readonly answer: string }>();

  constructor(clock: Clock) {
    this.repeats = new Repeats(memoryReplies(), clock);
  }

  /** `submit` takes the step and answers what is to be said. */
  async send(step: KeyedStep, tick: number, submit: () => Promise<string>): Promise<void> {
    const slot = `${step.username} ${step.key}`;
    const text = JSON.stringify([step.order, step.body]);
    const before = this.sent.get(slot);
    const isKnown = before !== undefined && tick - before.tick < DAY_TICKS;
    let taken = 0;
    const work = async () => {
      taken += 1;
      return { status: 200, body: await submit(), isProblem: false };
    };
    const [first, second] = await Promise.all([this.answer(step, work), this.answer(step, work)]);
    if (taken !== (isKnown ? 0 : 1)) throw new Error(`a request with a key was taken ${taken} times`);
    if (first !== second) throw new Error(`answered ${first}, and the repeat ${second}`);
    const expected = isKnown ? (before.text === text ? before.answer : CONFLICT) : first;
    if (first !== expected) throw new Error(`answered ${first}, expected ${expected}`);
    if (!isKnown) this.sent.set(slot, { tick, text, answer: first });
    const other = await this.answer({ ...step, body: { ...step.body, note: 'something else' } }, work);
    if (other !== CONFLICT || taken > 1) throw new Error(`answered ${other} to other words with a key that is known`);
  }

  private async answer({ key, username, order, body }: KeyedStep, work: Parameters<Repeats['answer']>[1]) {
    try {
      return (await this.repeats.answer({ key, username, method: 'POST', path: `/work-orders/${order}`, body }, work))
        .body;
    } catch (error) {
      if (error instanceof Error && 'code' in error) return String(error.code);
      throw error;
    }
  }
}

const CONFLICT = 'REQUEST_CONFLICTING_REPEAT';

function memoryReplies() {
  const replies = new Map<string, StoredReply>();
  return {
    findReply: async (key: string, username: string) => replies.get(`${username} ${key}`),
    saveReply: async (reply: StoredReply) => void replies.set(`${reply.username} ${reply.key}`, reply),
    removeRepliesBefore: async () => replies.clear(),
  };
}
