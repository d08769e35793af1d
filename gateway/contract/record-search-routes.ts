import { z } from 'zod';
import { recordHead, recordKind } from '../domain/duty/record.ts';
import { moment } from './requests.ts';
import type { RouteContract } from './route.ts';

const recordSearch = z
  .object({
    words: z
      .string()
      .trim()
      .min(1)
      .max(100)
      .meta({ description: 'All of them have to stand in the record', examples: ['seal'] }),
    kind: recordKind.exactOptional(),
    from: moment.exactOptional(),
    to: moment.exactOptional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from < to, {
    ...{ path: ['to'], message: 'after `from`' },
  });

export const foundRecord = recordHead
  .pick({ id: true, key: true, subject: true, state: true, at: true })
  .extend({ kind: recordKind, excerpts: z.array(z.string()).meta({ description: 'Where the words stand' }) })
  .meta({ id: 'FoundRecord' });

/** Looking for words in everything the duty room keeps. */
export const RECORD_SEARCH_ROUTES = {
  searchRecords: {
    group: 'Records',
    method: 'GET',
    path: '/api/v1/records/search',
    summary: 'Records of any kind in which these words stand, newest first; names of people are in them',
    access: 'record:write',
    query: recordSearch,
    status: 200,
    response: z.array(foundRecord),
    codes: [],
  },
} as const satisfies Record<string, RouteContract>;
