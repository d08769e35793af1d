import { z } from 'zod';
import { priority } from '../../alarm.ts';
import { instant } from '../../instant.ts';
import { localText } from '../../text.ts';
import type { RecordShape } from '../record.ts';

/** SHA-256 of a photo in the file store. */
export const photoHash = z.string().regex(/^[0-9a-f]{64}$/, 'the SHA-256 of an attached file');

/** √, ×, ○ (does not apply). A blank is none of them. */
export const roundMark = z.enum(['ok', 'bad', 'none']);
export type RoundMark = z.infer<typeof roundMark>;

/** What telemetry said when the person stood there; `reason` says why there is no number. */
export const seenValue = z.object({
  value: z.number().nullable(),
  reason: z.enum(['no-data', 'bad', 'old']).nullable(),
  at: instant.nullable(),
});
export type SeenValue = z.infer<typeof seenValue>;

/** What a person said. A number that was only confirmed has no `value` of its own: what was seen holds. */
export const roundEntry = z.object({
  mark: roundMark.nullable(),
  value: z.number().nullable(),
  text: z.string().nullable(),
  note: z.string().nullable(),
  photo: photoHash.nullable(),
  by: z.string(),
  at: instant,
  receivedAt: instant.meta({ description: 'Later than `at` where the phone was out of reach' }),
});
export type RoundEntry = z.infer<typeof roundEntry>;

const correction = z.object({ was: roundEntry, by: z.string(), at: instant, reason: z.string() });

export const roundCheck = z.object({
  id: z.string(),
  title: localText,
  type: z.enum(['check', 'number', 'text']),
  point: z.string().nullable(),
  unit: z.string(),
  decimals: z.int(),
  normal: z.array(z.number()).length(2).nullable(),
  expect: z.number().nullable(),
  tolerance: z.number().nullable(),
  isRequired: z.boolean(),
  photo: z.enum(['never', 'onFail', 'always']),
  onFail: z.enum(['order', 'remark']),
  priority,
  seen: seenValue.nullable(),
  entry: roundEntry.nullable(),
  isDifferent: z.boolean().meta({ description: 'Typed and live value are too far apart: the sensor wants a look' }),
  corrections: z.array(correction),
});
export type RoundCheck = z.infer<typeof roundCheck>;

export const stopState = z.enum(['open', 'done', 'late', 'missed', 'skipped']);
export type StopState = z.infer<typeof stopState>;

export const roundStop = z.object({
  id: z.string(),
  title: localText,
  area: z.string(),
  equipment: z.string().nullable(),
  code: z.string(),
  needsScan: z.boolean(),
  state: stopState,
  scannedAt: instant.nullable(),
  scannedBy: z.string().nullable(),
  isTyped: z.boolean().meta({ description: 'The code was typed instead of scanned' }),
  doneAt: instant.nullable(),
  doneBy: z.string().nullable(),
  isSentLater: z.boolean().meta({ description: 'Brought by a phone that had been out of reach' }),
  isHasty: z.boolean().meta({ description: 'Less time per item than looking takes' }),
  skipReason: z.string().nullable(),
  checks: z.array(roundCheck),
});
export type RoundStop = z.infer<typeof roundStop>;

const recheck = z.object({ result: z.enum(['ok', 'bad']), by: z.string(), at: instant, note: z.string() });

/** Something found wrong, until somebody has looked again after it was mended. */
export const roundFinding = z.object({
  id: z.string().meta({ description: 'Stop and check' }),
  stop: z.string(),
  check: z.string(),
  area: z.string(),
  equipment: z.string().nullable(),
  title: localText,
  note: z.string(),
  photo: photoHash.nullable(),
  priority,
  needsOrder: z.boolean(),
  by: z.string(),
  at: instant,
  attempt: z.int().min(1).meta({ description: 'Of mending it; one more each time it was not right' }),
  order: z.int().nullable(),
  isRepeat: z.boolean().meta({ description: 'Found before; the order of then is still open' }),
  mendedAt: instant.nullable().meta({ description: 'When its order was reported done' }),
  isWithdrawn: z.boolean().meta({ description: 'The entry was corrected before there was an order' }),
  rechecks: z.array(recheck),
});
export type RoundFinding = z.infer<typeof roundFinding>;

const signature = z.object({ by: z.string(), at: instant, note: z.string() });

/** One round at its moment, with every stop in the order it is to be walked. */
export const round = z.object({
  plan: z.string(),
  title: localText,
  rotation: z.string().nullable(),
  opensAt: instant,
  lateAt: instant,
  closesAt: instant,
  hastyMs: z.number(),
  offlineForMs: z.number(),
  startedAt: instant.nullable(),
  startedBy: z.string().nullable(),
  stops: z.array(roundStop),
  findings: z.array(roundFinding),
  signed: signature.nullable(),
  review: signature.nullable(),
  addenda: z.array(signature),
});
export type Round = z.infer<typeof round>;

export const ROUND: RecordShape<Round> = { kind: 'round', body: round };
