import { done } from '../../domain/errors.ts';
import type { RecordBook } from '../../ports/record-book.ts';
import type { Handlers } from '../handler.ts';

/** Looking for words in everything the duty room keeps. */
export function recordSearchRoutes({
  records,
}: {
  readonly records: Pick<RecordBook, 'find'>;
}): Handlers<'searchRecords'> {
  return {
    searchRecords: async ({ query: { words, kind, ...rest } }) =>
      done(await records.find({ ...rest, typed: words, kinds: kind === undefined ? undefined : [kind] })),
  };
}
