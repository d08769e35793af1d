import { type Group, halvesOf, isSingle, narrow, type RefusedField, refuse, splitFields } from './narrow.ts';
import type { Rejection } from './rejection.ts';
import { lineText, measurementOf, type WideLine } from './wide-lines.ts';
import { decideAction, REFUSED_WAIT_MS, type StopAction, type WriteAction, type WriteAnswer } from './write-policy.ts';

export type WriteLines = (lines: string[]) => Promise<WriteAnswer>;

export interface DeliveryOptions {
  readonly write: WriteLines;
  /** Failed writes in a row before this one. */
  readonly failures: number;
  readonly random: () => number;
  /** A line this server has taken before. If it takes it once more, what it refuses is to blame and not the server. */
  readonly proven: WideLine | undefined;
  /** Fields (see `fieldName`) refused lately: they go in a body of their own, so that the others are not held up. */
  readonly apart: ReadonlySet<string>;
  /** Lines of one body. */
  readonly largest: number;
}

export interface Delivery {
  /**
   * `delivered`: everything is stored or in `refused`. `unfinished`: some of what is unacceptable has been found; send
   * the others again. `StopAction`: the server wants nothing now; send all but `refused` again later.
   */
  readonly outcome: 'delivered' | 'unfinished' | StopAction;
  readonly refused: readonly RefusedField[];
  /** The newest line that was taken. */
  readonly proven: WideLine | undefined;
}

/** Requests after which a delivery that has found something pauses, so that live data does not wait for the search. */
const REQUESTS_AT_ONCE = 60;
/** Values refused without a word about the data, and nothing taken: then it is not the data. */
const DOUBTS = 8;
/** Times that a value is refused in this way before it is believed. */
const DOUBTED_TRIES = 3;

/** A field of a measurement, over all its series. */
export const fieldName = (series: string, key: string): string => `${measurementOf(series)} ${key}`;

/** Delivers lines, narrowing a refused body down to the single values that are to blame. Never rejects if `write` does not. */
export function deliver(lines: Group, options: DeliveryOptions): Promise<Delivery> {
  return new DeliveryRun(options).run(lines);
}

class DeliveryRun {
  private readonly options: DeliveryOptions;
  private readonly refused: RefusedField[] = [];
  private readonly waiting: Group[] = [];
  /** Single values refused while nothing shows whose fault it is. */
  private readonly doubted: RefusedField[] = [];
  private proven: WideLine | undefined;
  private requests = 0;

  constructor(options: DeliveryOptions) {
    this.options = options;
  }

  async run(lines: Group): Promise<Delivery> {
    const { apart, largest } = this.options;
    const { suspects, others } = splitFields(lines, ({ series }, key) => apart.has(fieldName(series, key)));
    this.waiting.push(...[...piecesOf(others, largest), ...piecesOf(suspects, largest)].reverse());
    for (let group = this.waiting.pop(); group; group = this.waiting.pop()) {
      const stop = await this.send(group);
      if (stop) return this.end(stop);
      if (this.proven) this.refused.push(...this.doubted.splice(0));
      if (this.requests >= REQUESTS_AT_ONCE && this.refused.length > 0) return this.end('unfinished');
    }
    return this.end(this.settleDoubts());
  }

  private end(outcome: Delivery['outcome']): Delivery {
    return { outcome, refused: this.refused, proven: this.proven ?? this.options.proven };
  }

  private async send(group: Group): Promise<StopAction | undefined> {
    const action = await this.write(group);
    switch (action.kind) {
      case 'stored':
        this.proven = group.at(-1);
        return undefined;
      case 'narrow':
        return this.narrow(group, action.rejection);
      case 'halve':
        if (isSingle(group)) return this.doubt(group, action.reason);
        this.waiting.push(...halvesOf(group).reverse());
        return undefined;
      case 'refused':
      case 'busy':
      case 'down':
        return action;
    }
  }

  private async narrow(group: Group, rejection: Rejection): Promise<StopAction | undefined> {
    if (isSingle(group)) {
      if (!rejection.isAboutData) return this.doubt(group, rejection.reason);
      this.refused.push(...refuse(group, rejection.reason, rejection.isExpired));
      return undefined;
    }
    const { waiting, refused } = narrow(group, rejection);
    this.refused.push(...refused);
    this.waiting.push(...waiting.toReversed());
    return undefined;
  }

  /** One value is refused without a word about data: is it the value, or would the server refuse anything? */
  private async doubt(group: Group, reason: string): Promise<StopAction | undefined> {
    for (let tries = 1; tries < DOUBTED_TRIES; tries++) {
      const action = await this.write(group);
      if (action.kind === 'stored') {
        this.proven = group[0];
        return undefined;
      }
      if (action.kind !== 'narrow' && action.kind !== 'halve') return action;
    }
    this.doubted.push(...refuse(group, reason));
    if (this.proven === undefined && this.options.proven) await this.proveAgain(this.options.proven);
    return this.proven === undefined && this.doubted.length >= DOUBTS ? this.blameServer() : undefined;
  }

  private async proveAgain(line: WideLine): Promise<void> {
    if ((await this.write([line])).kind === 'stored') this.proven = line;
  }

  private settleDoubts(): 'delivered' | StopAction {
    return this.doubted.length === 0 ? 'delivered' : this.blameServer();
  }

  private blameServer(): StopAction {
    return { kind: 'refused', waitMs: REFUSED_WAIT_MS, reason: this.doubted.at(-1)?.reason ?? 'refused' };
  }

  private async write(group: Group): Promise<WriteAction> {
    const { write, failures, random } = this.options;
    const lines = group.map(lineText);
    this.requests++;
    return decideAction(await write(lines), { lines, failures, random: random() });
  }
}

function piecesOf(group: Group, size: number): Group[] {
  return Array.from({ length: Math.ceil(group.length / size) }, (_, i) => group.slice(i * size, (i + 1) * size));
}
