import { type Block, checkOf, FIELDS, type Field, nameOf } from '../devices/block.ts';
import type { RowSource, StoredRow } from './rows.ts';

/** Answers that were not on the gateway's disk yet when it was killed. */
export interface InFlight {
  readonly afterSeq: number;
  readonly upToSeq: number;
}

export interface Expectations {
  readonly devices: number;
  readonly served: (device: number) => readonly Block[];
  readonly inFlight: readonly InFlight[];
  /** Values that the database does not take, by a scenario's own doing. None when absent. */
  readonly isRefused?: (device: number, block: Block, field: Field) => boolean;
}

export interface Verdict {
  /** Values the devices have served, and values the database holds. */
  readonly served: number;
  readonly stored: number;
  /** Values that were read into a gateway that was killed before they were on its disk. */
  readonly lostInFlight: number;
  /** Values that ought to be refused, and are not there. */
  readonly refused: number;
  readonly lost: number;
  readonly duplicates: number;
  /** Rows that are not what the device has served, or whose checksum is wrong. */
  readonly corrupt: number;
  /** Rows whose order in time is not the order in which the device counted. */
  readonly disorder: number;
  /** Rows that no device has served, and values that ought to be refused but are there. */
  readonly phantom: number;
  readonly examples: readonly string[];
}

const EXAMPLES = 5;

/** Compares the devices' own logs with what a database holds, value by value. */
export async function judge(expectations: Expectations, source: RowSource): Promise<Verdict> {
  const tally = new Tally();
  for (let device = 0; device < expectations.devices; device++) {
    const rows = await source.rows(device);
    judgeDevice(device, expectations.served(device), rows, expectations, tally);
  }
  return tally.verdict();
}

/** Everything that must not be, in words; empty when nothing is wrong. */
export function complaints({ lost, duplicates, corrupt, disorder, phantom, examples }: Verdict): string[] {
  const counts = { lost, duplicates, corrupt, disorder, phantom };
  const wrong = Object.entries(counts).filter(([, count]) => count > 0);
  if (wrong.length === 0) return [];
  return [`${wrong.map(([what, count]) => `${what} ${count}`).join(', ')}: ${examples.join('; ')}`];
}

class Tally {
  private readonly counts = {
    ...{ served: 0, stored: 0, lostInFlight: 0, refused: 0 },
    ...{ lost: 0, duplicates: 0, corrupt: 0, disorder: 0, phantom: 0 },
  };
  private readonly examples: string[] = [];

  count(what: keyof Tally['counts'], values = 1): void {
    this.counts[what] += values;
  }

  wrong(what: 'lost' | 'duplicates' | 'corrupt' | 'disorder' | 'phantom', device: number, text: string): void {
    this.counts[what]++;
    if (this.examples.length < EXAMPLES) this.examples.push(`${what} ${nameOf(device)} ${text}`);
  }

  verdict(): Verdict {
    return { ...this.counts, examples: this.examples };
  }
}

function judgeDevice(
  device: number,
  served: readonly Block[],
  rows: readonly StoredRow[],
  expectations: Expectations,
  tally: Tally,
): void {
  const found = matchRows(device, served, rows, tally);
  let firstKept = served.length;
  for (let i = served.length - 1; i >= 0; i--) {
    const [block, row] = [served[i]!, found.get(served[i]!.seq)];
    const isExcused = !row && isInFlight(block.seq, firstKept, served, expectations.inFlight);
    if (row) firstKept = i;
    tally.count('served', FIELDS.length);
    if (isExcused) tally.count('lostInFlight', FIELDS.length);
    else judgeFields(device, block, row, expectations, tally);
  }
}

/** What a kill may cost is the end of what was read before it, and nothing in between. */
function isInFlight(seq: number, nextKept: number, served: readonly Block[], ranges: readonly InFlight[]): boolean {
  const range = ranges.find(({ afterSeq, upToSeq }) => seq > afterSeq && seq <= upToSeq);
  return range !== undefined && (served[nextKept]?.seq ?? Number.POSITIVE_INFINITY) > range.upToSeq;
}

function judgeFields(
  device: number,
  block: Block,
  row: StoredRow | undefined,
  { isRefused }: Expectations,
  tally: Tally,
): void {
  for (const field of FIELDS) {
    const mustBeMissing = isRefused?.(device, block, field) ?? false;
    const isMissing = row?.[field] === undefined;
    const text = `seq ${block.seq} ${field} at ${block.clock}`;
    if (!isMissing) tally.count('stored');
    if (mustBeMissing && isMissing) tally.count('refused');
    if (mustBeMissing && !isMissing) tally.wrong('phantom', device, `${text}: ought to be refused`);
    if (!mustBeMissing && isMissing) tally.wrong('lost', device, text);
  }
}

/** The row of each number, and what is wrong with the rows themselves. */
function matchRows(
  device: number,
  served: readonly Block[],
  rows: readonly StoredRow[],
  tally: Tally,
): Map<number, StoredRow> {
  const bySeq = new Map(served.map((block) => [block.seq, block]));
  const byTime = new Map(served.map((block) => [block.clock, block]));
  const found = new Map<number, StoredRow>();
  let newest = 0;
  for (const row of rows) {
    const block = row.seq === undefined ? byTime.get(row.timeMs) : bySeq.get(row.seq);
    const text = `${JSON.stringify(row)}`;
    if (!block) {
      tally.wrong('phantom', device, text);
      continue;
    }
    if (found.has(block.seq)) tally.wrong('duplicates', device, text);
    else found.set(block.seq, row);
    if (block.seq < newest) tally.wrong('disorder', device, text);
    if (!isTrue(device, block, row)) tally.wrong('corrupt', device, text);
    newest = Math.max(newest, block.seq);
  }
  return found;
}

function isTrue(device: number, block: Block, row: StoredRow): boolean {
  const { seq, clock, value, check } = row;
  const isWhole = seq !== undefined && clock !== undefined && value !== undefined && check !== undefined;
  if (isWhole && checkOf(device, { seq, clock, value }) !== check) return false;
  return row.timeMs === block.clock && FIELDS.every((field) => (row[field] ?? block[field]) === block[field]);
}
