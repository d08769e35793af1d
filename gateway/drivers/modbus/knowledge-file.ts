import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { TableKnowledge } from './holes.ts';
import { type Table, table } from './schemas.ts';

const span = z.strictObject({ start: z.int().min(0), end: z.int().max(65_536) });

const tableKnowledge = z.strictObject({
  cap: z.int().min(1).optional(),
  cuts: z.array(z.int()).max(5000),
  searches: z.array(span).max(1000),
  unsupported: z.array(span).max(5000),
  isRefused: z.boolean(),
});

const knowledgeFile = z.strictObject({
  version: z.literal(1),
  devices: z.record(z.string(), z.partialRecord(table, tableKnowledge)),
});

/** What is known about all devices of a connection, by device id. */
export type LineKnowledge = ReadonlyMap<string, ReadonlyMap<Table, TableKnowledge>>;

/** Where what was learned about a line outlives the process. Deleting the file makes the driver learn anew. */
export class KnowledgeFile {
  private readonly path: string;
  private writing: Promise<void> = Promise.resolve();
  private waiting: LineKnowledge | undefined;

  constructor(path: string) {
    this.path = path;
  }

  /** Empty when there is no file. Rejects when there is one that cannot be read or understood. */
  async load(): Promise<LineKnowledge> {
    const text = await readFile(this.path, 'utf8').catch(absent);
    if (text === undefined) return new Map();
    const { devices } = knowledgeFile.parse(JSON.parse(text));
    return new Map(Object.entries(devices).map(([id, tables]) => [id, tablesOf(tables)]));
  }

  /** Replaces the file, whole or not at all. Of several calls during a write only the last is written. */
  save(knowledge: LineKnowledge): Promise<void> {
    const isQueued = this.waiting !== undefined;
    this.waiting = knowledge;
    if (!isQueued) this.writing = this.writing.then(() => this.writeWaiting());
    return this.writing;
  }

  private async writeWaiting(): Promise<void> {
    const knowledge = this.waiting;
    this.waiting = undefined;
    if (!knowledge) return;
    const devices = Object.fromEntries([...knowledge].map(([id, tables]) => [id, Object.fromEntries(tables)]));
    const draft = `${this.path}.new`;
    await mkdir(dirname(this.path), { recursive: true });
    await writeFile(draft, JSON.stringify({ version: 1, devices }));
    await rename(draft, this.path);
  }
}

type ParsedTables = z.infer<typeof knowledgeFile>['devices'][string];

function tablesOf(tables: ParsedTables): Map<Table, TableKnowledge> {
  const entries = table.options.flatMap((name): [Table, TableKnowledge][] => {
    const known = tables[name];
    return known ? [[name, { ...known, cap: known.cap }]] : [];
  });
  return new Map(entries);
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
