import { PlantroomError } from '../domain/errors.ts';

/** What one of the historian's files holds today, and how it came to that. */
export interface FileSchema {
  readonly name: string;
  /** The tables of today; statements that do nothing where the table exists. */
  readonly schema: string;
  /** The statements that make a file of version n + 2 out of one of version n + 1; n is the position in the list. */
  readonly migrations?: readonly string[];
}

/**
 * The statements that bring a file of version `found` (0: a new file) to today's form and note its version; they
 * belong in one transaction. A file of a newer program is refused with STORE_TOO_NEW: it may mean what this one does not know.
 */
export function upgradeScript(found: number, { name, schema, migrations = [] }: FileSchema): string {
  const current = migrations.length + 1;
  if (found > current) {
    throw new PlantroomError('STORE_TOO_NEW', `${name} has version ${found}, this program knows up to ${current}`);
  }
  const steps = found === 0 ? [] : migrations.slice(found - 1);
  return [...steps, schema, ...(found === current ? [] : [`PRAGMA user_version = ${current};`])].join('\n');
}

/** Stands in the header beside the version and holds it once more, so that a changed bit is not taken for a newer program. */
const SIGNATURE = 0x504c5200;
const LARGEST_VERSION = 255;
/** Files were written before they were signed, those of at most this version. */
const LAST_UNSIGNED = 2;

/** What `PRAGMA application_id` is in a file of this version. */
export const signatureOf = (version: number): number => SIGNATURE + version;

/** Whether the two numbers of a file's header were written together. `version` 0: a file without one. */
export function isVersionTrue(version: number, signature: number): boolean {
  if (signature === 0) return version >= 0 && version <= LAST_UNSIGNED;
  return version > 0 && version <= LARGEST_VERSION && signature === signatureOf(version);
}
