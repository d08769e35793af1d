import type {
  DutyRecord,
  RecordDraft,
  RecordEvent,
  RecordKind,
  RecordShape,
  RecordState,
  RecordStep,
} from '../../gateway/domain/duty/record.ts';
import { openedRecord, steppedRecord } from '../../gateway/domain/duty/record-change.ts';
import { excerptsOf, hasTyped, textsOf } from '../../gateway/domain/duty/record-words.ts';
import { done, type Outcome, refused } from '../../gateway/domain/errors.ts';
import type { FoundRecord, RecordBook, RecordQuery, RecordSearch, Records } from '../../gateway/ports/record-book.ts';

interface Entry {
  record: DutyRecord;
  /** As it would lie in the database: what the schema does not give back the same shows in a test. */
  stored: string;
  readonly events: RecordEvent[];
}

/** The record book in memory, with the promises of the real one: bodies go through their schema, keys are unique, steps take turns. */
export class MemoryRecordBook implements RecordBook {
  readonly entries = new Map<number, Entry>();
  private readonly listeners = new Set<(record: DutyRecord) => void>();

  /** Every record of a kind, oldest first, with its events; for tests that count. */
  all(kind: RecordKind): readonly { readonly record: DutyRecord; readonly events: readonly RecordEvent[] }[] {
    const ofKind = [...this.entries.values()].filter(({ record }) => record.kind === kind);
    return ofKind.sort((a, b) => a.record.at - b.record.at || a.record.id - b.record.id);
  }

  of<B>(shape: RecordShape<B>): Records<B> {
    const { kind } = shape;
    const read = ({ record, stored }: Entry): DutyRecord<B> => ({
      ...record,
      body: shape.body.parse(JSON.parse(stored)),
    });
    const entryOf = (id: number): Entry | undefined => {
      const entry = this.entries.get(id);
      return entry?.record.kind === kind ? entry : undefined;
    };
    const withKey = (key: string): Entry | undefined =>
      [...this.entries.values()].find(({ record }) => record.kind === kind && record.key === key);
    return {
      open: async (draft: RecordDraft<B>) => {
        const known = withKey(draft.key);
        if (known) return { record: read(known), isNew: false };
        const id = this.entries.size + 1;
        const body = shape.body.parse(draft.body);
        const record = { ...openedRecord(kind, { ...draft, body }), id };
        const entry: Entry = { record, stored: JSON.stringify(body), events: [eventOf(1, draft.event)] };
        this.entries.set(id, entry);
        this.tell(record);
        return { record: read(entry), isNew: true };
      },

      get: async (id: number) => {
        const entry = entryOf(id);
        return entry && read(entry);
      },

      byKey: async (key: string) => {
        const entry = withKey(key);
        return entry && read(entry);
      },

      list: async (query: RecordQuery) =>
        [...this.entries.values()]
          .filter(({ record }) => record.kind === kind && isAsked(record, query))
          .sort((a, b) => b.record.at - a.record.at || b.record.id - a.record.id)
          .slice(0, Math.min(1000, query.limit))
          .map(read),

      change: async (
        id: number,
        decide: (record: DutyRecord<B>) => Outcome<RecordStep<B>>,
        expectedVersion?: number,
      ): Promise<Outcome<DutyRecord<B>>> => {
        const entry = entryOf(id);
        if (!entry) return refused('RECORD_NOT_FOUND');
        const before = read(entry);
        if (expectedVersion !== undefined && expectedVersion !== before.version) return refused('RECORD_CHANGED');
        const decision = decide(before);
        if (!decision.ok) return decision;
        const after = steppedRecord(before, { ...decision.value, body: shape.body.parse(decision.value.body) });
        entry.record = after;
        entry.stored = JSON.stringify(after.body);
        entry.events.push(eventOf(after.version, decision.value.event));
        this.tell(after);
        return done(read(entry));
      },

      events: async (id: number) => [...(entryOf(id)?.events ?? [])],
    };
  }

  async counts(kinds: readonly RecordKind[]): Promise<ReadonlyMap<RecordKind, Readonly<Record<RecordState, number>>>> {
    const counts = new Map(kinds.map((kind) => [kind, { open: 0, done: 0, missed: 0, cancelled: 0 }]));
    for (const { record } of this.entries.values()) {
      const count = counts.get(record.kind);
      if (count) count[record.state]++;
    }
    return counts;
  }

  async find({ typed, kinds, from, to, limit }: RecordSearch): Promise<readonly FoundRecord[]> {
    const found = [...this.entries.values()].flatMap(({ record }): FoundRecord[] => {
      const { id, kind, key, subject, state, at, body } = record;
      const texts = [key, subject, ...textsOf(body)];
      const isFound = (kinds?.includes(kind) ?? true) && isAsked(record, { from, to, limit }) && hasTyped(texts, typed);
      return isFound ? [{ id, kind, key, subject, state, at, excerpts: excerptsOf(texts, typed) }] : [];
    });
    return found.sort((a, b) => b.at - a.at || b.id - a.id).slice(0, limit);
  }

  onChange(listener: (record: DutyRecord) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  private tell(record: DutyRecord): void {
    for (const listener of this.listeners) listener(record);
  }
}

const eventOf = (seq: number, event: Omit<RecordEvent, 'seq'>): RecordEvent =>
  JSON.parse(JSON.stringify({ ...event, seq }));

const isAsked = (record: DutyRecord, { subject, states, from, to }: RecordQuery): boolean =>
  (subject === undefined || record.subject === subject) &&
  (states === undefined || states.includes(record.state)) &&
  (from === undefined || record.at >= from) &&
  (to === undefined || record.at < to);
