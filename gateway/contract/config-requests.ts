import { z } from 'zod';
import { priority } from '../domain/alarm.ts';
import { MOST_EDITS, siteEdit } from '../domain/site-edit.ts';
import { moment } from './requests.ts';

/** What callers may ask and send about the site file. */

const edits = z.array(siteEdit).max(MOST_EDITS);
const condition = z.string().min(1).max(130);

export const configCheck = z.strictObject({ edits });

export const configSave = z.strictObject({
  revision: z.string().regex(/^[0-9a-f]{64}$/, 'of the file that was looked at'),
  edits: edits.min(1),
  reason: z.string().trim().min(3).max(300),
});

export const configTestRead = z.strictObject({ edits, equipment: z.string().min(1).max(40) });

export const configRehearsal = z.strictObject({ edits, condition });

export const configToldQuestion = z.strictObject({
  edits,
  condition,
  priority: priority.exactOptional(),
  at: moment.exactOptional().meta({ description: 'Now when absent' }),
});

export const configChangeFilter = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
