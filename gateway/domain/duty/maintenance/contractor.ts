import { z } from 'zod';
import type { Outcome } from '../../errors.ts';
import { instant } from '../../instant.ts';
import { localText } from '../../text.ts';
import { type Deed, notNow, stepped } from '../deed.ts';
import type { DutyRecord, RecordShape, RecordStep } from '../record.ts';
import { dateText } from './maintenance-task.ts';

const points = z.int().min(1).max(5);

/** The sheet on which a contractor is looked at each month. */
const review = z.object({
  month: z.string().regex(/^\d{4}-\d\d$/),
  quality: points,
  punctuality: points,
  safety: points,
  remark: z.string(),
  /** What has to be put right, until when. */
  demand: z.string().nullable(),
  deadline: dateText.nullable(),
  rectifiedAt: instant.nullable(),
  by: z.string(),
  at: instant,
});
export type Review = z.infer<typeof review>;

/** Who is called for what, and how well it went. */
export const contractor = z
  .object({
    code: z.string(),
    name: z.string(),
    trade: localText,
    contact: z.string(),
    phone: z.string(),
    nightPhone: z.string(),
    equipment: z.array(z.string()),
    arriveMinutes: z.int().min(1).meta({ description: 'On the spot so long after the call' }),
    contractEnd: dateText.nullable(),
    contractNumber: z.string(),
    reviews: z.array(review),
  })
  .meta({ id: 'Contractor' });
export type Contractor = z.infer<typeof contractor>;

export const CONTRACTOR: RecordShape<Contractor> = { kind: 'contractor', body: contractor };

export type ContractorRecord = DutyRecord<Contractor>;
type Step = Outcome<RecordStep<Contractor>>;

export type ContractorFacts = Omit<Contractor, 'code' | 'reviews'>;

export function changeContractor(record: ContractorRecord, facts: ContractorFacts, deed: Deed): Step {
  if (record.state !== 'open') return notNow('the contract has ended');
  return stepped(record, { ...record.body, ...facts }, deed, { type: 'changed', detail: { ...facts } });
}

export type ReviewSaying = Omit<Review, 'rectifiedAt' | 'by' | 'at'>;

/** The review of a month; once each. */
export function reviewContractor(record: ContractorRecord, saying: ReviewSaying, deed: Deed): Step {
  const { body } = record;
  if (body.reviews.some(({ month }) => month === saying.month)) return notNow('that month has been reviewed');
  const reviews = [...body.reviews, { ...saying, rectifiedAt: null, by: deed.actor, at: deed.at }];
  return stepped(record, { ...body, reviews }, deed, { type: 'reviewed', note: saying.remark, detail: { ...saying } });
}

/** What was demanded in a review has been put right, and somebody has looked. */
export function rectifyReview(record: ContractorRecord, month: string, note: string, deed: Deed): Step {
  const { body } = record;
  const found = body.reviews.find((one) => one.month === month);
  if (!found?.demand || found.rectifiedAt !== null) return notNow('nothing is open from that month');
  const reviews = body.reviews.map((one) => (one === found ? { ...one, rectifiedAt: deed.at } : one));
  return stepped(record, { ...body, reviews }, deed, { type: 'rectified', note, detail: { month } });
}

/** The contract has ended. */
export function endContractor(record: ContractorRecord, reason: string, deed: Deed): Step {
  if (record.state !== 'open') return notNow('the contract has ended');
  return stepped(record, record.body, deed, { type: 'ended', note: reason }, { state: 'cancelled' });
}
