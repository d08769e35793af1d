import { z } from 'zod';
import type { Outcome } from '../../errors.ts';
import { instant } from '../../instant.ts';
import { localText } from '../../text.ts';
import { addMonths, dayOfText, textOfDay } from '../calendar-days.ts';
import { type Deed, notNow, stepped } from '../deed.ts';
import type { DutyRecord, RecordShape, RecordStep } from '../record.ts';
import { dateText } from './maintenance-task.ts';

export const calibrationResult = z.enum(['pass', 'adjusted', 'fail']);
export type CalibrationResult = z.infer<typeof calibrationResult>;

const test = z.object({
  on: dateText,
  result: calibrationResult,
  certificate: z.string(),
  by: z.string().meta({ description: 'Laboratory or person' }),
  file: z.string().nullable(),
  note: z.string().nullable(),
  enteredBy: z.string(),
  at: instant,
});

/** A measuring instrument and its tests. `dueOn` is the day until which its readings may be trusted. */
export const calibration = z
  .object({
    code: z.string(),
    name: localText,
    serial: z.string(),
    place: z.string(),
    equipment: z.string().nullable(),
    everyMonths: z.int().min(1).max(120),
    isMandatory: z.boolean().meta({ description: 'Subject to verification by law' }),
    status: z.enum(['in-use', 'sent', 'failed', 'ended']),
    lastOn: dateText.nullable(),
    dueOn: dateText.nullable().meta({ description: 'Null: never tested, so due now' }),
    sent: z.object({ to: z.string(), by: z.string(), at: instant, backBy: dateText.nullable() }).nullable(),
    tests: z.array(test),
    told: z.string().nullable().meta({ description: 'What was told of it last: `soon` or `overdue`, and the due day' }),
  })
  .meta({ id: 'Calibration' });
export type Calibration = z.infer<typeof calibration>;

export const CALIBRATION: RecordShape<Calibration> = { kind: 'calibration', body: calibration };

export type CalibrationRecord = DutyRecord<Calibration>;
type Step = Outcome<RecordStep<Calibration>>;

/** The day until which a test holds. */
export const validUntil = (on: string, everyMonths: number): string => textOfDay(addMonths(dayOfText(on), everyMonths));

/** How an instrument stands on a day. */
export function standingOn(
  { status, dueOn }: Calibration,
  today: string,
  noticeDays: number,
): 'ok' | 'soon' | 'overdue' | 'sent' | 'out' {
  if (status === 'ended' || status === 'failed') return 'out';
  if (status === 'sent') return 'sent';
  if (dueOn === null || dueOn < today) return 'overdue';
  return dayOfText(dueOn) - dayOfText(today) <= noticeDays ? 'soon' : 'ok';
}

/** Sent to a laboratory. */
export function sendInstrument(record: CalibrationRecord, to: string, backBy: string | null, deed: Deed): Step {
  const { body } = record;
  if (body.status !== 'in-use' && body.status !== 'failed') return notNow('it is sent, or not used any more');
  const sent = { to, backBy, by: deed.actor, at: deed.at };
  return stepped(record, { ...body, status: 'sent', sent }, deed, { type: 'sent', note: to });
}

export interface TestSaying {
  readonly on: string;
  readonly result: CalibrationResult;
  readonly certificate: string;
  readonly by: string;
  readonly file: string | null;
  readonly note: string | null;
}

/** What a test found. One that failed is out of use until a later test passes. `dueAt` is the end of the day until which it holds. */
export function testInstrument(
  record: CalibrationRecord,
  saying: TestSaying,
  dueAtOf: (day: string) => number,
  deed: Deed,
): Step {
  const { body } = record;
  if (body.status === 'ended') return notNow('it is not used any more');
  if (saying.result !== 'fail' && saying.certificate === '') return notNow('the number of the certificate is missing');
  if (body.lastOn !== null && saying.on < body.lastOn) return notNow(`it was tested later, on ${body.lastOn}`);
  const tests = [...body.tests, { ...saying, enteredBy: deed.actor, at: deed.at }];
  const isGood = saying.result !== 'fail';
  const dueOn = isGood ? validUntil(saying.on, body.everyMonths) : body.dueOn;
  const after = {
    ...body,
    ...{ tests, dueOn, sent: null, lastOn: saying.on },
    status: isGood ? ('in-use' as const) : ('failed' as const),
  };
  const said = { type: 'tested', note: saying.note, detail: { ...saying } };
  return stepped(record, after, deed, said, { dueAt: dueOn === null ? null : dueAtOf(dueOn) });
}

/** Overdue or due soon, told once for each due day. */
export function markTold(record: CalibrationRecord, told: string, deed: Deed): Step {
  if (record.state !== 'open' || record.body.told === told) return notNow('it is told already');
  return stepped(record, { ...record.body, told }, deed, { type: 'told', detail: { told } });
}

/** Not used any more. */
export function endInstrument(record: CalibrationRecord, reason: string, deed: Deed): Step {
  if (record.state !== 'open') return notNow('it is not used any more');
  return stepped(
    record,
    { ...record.body, status: 'ended' },
    deed,
    { type: 'ended', note: reason },
    { state: 'cancelled', dueAt: null },
  );
}
