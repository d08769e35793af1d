import { z } from 'zod';
import type { Outcome } from '../../errors.ts';
import { instant } from '../../instant.ts';
import { localText } from '../../text.ts';
import { dayOfText } from '../calendar-days.ts';
import { type Deed, notNow, stepped } from '../deed.ts';
import { dateText } from '../maintenance/maintenance-task.ts';
import type { DutyRecord, RecordShape, RecordStep } from '../record.ts';

const renewal = z.object({
  number: z.string(),
  validUntil: dateText.nullable(),
  file: z.string().nullable().meta({ description: 'SHA-256 of a file that was sent before' }),
  by: z.string(),
  at: instant,
});

/** What a person is allowed to do, such as to work on high voltage, and until when. */
export const certificate = z
  .object({
    code: z.string(),
    person: z.string(),
    title: localText,
    number: z.string(),
    validUntil: dateText.nullable().meta({ description: 'Null: it does not run out' }),
    renewals: z.array(renewal),
    told: z.string().nullable().meta({ description: 'What was told of it last: `soon` or `over`, and the day' }),
  })
  .meta({ id: 'Certificate' });
export type Certificate = z.infer<typeof certificate>;

export const CERTIFICATE: RecordShape<Certificate> = { kind: 'certificate', body: certificate };

export type CertificateRecord = DutyRecord<Certificate>;
type Step = Outcome<RecordStep<Certificate>>;

/** How a certificate stands on a day. */
export function certificateStanding(
  { validUntil }: Pick<Certificate, 'validUntil'>,
  today: string,
  noticeDays: number,
): 'ok' | 'soon' | 'over' {
  if (validUntil === null) return 'ok';
  if (validUntil < today) return 'over';
  return dayOfText(validUntil) - dayOfText(today) <= noticeDays ? 'soon' : 'ok';
}

export type RenewalSaying = Omit<z.infer<typeof renewal>, 'by' | 'at'>;

/** Examined again: it holds longer. What stood there before stays in its history. */
export function renewCertificate(record: CertificateRecord, saying: RenewalSaying, deed: Deed): Step {
  const { body } = record;
  if (record.state !== 'open') return notNow('it has ended');
  const { number, validUntil } = saying;
  if (validUntil !== null && body.validUntil !== null && validUntil < body.validUntil) {
    return notNow(`it holds until ${body.validUntil} already`);
  }
  const renewals = [...body.renewals, { ...saying, by: deed.actor, at: deed.at }];
  const after = { ...body, number, validUntil, renewals };
  return stepped(record, after, deed, { type: 'renewed', note: number, detail: { ...saying } });
}

/** Told once for each day on which it runs out, and once more when that has passed. */
export function markCertificateTold(record: CertificateRecord, told: string, deed: Deed): Step {
  if (record.state !== 'open' || record.body.told === told) return notNow('it is told already');
  return stepped(record, { ...record.body, told }, deed, { type: 'told', detail: { told } });
}

/** The person has left, or does that work no more. */
export function endCertificate(record: CertificateRecord, reason: string, deed: Deed): Step {
  if (record.state !== 'open') return notNow('it has ended');
  return stepped(record, record.body, deed, { type: 'ended', note: reason }, { state: 'cancelled', dueAt: null });
}
