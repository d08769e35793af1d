import { createHash } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { JournalFault } from '../ports/alarm-repository.ts';
import type { JournalHeadTable, JournalStartTable, JournalTable } from './alarm-schema.ts';

/** Hash before the first row. */
export const GENESIS = '0'.repeat(64);
/** How new rows are hashed. */
export const HASH_VERSION = 2;
/** Faults told of; a journal with more is not repaired row by row. */
const MAX_FAULTS = 100;

export type JournalRow = Selectable<JournalTable>;
export type JournalEnd = Pick<JournalHeadTable, 'sequence' | 'hash'>;
/** Where a journal begins whose oldest days were taken away. */
export type JournalStart = Pick<JournalStartTable, 'sequence' | 'hash' | 'day'>;

/** What is younger is never taken away by the gateway itself. */
const YOUNGEST_TRIMMED_MS = 364 * 86_400_000;

/** What a row's hash covers: everything in it, and through `prev_hash` everything before it. */
export function hashOf(row: Omit<JournalRow, 'hash'>): string {
  const content = row.hash_version === 1 ? firstContent(row) : content2(row);
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}

/** Version 1: the columns there were at first. */
function firstContent(row: Omit<JournalRow, 'hash'>): unknown[] {
  const { prev_hash, sequence, event_key, type, alarm_id, occurrence, at, value, actor, note } = row;
  return [prev_hash, sequence, event_key, type, alarm_id, occurrence, at, value, actor, note];
}

function content2(row: Omit<JournalRow, 'hash'>): unknown[] {
  const { hash_version, prev_hash, sequence, event_key, type, alarm_id, condition_id, revision } = row;
  const { occurrence, level, priority, at, source_time, is_time_suspect, value, limit_value, quality } = row;
  const { actor, via, note, reason, annunciation, work_order, parent } = row;
  const what = [hash_version, prev_hash, sequence, event_key, type, alarm_id, condition_id, revision];
  const when = [occurrence, level, priority, at, source_time, is_time_suspect, value, limit_value, quality];
  return [...what, ...when, actor, via, note, reason, annunciation, work_order, parent];
}

/** Columns that a row of version 1 cannot have filled: its hash does not cover them. */
const isUncovered = (row: JournalRow): boolean =>
  [row.condition_id, row.revision, row.priority, row.source_time, row.limit_value, row.quality].some(isSaid) ||
  [row.reason, row.annunciation, row.work_order, row.parent].some(isSaid) ||
  row.level !== 0 ||
  row.is_time_suspect !== 0 ||
  row.via !== 'system';

const tells = ({ note, at }: JournalRow, { day, sequence, hash }: JournalStart): boolean =>
  note === JSON.stringify({ day, sequence, hash }) && at - Date.parse(day) >= YOUNGEST_TRIMMED_MS;

const isSaid = (value: unknown): boolean => value !== null;

/** Follows the chain row by row, in order of sequence, and names each row that was changed or is missing. */
export class ChainCheck {
  readonly faults: JournalFault[] = [];
  private readonly anchors: ReadonlyMap<number, string>;
  private last: JournalEnd = { sequence: 0, hash: GENESIS };
  private version = 1;
  private readonly start: JournalStart | undefined;
  /** A row of the chain says that the days before it were taken away. */
  private isStartTold: boolean;

  /** `anchors`: hashes known from elsewhere, by sequence. `start`: what was taken away with the oldest days ends there. */
  constructor(anchors: ReadonlyMap<number, string> = new Map(), start?: JournalStart) {
    this.anchors = anchors;
    this.start = start;
    this.isStartTold = start === undefined;
    if (!start) return;
    this.last = { sequence: start.sequence, hash: start.hash };
    if ((anchors.get(start.sequence) ?? start.hash) !== start.hash) this.fault(start.sequence, 'changed');
  }

  get rows(): number {
    return this.last.sequence;
  }

  next(row: JournalRow): void {
    const expected = this.last.sequence + 1;
    if (row.sequence > expected) this.fault(expected, 'removed');
    else if (row.prev_hash !== this.last.hash) this.fault(Math.max(1, this.last.sequence), 'changed');
    if (!this.isOwn(row)) this.fault(row.sequence, 'changed');
    this.last = { sequence: row.sequence, hash: row.hash };
    this.version = row.hash_version;
    if (row.type === 'journal-trimmed' && this.start && tells(row, this.start)) this.isStartTold = true;
  }

  /** After the last row: `head` is where the chain ended when it was last added to; undefined when nothing was ever added. */
  end(head: JournalEnd | undefined): readonly JournalFault[] {
    const { sequence, hash } = this.last;
    if (this.start && !this.isStartTold) this.fault(this.start.sequence, 'removed');
    if (head === undefined) {
      if (sequence > 0) this.fault(sequence, 'changed');
    } else if (sequence < head.sequence) this.fault(sequence + 1, 'shortened');
    else if (sequence > head.sequence) this.fault(head.sequence + 1, 'changed');
    else if (hash !== head.hash) this.fault(sequence, 'changed');
    return this.faults;
  }

  /** A row of an older version cannot come after one of a newer. */
  private isOwn(row: JournalRow): boolean {
    const { sequence, hash, hash_version } = row;
    if (hash_version < this.version || hash_version > HASH_VERSION) return false;
    if (hash_version === 1 && isUncovered(row)) return false;
    return hash === hashOf(row) && (this.anchors.get(sequence) ?? hash) === hash;
  }

  private fault(sequence: number, kind: JournalFault['kind']): void {
    const isTold = this.faults.at(-1)?.sequence === sequence;
    if (!isTold && this.faults.length < MAX_FAULTS) this.faults.push({ sequence, kind });
  }
}
