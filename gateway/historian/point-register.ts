import type { DatabaseSync } from 'node:sqlite';
import { type DatabaseFile, inTransaction, openDatabase } from './database.ts';
import type { FileSchema } from './schema-version.ts';
import type { HistorianPoint } from './settings.ts';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS points (
    id INTEGER PRIMARY KEY,
    tag TEXT NOT NULL UNIQUE,
    settings TEXT NOT NULL
  ) STRICT;`;

export const POINTS_FILE = { name: 'points.sqlite', schema: SCHEMA } as const satisfies FileSchema;

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

  constructor(file: Omit<DatabaseFile, 'name' | 'schema'>) {
    this.database = openDatabase({ ...file, ...POINTS_FILE });
    for (const row of this.database.prepare('SELECT id, settings FROM points').iterate()) {
      const settings: HistorianPoint = JSON.parse(String(row.settings));
      this.remember({ ...settings, index: -1, id: Number(row.id) });
    }
  }

  /** Registers the configured points; the result maps a point index to its id. */
  register(points: readonly HistorianPoint[]): Uint32Array {
    const size = points.reduce((largest, point) => Math.max(largest, point.index + 1), 0);
    const idOfIndex = new Uint32Array(size);
    const save = this.database.prepare(
      'INSERT INTO points (tag, settings) VALUES (?, ?) ON CONFLICT (tag) DO UPDATE SET settings = excluded.settings RETURNING id',
    );
    inTransaction(this.database, () => {
      for (const point of points) {
        const id = Number(save.get(point.tag, JSON.stringify(point))?.id);
        idOfIndex[point.index] = id;
        this.remember({ ...point, id });
      }
    });
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

  private remember(point: RegisteredPoint): void {
    this.byTag.set(point.tag, point);
    this.byId.set(point.id, point);
  }
}
