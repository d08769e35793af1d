import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { PlantroomError } from '../domain/errors.ts';
import type { JournalFault } from '../ports/alarm-repository.ts';
import type { JournalAnchorTable } from './alarm-schema.ts';
import { ChainCheck, type JournalEnd, type JournalRow, type JournalStart } from './journal-chain.ts';

export type JournalAnchor = JournalAnchorTable;

/** Where the chain stood: at its end and at the end of each earlier day. Kept elsewhere it shows whether the whole file was written anew. */
export interface JournalAnchors {
  readonly head: JournalEnd | null;
  readonly days: readonly JournalAnchor[];
}

/** The alarm journal of a data folder, read straight from its file; also while a gateway adds to it. */
export class JournalFile {
  private readonly database: DatabaseSync;

  /** Throws RESOURCE_NOT_FOUND when there is none, and STORE_UNAVAILABLE when an older version has written it. */
  constructor(dataFolder: string) {
    const path = join(dataFolder, 'ops.sqlite');
    if (!existsSync(path)) throw new PlantroomError('RESOURCE_NOT_FOUND', `there is no ${path}`);
    this.database = new DatabaseSync(path, { readOnly: true });
    try {
      // One transaction: rows and anchors of the same moment.
      this.database.exec('begin');
      const columns = this.database.prepare("select name from pragma_table_info('journal')").all();
      if (!columns.some(({ name }) => name === 'hash_version'))
        throw new PlantroomError('STORE_UNAVAILABLE', `${path} has no journal of this version; start the gateway once`);
    } catch (error) {
      this.database.close();
      throw error;
    }
  }

  /** In order of sequence; of a range of times when one is given. Memory stays the same whatever there is. */
  *rows(range: { readonly from: number; readonly to: number } = EVERYTHING): Generator<JournalRow> {
    const select = this.database.prepare('select * from journal where at >= ? and at < ? order by sequence');
    for (const row of select.iterate(range.from, range.to)) yield row as unknown as JournalRow;
  }

  anchors(): JournalAnchors {
    const head = this.database.prepare('select sequence, hash from journal_head where id = 1').get();
    const days = this.database.prepare('select day, sequence, hash from journal_anchor order by day').all();
    return { head: (head as JournalEnd | undefined) ?? null, days: days as unknown as JournalAnchor[] };
  }

  /** Looks through the whole chain. `known`: anchors that were kept elsewhere. */
  verify(known: JournalAnchors | undefined): { readonly rows: number; readonly faults: readonly JournalFault[] } {
    const { head, days } = this.anchors();
    const given = known ? [...known.days, ...(known.head ? [known.head] : [])] : [];
    const check = new ChainCheck(
      new Map([...days, ...given].map(({ sequence, hash }) => [sequence, hash])),
      this.start(),
    );
    let rows = 0;
    for (const row of this.rows()) {
      check.next(row);
      rows++;
    }
    const longest = Math.max(0, ...given.map(({ sequence }) => sequence));
    const isShort = longest > (head?.sequence ?? 0);
    const faults = check.end(head ?? undefined);
    return { rows, faults: isShort ? [...faults, { sequence: longest, kind: 'shortened' }] : faults };
  }

  close(): void {
    this.database.close();
  }

  /** Undefined when nothing was taken away, or the file is of a version that never did. */
  private start(): JournalStart | undefined {
    const [table] = this.database.prepare("select name from sqlite_master where name = 'journal_start'").all();
    const row = table && this.database.prepare('select sequence, hash, day from journal_start where id = 1').get();
    return row as JournalStart | undefined;
  }
}

const EVERYTHING = { from: -Number.MAX_SAFE_INTEGER, to: Number.MAX_SAFE_INTEGER };
