import type { DutyStore, StoredOverride } from '../../gateway/ports/duty-store.ts';

/** Overrides of the duty in memory. */
export class MemoryDutyStore implements DutyStore {
  readonly rows = new Map<number, StoredOverride>();

  async overrides(from: number, to: number): Promise<readonly StoredOverride[]> {
    return [...this.rows.values()]
      .filter((row) => row.from < to && row.to > from)
      .sort((a, b) => a.from - b.from || a.id - b.id);
  }

  async override(id: number): Promise<StoredOverride | undefined> {
    return this.rows.get(id);
  }

  async add(override: Omit<StoredOverride, 'id'>): Promise<StoredOverride> {
    const stored = { ...override, id: Math.max(0, ...this.rows.keys()) + 1 };
    this.rows.set(stored.id, stored);
    return stored;
  }

  async agree(id: number, agreedBy: string, agreedAt: number): Promise<boolean> {
    const row = this.rows.get(id);
    if (row?.state !== 'asked') return false;
    this.rows.set(id, { ...row, state: 'agreed', agreedBy, agreedAt });
    return true;
  }

  async remove(id: number): Promise<boolean> {
    return this.rows.delete(id);
  }
}
