import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { z } from 'zod';
import { DECLARATION_SCHEMA, DeclarationStore } from '../../counters/declaration-store.ts';
import { type DatabaseFile, openDatabase } from '../../database.ts';
import type { SampleLog } from '../../log/sample-log.ts';
import { salvageRows } from '../../salvage/salvage-rows.ts';
import { parseStored } from '../../stored-json.ts';
import { BLOCK_MIGRATION, BLOCK_SCHEMA, BlockStore } from './block-store.ts';
import { DAMAGE_SCHEMA, DamageStore } from './damage-store.ts';
import { ROLLUP_SCHEMA, RollupStore } from './rollup-store.ts';

const META_SCHEMA = 'CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;';

const logCursor = z.object({ log: z.string(), id: z.number(), all: z.number() });
/** A place in one certain log: batch and number of samples up to it. */
export type LogCursor = z.infer<typeof logCursor>;

/** The embedded historian's file: blocks of raw samples, rollups of closed days, and how far the log has been read. */
export class HistoryStore {
  readonly database: DatabaseSync;
  readonly damage: DamageStore;
  readonly blocks: BlockStore;
  readonly rollups: RollupStore;
  readonly declarations: DeclarationStore;
  private readonly setMeta: StatementSync;

  constructor(file: Omit<DatabaseFile, 'name' | 'schema'>) {
    const schema = `${BLOCK_SCHEMA}${ROLLUP_SCHEMA}${DECLARATION_SCHEMA}${DAMAGE_SCHEMA}${META_SCHEMA}`;
    this.database = openDatabase({
      ...{ ...file, name: 'history.sqlite', schema, migrations: [BLOCK_MIGRATION] },
      onReplaced: (damagedPath, fresh) => refill(fresh, damagedPath),
    });
    this.damage = new DamageStore(this.database, file);
    this.blocks = new BlockStore(this.database, this.damage);
    this.rollups = new RollupStore(this.database, this.damage, (point, day) => this.blocks.reopen(point, day, day));
    this.declarations = new DeclarationStore(this.database);
    this.setMeta = this.database.prepare('INSERT OR REPLACE INTO meta VALUES (?, ?)');
  }

  /**
   * Where in the log everything before is in blocks; the beginning when this file belongs to another log. Never beyond the head: a
   * log restored from an older copy gives out the same numbers again, for other samples.
   */
  cursor({ uuid, head }: Pick<SampleLog, 'uuid' | 'head'>): LogCursor {
    const saved = logCursor.safeParse(parseStored(this.meta('cursor')));
    if (!saved.success || saved.data.log !== uuid) return { log: uuid, id: 0, all: 0 };
    return saved.data.id > head.id ? { log: uuid, id: head.id, all: head.all } : saved.data;
  }

  saveCursor(cursor: LogCursor): void {
    this.setMeta.run('cursor', JSON.stringify(cursor));
  }

  /** Samples that came after the raw data of their day had been deleted, since the file began. */
  lateSamples(): number {
    return Number(this.meta('late') ?? 0);
  }

  saveLateSamples(count: number): void {
    this.setMeta.run('late', String(count));
  }

  /** True when raw samples of this day have been deleted by age already. */
  hasOnlyRollups(point: number, day: number): boolean {
    return this.rollups.has(point, day) && this.blocks.days(point, day, day).length === 0;
  }

  /** The nearest day with data before (`-1`) or after (`1`) the given one. */
  neighbourDay(point: number, day: number, direction: -1 | 1): number | undefined {
    const raw = this.blocks.neighbour(point, day, direction);
    const counted = this.rollups.neighbourCounterDay(point, day, direction);
    if (raw === undefined || counted === undefined) return raw ?? counted;
    return direction < 0 ? Math.max(raw, counted) : Math.min(raw, counted);
  }

  /** Gives free pages back to the file system, a bounded number at a time. */
  shrink(): void {
    this.database.exec('PRAGMA incremental_vacuum(256)');
  }

  /** Size of the file without free pages. */
  bytes(): number {
    const pages = Number(this.database.prepare('PRAGMA page_count').get()?.page_count);
    const free = Number(this.database.prepare('PRAGMA freelist_count').get()?.freelist_count);
    return (pages - free) * Number(this.database.prepare('PRAGMA page_size').get()?.page_size);
  }

  close(): void {
    this.database.close();
  }

  private meta(key: string): string | undefined {
    const row = this.database.prepare('SELECT value FROM meta WHERE key = ?').get(key);
    return row && String(row.value);
  }
}

/** What can be found of the damaged file; what is missing of the newest is taken from the log again, as far as that goes back. */
function refill(fresh: DatabaseSync, damagedPath: string): void {
  salvageRows(damagedPath, fresh);
  fresh.exec("DELETE FROM meta WHERE key = 'cursor'");
}
