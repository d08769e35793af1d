import { z } from 'zod';

/** The id of an entry of the site file; safe in a file name and in a topic. */
export const entryId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/, 'letters, digits, _ and -, at most 40');
