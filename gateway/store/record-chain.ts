import { createHash } from 'node:crypto';
import type { Selectable } from 'kysely';
import { GENESIS } from './journal-chain.ts';
import type { DutyEventTable, DutyHeadTable, DutyRecordTable } from './record-schema.ts';

export type RecordRow = Selectable<DutyRecordTable>;
export type RecordEventRow = Selectable<DutyEventTable>;
export type RecordChainEnd = Pick<DutyHeadTable, 'sequence' | 'hash'>;

/** What does not hold. `sequence` is that of an event, `record` the id of a record. */
export type RecordFault =
  | { readonly kind: 'event-changed' | 'event-removed' | 'events-shortened'; readonly sequence: number }
  | { readonly kind: 'record-changed' | 'record-removed' | 'record-unknown'; readonly record: number };

/** Faults told of; a book with more is not repaired row by row. */
export const MAX_RECORD_FAULTS = 100;

const sha256 = (content: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(content)).digest('hex');

/** What the record says after an event, its number included. */
export function contentHashOf(row: RecordRow): string {
  const { id, kind, key, subject, state, at, due_at, closed_at, version, body } = row;
  return sha256([1, id, kind, key, subject, state, at, due_at, closed_at, version, body]);
}

/** What an event's hash covers: everything in it, and through `prev_hash` everything before it. */
export function eventHashOf(row: Omit<RecordEventRow, 'hash'>): string {
  const { prev_hash, sequence, record, seq, at, actor, via, type, note, detail, device_at, content_hash } = row;
  return sha256([1, prev_hash, sequence, record, seq, at, actor, via, type, note, detail, device_at, content_hash]);
}

/** Follows the chain event by event, then compares every record with what its last event left. Holds one hash per record. */
export class RecordChainCheck {
  readonly faults: RecordFault[] = [];
  private readonly anchors: ReadonlyMap<number, string>;
  private readonly left = new Map<number, string>();
  private last: RecordChainEnd = { sequence: 0, hash: GENESIS };

  /** `anchors`: hashes known from elsewhere, by sequence. */
  constructor(anchors: ReadonlyMap<number, string> = new Map()) {
    this.anchors = anchors;
  }

  /** Events in order of sequence. */
  event(row: RecordEventRow): void {
    const { sequence, hash } = row;
    if (sequence > this.last.sequence + 1) this.eventFault('event-removed', this.last.sequence + 1);
    else if (row.prev_hash !== this.last.hash) this.eventFault('event-changed', Math.max(1, this.last.sequence));
    const isOwn = hash === eventHashOf(row) && (this.anchors.get(sequence) ?? hash) === hash;
    if (!isOwn) this.eventFault('event-changed', sequence);
    this.left.set(row.record, row.content_hash);
    this.last = { sequence, hash };
  }

  /** Records in any order, after the events. */
  record(row: RecordRow): void {
    const left = this.left.get(row.id);
    this.left.delete(row.id);
    if (left === undefined) this.fault({ kind: 'record-unknown', record: row.id });
    else if (left !== contentHashOf(row)) this.fault({ kind: 'record-changed', record: row.id });
  }

  /** After the last of both: `head` is where the chain ended when it was last added to; undefined when nothing was ever added. */
  end(head: RecordChainEnd | undefined): readonly RecordFault[] {
    for (const record of this.left.keys()) this.fault({ kind: 'record-removed', record });
    const known = Math.max(0, ...this.anchors.keys());
    const { sequence, hash } = this.last;
    if (sequence < Math.max(known, head?.sequence ?? 0)) this.eventFault('events-shortened', sequence + 1);
    else if (sequence > (head?.sequence ?? 0)) this.eventFault('event-changed', (head?.sequence ?? 0) + 1);
    else if (head && hash !== head.hash) this.eventFault('event-changed', sequence);
    return this.faults;
  }

  private eventFault(kind: 'event-changed' | 'event-removed' | 'events-shortened', sequence: number): void {
    const last = this.faults.at(-1);
    const isTold = last !== undefined && 'sequence' in last && last.sequence === sequence;
    if (!isTold) this.fault({ kind, sequence });
  }

  private fault(fault: RecordFault): void {
    if (this.faults.length < MAX_RECORD_FAULTS) this.faults.push(fault);
  }
}
