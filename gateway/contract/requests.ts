import { z } from 'zod';
import { priority } from '../domain/alarm.ts';
import { role } from '../domain/role.ts';
import { localText } from '../domain/text.ts';
import { workOrderState, workOrderStep } from '../domain/work-order.ts';

/** What callers of the REST interface may send. Unknown fields of a body are refused, never ignored. */

const reference = z.string().min(1).max(200);
const note = z.string().trim().max(2000);

/** ISO 8601 with offset, or ms since the epoch. A `+` that a browser turned into a blank is put right. */
const moment = z
  .string()
  .max(40)
  .transform((text, context) => {
    const ms = /^\d{1,15}$/.test(text) ? Number(text) : isoMs(text.replace(/ (?=\d\d:\d\d$)/, '+'));
    if (!Number.isNaN(ms)) return ms;
    context.addIssue({ code: 'custom', message: 'a moment such as 2026-01-05T08:00:00Z, or ms since the epoch' });
    return z.NEVER;
  })
  .meta({ description: 'ISO 8601 with offset, or ms since the epoch' });

const isoMs = (text: string): number =>
  z.iso.datetime({ offset: true }).safeParse(text).success ? Date.parse(text) : Number.NaN;

const pageSize = z.coerce.number().int().min(1).max(1000).default(100);

export const byId = z.object({ id: reference });
export const byNumber = z.object({ id: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) });
export const byTag = z.object({ tag: reference });
export const byUsername = z.object({ username: z.string().min(1).max(100) });

const USERNAME = /^[a-z0-9][a-z0-9._-]{0,39}$/;

/** Length is what makes a password hard to guess (NIST SP 800-63B 5.1.1); 12 for every new one. */
const newPassword = z
  .string()
  .min(12)
  .max(200)
  .refine((text) => new Set(text).size >= 5, 'at least 5 different characters');

export const credentials = z.strictObject({
  username: z
    .string()
    .min(1)
    .max(100)
    .transform((name) => name.trim().toLowerCase()),
  password: z.string().min(1).max(200),
});

export const passwordChange = z.strictObject({ current: z.string().min(1).max(200), next: newPassword });

export const newAccount = z
  .strictObject({
    username: z.string().regex(USERNAME, 'lower case letters, digits, dot, _ and -, at most 40'),
    displayName: z.string().trim().min(1).max(80),
    role,
    language: z.enum(['en', 'zh']).nullable().default(null),
    password: newPassword,
  })
  .refine((account) => !account.password.toLowerCase().includes(account.username), {
    path: ['password'],
    message: 'must not contain the user name',
  });

export const accountChange = z
  .strictObject({
    displayName: z.string().trim().min(1).max(80).exactOptional(),
    role: role.exactOptional(),
    language: z.enum(['en', 'zh']).nullable().exactOptional(),
    disabled: z.boolean().exactOptional(),
    password: newPassword.exactOptional(),
  })
  .refine((change) => Object.keys(change).length > 0, 'nothing to change');

export const pointFilter = z.object({
  tag: z
    .union([z.string(), z.array(z.string()).max(5000)])
    .transform((tags) => [tags].flat().flatMap((text) => text.split(',')))
    .exactOptional()
    .meta({ description: 'One tag, several separated by commas, or the parameter repeated' }),
  equipment: reference.exactOptional(),
  limit: z.coerce.number().int().min(1).max(5000).default(5000),
});

/** Ten years and the leap days in them. */
const LONGEST_RANGE_MS = 3653 * 86_400_000;

export const historyRange = z
  .object({ tag: reference, from: moment, to: moment, width: z.coerce.number().int().min(1).max(4000).default(800) })
  .refine((range) => range.from < range.to, { path: ['from'], message: 'must lie before `to`' })
  .refine((range) => range.to - range.from <= LONGEST_RANGE_MS, { path: ['to'], message: 'at most ten years' });

export const alarmFilter = z.object({
  state: z.enum(['open', 'all']).default('open'),
  equipment: reference.exactOptional(),
  limit: pageSize,
  before: moment.exactOptional(),
});

export const acknowledgement = z.strictObject({
  occurrence: z.int().min(1).exactOptional().meta({ description: 'The occurrence the person has seen' }),
  note: note.exactOptional(),
});

export const workOrderFilter = z.object({
  state: z.enum(['open', 'all', ...workOrderState.options.filter((state) => state !== 'open')]).default('open'),
  assignee: z.string().max(100).exactOptional(),
  equipment: reference.exactOptional(),
  limit: pageSize,
  before: z.coerce.number().int().min(1).exactOptional(),
});

/** A person writes in one language; both get that text. */
const typedText = z.union([
  localText,
  z
    .string()
    .trim()
    .min(1)
    .max(400)
    .transform((text) => ({ en: text, zh: text })),
]);

export const workOrderDraft = z.strictObject({
  equipment: reference,
  priority,
  title: typedText,
  description: typedText,
});

export const workOrderTransition = z.strictObject({
  step: workOrderStep,
  assignee: z.string().min(1).max(100).exactOptional().meta({ description: 'For `assign`' }),
  note: note.exactOptional(),
  resolution: note.exactOptional().meta({ description: 'For `done`: what was found and done' }),
});

export const energyPeriod = z.object({ period: z.enum(['today', 'week', 'month']).default('today') });

/** The body of a request that says everything in its path. */
export const emptyBody = z.strictObject({});

export const writeConfirmation = z.strictObject({
  token: z.string().min(1).max(100).meta({ description: 'From the offer; good once' }),
  value: z.number().meta({ description: 'In engineering units' }),
  reason: z.string().trim().min(3).max(300),
});

export const writeFilter = z.object({
  tag: reference.exactOptional(),
  limit: pageSize,
  before: z.coerce.number().int().min(1).exactOptional(),
});
