import type { NewRecordEvent, RecordVia } from './record.ts';

/** Who does something with a record, when, and by what way it came. */
export interface Deed {
  readonly by: string;
  readonly via: RecordVia;
  readonly at: number;
  /** When a phone that was out of reach says it was done; null for what is done now. */
  readonly deviceAt: number | null;
}

/** What the program does by itself. */
export const systemDeed = (at: number): Deed => ({ by: 'system', via: 'system', at, deviceAt: null });

/** The line of a record's history that says what was done. */
export const deedEvent = (
  { by, via, at, deviceAt }: Deed,
  type: string,
  detail: NewRecordEvent['detail'],
  note: string | null = null,
): NewRecordEvent => ({ at, actor: by, via, type, note, detail, deviceAt });
