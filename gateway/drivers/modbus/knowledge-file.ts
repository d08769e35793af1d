import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { BusTime } from './bus-time.ts';
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
const tables = z.partialRecord(table, tableKnowledge);

const busTime = z.strictObject({
  requestMs: z.number().min(0),
  registerMs: z.number().min(0),
  bitMs: z.number().min(0),
});

const device = z.strictObject({
  tables,
  cost: z.strictObject({ estimate: busTime, learned: busTime }).optional(),
});

/** Version 1 had no costs. */
const knowledgeFile = z.discriminatedUnion('version', [
  z
    .strictObject({ version: z.literal(1), devices: z.record(z.string(), tables) })
    .transform(({ devices }) => Object.entries(devices).map(([id, known]) => [id, { tables: known }] as const)),
  z
    .strictObject({ version: z.literal(2), devices: z.record(z.string(), device) })
    .transform(({ devices }) => Object.entries(devices)),
]);

/** What one device has taught. */
export interface DeviceKnowledge {
  readonly tables: ReadonlyMap<Table, TableKnowledge>;
  /** What requests cost, and the estimate for its line that this replaces: it does not hold at another speed. */
  readonly cost: { readonly estimate: BusTime; readonly learned: BusTime } | undefined;
}

/** What is known about all devices of a connection, by device id. */
export type LineKnowledge = ReadonlyMap<string, DeviceKnowledge>;

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
    return new Map(knowledgeFile.parse(JSON.parse(text)).map(([id, known]) => [id, fromFile(known)]));
  }

  /** Replaces the file, whole or not at all. Of several calls during a write only the last is written. */
  save(knowledge: LineKnowledge): Promise<void> {
    const isQueued = this.waiting !== undefined;
    this.waiting = knowledge;
    if (!isQueued) this.writing = this.writing.catch(() => undefined).then(() => this.writeWaiting());
    return this.writing;
  }

  private async writeWaiting(): Promise<void> {
    const knowledge = this.waiting;
    this.waiting = undefined;
    if (!knowledge) return;
    const devices = Object.fromEntries(
      [...knowledge].map(([id, { tables, cost }]) => [id, { tables: Object.fromEntries(tables), cost }]),
    );
    const draft = `${this.path}.new`;
    await mkdir(dirname(this.path), { recursive: true });
    await writeFile(draft, JSON.stringify({ version: 2, devices }));
    await rename(draft, this.path);
  }
}

function fromFile(known: z.infer<typeof device>): DeviceKnowledge {
  const entries = table.options.flatMap((name): [Table, TableKnowledge][] => {
    const one = known.tables[name];
    return one ? [[name, { ...one, cap: one.cap }]] : [];
  });
  return { tables: new Map(entries), cost: known.cost };
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
