import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { z } from 'zod';
import type { Declaration } from './declaration.ts';

export const DECLARATION_SCHEMA = `
  CREATE TABLE IF NOT EXISTS declarations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    tag TEXT NOT NULL,
    at INTEGER NOT NULL,
    content TEXT NOT NULL,
    note TEXT NOT NULL,
    declared_by TEXT NOT NULL,
    declared_at INTEGER NOT NULL,
    undone_by TEXT,
    undone_at INTEGER
  ) STRICT;
  CREATE INDEX IF NOT EXISTS declarations_of_tag ON declarations (tag, at);`;

const replacementContent = z.object({
  kind: z.literal('replacement'),
  finalReading: z.number(),
  startReading: z.number(),
  serialBefore: z.string().nullable(),
  serialAfter: z.string().nullable(),
});
const jumpContent = z.object({ kind: z.literal('jump'), isAccepted: z.boolean() });
const content = z.discriminatedUnion('kind', [replacementContent, jumpContent]);
export type DeclarationContent = z.infer<typeof content>;

/** What a person said about a counter, and what became of it. */
export interface DeclarationRecord {
  readonly id: number;
  readonly tag: string;
  readonly atMs: number;
  readonly content: DeclarationContent;
  readonly note: string;
  readonly declaredBy: string;
  readonly declaredAt: number;
  readonly undoneBy: string | null;
  readonly undoneAt: number | null;
}

export type NewDeclaration = Omit<DeclarationRecord, 'id' | 'undoneBy' | 'undoneAt'>;

/** More declarations than this are not listed. */
const LISTED = 1_000;

/** What people have declared about counters; nothing is ever deleted. */
export class DeclarationStore {
  private readonly statements: ReturnType<typeof prepareAll>;

  constructor(database: DatabaseSync) {
    this.statements = prepareAll(database);
  }

  /** Those of a tag that hold, in order of time, as counting needs them. */
  of(tag: string): Declaration[] {
    return this.recordsOf(tag)
      .filter((record) => record.undoneAt === null)
      .map(({ id, atMs, content: said }) =>
        said.kind === 'replacement'
          ? { kind: 'replacement', id, atMs, finalReading: said.finalReading, startReading: said.startReading }
          : { kind: 'jump', id, atMs, isAccepted: said.isAccepted },
      );
  }

  /** Of one tag, in order of time, with those that were undone. */
  recordsOf(tag: string): DeclarationRecord[] {
    return this.statements.ofTag.all(tag).flatMap(recordOf);
  }

  /** The newest of all tags, newest first. */
  newest(): DeclarationRecord[] {
    return this.statements.newest.all(LISTED).flatMap(recordOf);
  }

  find(id: number): DeclarationRecord | undefined {
    return this.statements.find.all(id).flatMap(recordOf)[0];
  }

  add(entry: NewDeclaration): DeclarationRecord {
    const { tag, atMs, note, declaredBy, declaredAt } = entry;
    const text = JSON.stringify(entry.content);
    const id = Number(this.statements.add.run(tag, atMs, text, note, declaredBy, declaredAt).lastInsertRowid);
    return { ...entry, id, undoneBy: null, undoneAt: null };
  }

  undo(id: number, by: string, at: number): void {
    this.statements.undo.run(by, at, id);
  }
}

function recordOf(row: Record<string, SQLOutputValue>): DeclarationRecord[] {
  const parsed = content.safeParse(JSON.parse(String(row.content)));
  if (!parsed.success) return [];
  return [
    {
      ...{ id: Number(row.id), tag: String(row.tag), atMs: Number(row.at), content: parsed.data },
      ...{ note: String(row.note), declaredBy: String(row.declared_by), declaredAt: Number(row.declared_at) },
      undoneBy: row.undone_by === null ? null : String(row.undone_by),
      undoneAt: row.undone_at === null ? null : Number(row.undone_at),
    },
  ];
}

function prepareAll(database: DatabaseSync) {
  const prepare = (sql: string) => database.prepare(sql);
  return {
    ofTag: prepare('SELECT * FROM declarations WHERE tag = ? ORDER BY at, id'),
    newest: prepare('SELECT * FROM declarations ORDER BY id DESC LIMIT ?'),
    find: prepare('SELECT * FROM declarations WHERE id = ?'),
    add: prepare(
      'INSERT INTO declarations (tag, at, content, note, declared_by, declared_at) VALUES (?, ?, ?, ?, ?, ?)',
    ),
    undo: prepare('UPDATE declarations SET undone_by = ?, undone_at = ? WHERE id = ? AND undone_at IS NULL'),
  };
}
