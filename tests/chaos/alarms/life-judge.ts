import type { Row } from './condition-model.ts';
import { JournalModel } from './journal-model.ts';
import type { LifeRecord } from './life-record.ts';
import { orderFaults, rowsAfter, Said } from './stored.ts';

/** Broken promises of one life that are told one by one. */
const MOST_TOLD = 5;

type Buried = LifeRecord & { readonly startedAt: number };

/** Holds the lives that are over against the journal they have left, each as soon as the next one has opened it. */
export class LifeJudge {
  rows = 0;
  promised = 0;
  inFlight = 0;
  private readonly folder: string;
  private readonly model = new JournalModel();
  private readonly said = new Said();
  private waiting: Buried[] = [];
  private seen = 0;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** A life is over. */
  add(record: LifeRecord): void {
    const { startedAt } = record;
    if (startedAt !== undefined) this.waiting.push({ ...record, startedAt });
  }

  /** The store is open again since `now`, plant time: whatever is in the journal from before is all there will ever be. */
  settle(now: number): readonly string[] {
    const all = rowsAfter(this.folder, this.seen);
    const end = all.findIndex(({ type, at }) => type === 'restarted' && at >= now);
    return [...this.take(end < 0 ? all : all.slice(0, end), false), ...orderFaults(this.folder)];
  }

  /** After the last life, which was not killed. */
  finish(): readonly string[] {
    return this.take(rowsAfter(this.folder, this.seen), true);
  }

  private take(rows: readonly Row[], isEnd: boolean): string[] {
    const faults: string[] = [];
    const parts = partsOf(rows, this.waiting);
    for (const row of rows) this.said.add(row);
    for (const [index, life] of this.waiting.entries()) {
      const isComplete = isEnd && index === this.waiting.length - 1;
      const judged = this.model.take(life, parts.get(life) ?? [], isComplete);
      this.inFlight += judged.inFlight;
      const missing = life.promised.flatMap((one) => this.said.missing(one) ?? []);
      faults.push(...judged.faults, ...missing.slice(0, MOST_TOLD));
      if (missing.length > MOST_TOLD) faults.push(`${missing.length} such promises in all`);
      this.promised += life.promised.length;
    }
    const strays = rows.length - [...parts.values()].flat().length;
    if (strays > 0) faults.push(`${strays} rows are of no life`);
    this.rows += rows.length;
    this.seen = rows.at(-1)?.sequence ?? this.seen;
    this.waiting = [];
    return faults;
  }
}

/** Every life that wrote anything begins with the row of its restart, which is not older than the life. */
function partsOf(rows: readonly Row[], lives: readonly Buried[]): ReadonlyMap<Buried, Row[]> {
  const parts = new Map<Buried, Row[]>();
  let part: Row[] | undefined;
  for (const row of rows) {
    if (row.type === 'restarted') {
      const life = lives.findLast(({ startedAt }) => startedAt <= row.at);
      part = life && (parts.get(life) ?? []);
      if (life && part) parts.set(life, part);
    }
    part?.push(row);
  }
  return parts;
}
