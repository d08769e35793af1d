import { randomInt } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { type DatabaseFile, inTransaction, openDatabase } from './database.ts';
import { type CopiedPoint, readPointCopy, writePointCopy } from './point-copy.ts';
import { salvageRows } from './salvage/salvage-rows.ts';
import type { FileSchema } from './schema-version.ts';
import type { HistorianPoint } from './settings.ts';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS points (
    id INTEGER PRIMARY KEY,
    tag TEXT NOT NULL UNIQUE,
    settings TEXT NOT NULL
  ) STRICT;`;

export const POINTS_FILE = { name: 'points.sqlite', schema: SCHEMA } as const satisfies FileSchema;

/** Holds the place of numbers that may have been given already. */
const RESERVED_TAG = '';

/** What is known of a point whose settings are damaged; those of the configuration are put in their place. */
const UNKNOWN_POINT: Omit<HistorianPoint, 'index' | 'tag'> = {
  kind: 'number',
  unit: '',
  equipment: '',
  equipmentClass: '',
  area: '',
  name: '',
  deadband: 0,
};

/** A point with the id under which the files know it. */
export interface RegisteredPoint extends HistorianPoint {
  readonly id: number;
}

/**
 * The lasting number of every tag that ever was recorded. Point indexes change with the configuration; these do not,
 * so old samples keep their meaning, and the history of a removed point can still be read.
 */
export class PointRegister {
  private readonly database: DatabaseSync;
  private readonly byTag = new Map<string, RegisteredPoint>();
  private readonly byId = new Map<number, RegisteredPoint>();

  private readonly file: Omit<DatabaseFile, 'name' | 'schema'>;

  constructor(file: Omit<DatabaseFile, 'name' | 'schema'>) {
    let isReplaced = false;
    const onReplaced = (damagedPath: string, database: DatabaseSync): void => {
      isReplaced = true;
      salvageRows(damagedPath, database);
    };
    this.file = file;
    this.database = openDatabase({ ...file, ...POINTS_FILE, onReplaced });
    this.heal(isReplaced);
    for (const row of this.database.prepare('SELECT id, tag, settings FROM points').iterate()) {
      const { id, tag, settings } = row;
      if (tag === RESERVED_TAG) continue;
      this.remember({ ...UNKNOWN_POINT, ...parsed(String(settings)), tag: String(tag), index: -1, id: Number(id) });
    }
  }

  /** Registers the configured points; the result maps a point index to its id. Writes only what has changed. */
  register(points: readonly HistorianPoint[]): Uint32Array {
    const size = points.reduce((largest, point) => Math.max(largest, point.index + 1), 0);
    const idOfIndex = new Uint32Array(size);
    const known = this.database.prepare('SELECT id, settings FROM points WHERE tag = ?');
    const changed = points.filter((point) => known.get(point.tag)?.settings !== JSON.stringify(point));
    if (changed.length > 0) this.save(changed);
    for (const point of points) {
      const id = Number(known.get(point.tag)?.id);
      idOfIndex[point.index] = id;
      this.remember({ ...point, id });
    }
    if (changed.length > 0 || !readPointCopy(this.file.folder)) this.copy();
    return idOfIndex;
  }

  find(tag: string): RegisteredPoint | undefined {
    return this.byTag.get(tag);
  }

  get(id: number): RegisteredPoint | undefined {
    return this.byId.get(id);
  }

  /** Every point that ever was recorded. */
  all(): RegisteredPoint[] {
    return [...this.byId.values()];
  }

  close(): void {
    this.database.close();
  }

  private save(points: readonly HistorianPoint[]): void {
    const save = this.database.prepare(
      'INSERT INTO points (tag, settings) VALUES (?, ?) ON CONFLICT (tag) DO UPDATE SET settings = excluded.settings',
    );
    inTransaction(this.database, () => {
      for (const point of points) save.run(point.tag, JSON.stringify(point));
    });
  }

  /**
   * Without its number the history of a tag is nobody's, and under a wrong one it is another's: so there is a copy of
   * the numbers beside the file, and what differs from it is put right. Numbers that may be lost are not given again.
   */
  private heal(isReplaced: boolean): void {
    const { database, file } = this;
    const copy = readPointCopy(file.folder);
    if (isReplaced) database.exec(`PRAGMA application_id = ${copy?.of ?? 0}`);
    const healed = copy?.of === this.identity() ? this.restore(copy.points) : 0;
    if (healed > 0) file.logger.error({ points: healed }, 'numbers of points were damaged; taken from their copy');
    if (isReplaced) this.reserve(Math.floor(file.clock.nowMs() / 1_000));
  }

  private restore(points: readonly CopiedPoint[]): number {
    const select = this.database.prepare('SELECT tag, settings FROM points WHERE id = ?');
    const wrong = points.filter(({ id, tag }) => {
      const row = select.get(id);
      return row?.tag !== tag || parsed(String(row?.settings)) === undefined;
    });
    if (wrong.length > 0)
      inTransaction(this.database, () => {
        for (const { id, tag } of wrong)
          this.database.prepare('DELETE FROM points WHERE id = ? OR tag = ?').run(id, tag);
        for (const { id, tag, settings } of wrong)
          this.database.prepare('INSERT INTO points VALUES (?, ?, ?)').run(id, tag, settings);
      });
    return wrong.length;
  }

  /** The next new tag gets at least this number. */
  private reserve(number: number): void {
    this.database.prepare("INSERT OR REPLACE INTO points VALUES (?, ?, '{}')").run(number, RESERVED_TAG);
  }

  /** Tells this file from every other; given to it once. */
  private identity(): number {
    const { application_id: found } = this.database.prepare('PRAGMA application_id').get() ?? {};
    if (Number(found) !== 0) return Number(found);
    const identity = randomInt(1, 0x7fff_ffff);
    this.database.exec(`PRAGMA application_id = ${identity}`);
    return identity;
  }

  /** A disk that does not take the copy is no reason not to go on. */
  private copy(): void {
    const rows = this.database.prepare('SELECT id, tag, settings FROM points').all();
    const points = rows.map(({ id, tag, settings }) => ({
      id: Number(id),
      tag: String(tag),
      settings: String(settings),
    }));
    try {
      writePointCopy(this.file.folder, { of: this.identity(), points });
    } catch (error) {
      this.file.logger.warn({ err: error }, 'the copy of the numbers of points cannot be written');
    }
  }

  private remember(point: RegisteredPoint): void {
    this.byTag.set(point.tag, point);
    this.byId.set(point.id, point);
  }
}

function parsed(settings: string): Partial<HistorianPoint> | undefined {
  try {
    return JSON.parse(settings);
  } catch {
    return undefined;
  }
}
