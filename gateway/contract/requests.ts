import { z } from 'zod';
import { durationMs } from '../domain/duration.ts';
import { QUALITY, type QualityName } from '../domain/quality.ts';
import { role } from '../domain/role.ts';

/** What callers of the REST interface may send. Unknown fields of a body are refused, never ignored. */

export const reference = z.string().min(1).max(200);
export const note = z.string().trim().max(2000);

/** ISO 8601 with offset, or ms since the epoch. A `+` that a browser turned into a blank is put right. */
export const moment = z
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

export const pageSize = z.coerce.number().int().min(1).max(1000).default(100);

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

/** Steps of a wide export. A day is none of them: it begins at another moment in every zone. */
const STEPS = ['1s', '2s', '5s', '10s', '15s', '30s', '1m', '2m', '5m', '15m', '30m', '1h'] as const;

/** Many tags in one text, for a table with one column each. */
const tagList = z
  .union([z.string(), z.array(z.string())])
  .transform((tags) => [...new Set([tags].flat().flatMap((text) => text.split(',')))].filter((tag) => tag !== ''))
  .pipe(z.array(reference).min(1).max(200))
  .meta({ description: 'Several separated by commas, or the parameter repeated' });

const switchedOn = z
  .enum(['true', 'false'])
  .default('false')
  .transform((text) => text === 'true');

const step = z
  .enum(STEPS)
  .transform(durationMs)
  .meta({ description: 'Wide: one row per step with a column per tag. Absent: long, one row per sample' });

export const historyExport = z
  .object({
    tags: tagList,
    from: moment,
    to: moment,
    format: z.enum(['csv', 'jsonl']).default('csv'),
    step: step.exactOptional(),
    times: z.enum(['utc', 'site']).default('utc').meta({ description: 'Zone in which times are written' }),
    bom: switchedOn.meta({ description: 'CSV: begin with a byte order mark, for Excel' }),
    after: z.string().max(300).exactOptional().meta({
      description: 'Go on after this row of a broken download, without a head: `tag@time` of it, or `time` when wide',
    }),
  })
  .refine((range) => range.from < range.to, { path: ['from'], message: 'must lie before `to`' })
  .refine((range) => range.step === undefined || range.to - range.from <= LONGEST_RANGE_MS, {
    ...{ path: ['to'], message: 'at most ten years in steps' },
  });

export const historyLast = z.object({ tags: tagList, at: moment });

/** As many samples as fit the largest body. */
const IMPORT_SAMPLES = 8000;

const QUALITY_WORDS = Object.keys(QUALITY);
const qualityWord = z.string().refine((text): text is QualityName => QUALITY_WORDS.includes(text), 'a quality');

export const historyImport = z.strictObject({
  series: z
    .array(
      z.strictObject({
        tag: reference,
        time: z.array(z.number().int()).max(IMPORT_SAMPLES).meta({ description: 'ms since the epoch' }),
        value: z.array(z.number().nullable()).max(IMPORT_SAMPLES).meta({ description: 'null: known to be missing' }),
        quality: z.array(qualityWord).max(IMPORT_SAMPLES).exactOptional().meta({ description: 'Absent: all good' }),
      }),
    )
    .min(1)
    .max(200)
    .refine(
      (series) =>
        series.every(
          ({ time, value, quality = value }) => value.length === time.length && quality.length === time.length,
        ),
      'one value (and quality) for each time',
    )
    .refine(
      (series) => series.reduce((sum, { time }) => sum + time.length, 0) <= IMPORT_SAMPLES,
      `at most ${IMPORT_SAMPLES} samples`,
    ),
  trial: z.boolean().default(false).meta({ description: 'Only tell what would happen' }),
});

export const correctionFilter = z
  .object({ tag: tagList, from: moment, to: moment })
  .refine((range) => range.from < range.to, { path: ['from'], message: 'must lie before `to`' })
  .refine((range) => range.to - range.from <= LONGEST_RANGE_MS, { path: ['to'], message: 'at most ten years' });

export const replacementFilter = z.object({ tag: reference.exactOptional() });

const registerReading = z.number().min(0).max(1e15);
const serialNumber = z.string().trim().min(1).max(80).nullable().default(null);

export const meterExchange = z.strictObject({
  tag: reference.meta({ description: 'Counter of the position' }),
  at: moment.meta({ description: 'When; it moves to where the register broke off, if it did so within half a day' }),
  finalReading: registerReading.meta({ description: 'Of the old meter, in the unit of the point' }),
  startReading: registerReading.meta({ description: 'Of the new meter' }),
  serialBefore: serialNumber,
  serialAfter: serialNumber,
  note: note.min(3),
});

export const jumpDecision = z.strictObject({
  tag: reference,
  at: moment.meta({ description: 'First reading after the jump, as it is listed' }),
  accept: z.boolean().meta({ description: 'true: the energy was used and counts' }),
  note: note.min(3),
});

/** Everything, unless a range is given. */
export const lossRange = z.object({
  from: moment.exactOptional(),
  to: moment.exactOptional(),
});

const anyId = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

export const quarantineFilter = z.object({
  sink: reference.exactOptional(),
  after: anyId.exactOptional().meta({ description: 'Of the last entry of the page before' }),
  limit: pageSize,
});

export const quarantineChoice = z.strictObject({
  sink: reference,
  ids: z.array(z.int().min(1)).min(1).max(1000).exactOptional().meta({ description: 'Absent: all of this sink' }),
});

export const replayRequest = z.strictObject({ sink: reference, from: moment });

export const alarmFilter = z.object({
  state: z.enum(['open', 'all']).default('open'),
  equipment: reference.exactOptional(),
  limit: pageSize,
  before: moment.exactOptional(),
});

export const energyPeriod = z.object({
  period: z.enum(['today', 'week', 'month', 'year']).default('today'),
  at: moment.exactOptional().meta({ description: 'A moment in the period; the one under way when absent' }),
});

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
