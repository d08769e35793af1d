import { type Delivery, deliver, fieldName } from './deliver.ts';
import type { Group } from './narrow.ts';
import type { WideLine } from './wide-lines.ts';
import type { WriteAnswer } from './write-policy.ts';

/** Lines of one request; InfluxDB recommends 5 000. Fewer where the server finds that too much. */
const MOST_LINES = 5_000;
const FEWEST_LINES = 50;
/** Fields refused lately, over all measurements; beyond it the search begins anew. */
const MOST_APART = 10_000;

export interface LineWriterDependencies {
  readonly write: (lines: readonly string[]) => Promise<WriteAnswer>;
  readonly random: () => number;
}

/** Delivers lines to one server and remembers what it has learnt about it: the size it takes, the fields it refuses. */
export class LineWriter {
  /** Failed deliveries in a row. */
  failures = 0;
  private readonly deps: LineWriterDependencies;
  private largest = MOST_LINES;
  private proven: WideLine | undefined;
  private readonly apart = new Set<string>();

  constructor(deps: LineWriterDependencies) {
    this.deps = deps;
  }

  async deliver(lines: Group): Promise<Delivery> {
    const { failures, proven, apart, largest } = this;
    const { random } = this.deps;
    let isTooMuch = false;
    const write = async (texts: string[]): Promise<WriteAnswer> => {
      const answer = await this.deps.write(texts);
      isTooMuch ||= answer.status === 413 || answer.status === undefined;
      return answer;
    };
    const delivery = await deliver(lines, { write, failures, random, proven, apart, largest });
    this.learn(delivery, isTooMuch);
    return delivery;
  }

  private learn({ outcome, refused, proven }: Delivery, isTooMuch: boolean): void {
    this.proven = proven;
    this.largest = isTooMuch ? Math.max(FEWEST_LINES, this.largest >>> 1) : Math.min(MOST_LINES, this.largest * 2);
    if (this.apart.size > MOST_APART) this.apart.clear();
    for (const { series, key, isExpired } of refused) if (!isExpired) this.apart.add(fieldName(series, key));
    if (outcome === 'delivered' || outcome === 'unfinished') this.failures = 0;
    else if (outcome.kind !== 'refused') this.failures++;
    if (outcome === 'delivered' && refused.length === 0) this.apart.clear();
  }
}
