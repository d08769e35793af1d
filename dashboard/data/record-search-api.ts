import type { z } from 'zod';
import type { foundRecord } from '../../gateway/contract/record-search-routes.ts';
import type { Wire } from '../../gateway/contract/wire.ts';
import type { RecordKind } from '../../gateway/domain/duty/record.ts';
import type { Requests } from './requests.ts';

export type WireFound = Wire<z.infer<typeof foundRecord>>;

/** Looking for words in the records over REST. Throws ApiError. */
export interface RecordSearchApi {
  /** Newest first; of every kind without one. */
  searchRecords(words: string, kind?: RecordKind): Promise<WireFound[]>;
}

export function createRecordSearchApi({ get }: Requests): RecordSearchApi {
  return { searchRecords: (words, kind) => get('/records/search', { words, kind }) };
}
