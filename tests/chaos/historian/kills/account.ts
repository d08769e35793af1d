import { readFileSync } from 'node:fs';
import type { HistorianStatus } from '../../../../gateway/ports/historian.ts';
import { clip, countTicks, describeSpans, type Span } from './ticks.ts';
import type { Holdings } from './writer-protocol.ts';

/** What one writer did, by its own journal. */
export interface Life {
  readonly first: number;
  /** One behind the newest tick appended. */
  readonly appended: number;
  /** Everything before this tick was reported as committed. */
  readonly committed: number;
}

/** Reads the journal of a writer that began with tick `first`. */
export function readLife(journal: string, first: number): Life {
  let [appended, committed] = [first, first];
  for (const line of readText(journal).split('\n')) {
    const [word, number] = line.split(' ');
    if (word === 'a') appended = Number(number);
    if (word === 'c') committed = Math.max(committed, Number(number));
  }
  return { first, appended, committed };
}

/** Killed before its first line, it has no journal. */
function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** Compares what writers said they did with what the historian holds. Every tick belongs to one writer. */
export class Account {
  /** Ticks that are recorded, of lives that are settled. */
  recorded: Span[] = [];
  lostTicks = 0;
  inFlightTicks = 0;
  largestLoss = 0;
  largestInFlight = 0;
  private readonly points: number;
  private end = 0;
  private unsettled: Life[] = [];

  constructor(points: number) {
    this.points = points;
  }

  get recordedTicks(): number {
    return countTicks(this.recorded);
  }

  /** From here on nothing has been looked at. */
  get verifyFrom(): number {
    return this.unsettled[0]?.first ?? this.next;
  }

  /** The first tick nobody has used. */
  get next(): number {
    return this.unsettled.at(-1)?.appended ?? this.end;
  }

  /** A writer is dead. */
  add(life: Life): void {
    if (life.appended > life.first) this.unsettled.push(life);
  }

  /** What the next writer found; answers in words what must not be so. */
  settle({ spans, differing, faults }: Holdings, status: HistorianStatus): string[] {
    const wrong = [...faults, ...differing, ...this.unsettled.flatMap((life) => this.judge(life, spans))];
    this.end = this.next;
    this.unsettled = [];
    const recorded = this.points * countTicks(this.recorded);
    if (status.loggedSamples !== recorded)
      wrong.push(
        `${status.loggedSamples} samples were written to the log and ${recorded} are to be read: some twice or not at all`,
      );
    if (status.droppedSamples !== 0) wrong.push(`${status.droppedSamples} samples were dropped`);
    return wrong;
  }

  private judge({ first, appended, committed }: Life, spans: readonly Span[]): string[] {
    const found = clip(spans, first, appended);
    this.recorded = merge([...this.recorded, ...found]);
    const end = (found.at(-1)?.[1] ?? first - 1) + 1;
    this.lostTicks += appended - end;
    this.largestLoss = Math.max(this.largestLoss, appended - end);
    this.inFlightTicks += appended - committed;
    this.largestInFlight = Math.max(this.largestInFlight, appended - committed);
    if (countTicks(found) === end - first && end >= committed) return [];
    return [
      `of ticks ${first}–${appended - 1}, committed before ${committed}, the historian holds ${describeSpans(found)}`,
    ];
  }
}

/** Neighbours in one span; the spans are in order. */
function merge(spans: readonly Span[]): Span[] {
  const out: [number, number][] = [];
  for (const [first, last] of spans) {
    const open = out.at(-1);
    if (open && first === open[1] + 1) open[1] = last;
    else out.push([first, last]);
  }
  return out;
}
