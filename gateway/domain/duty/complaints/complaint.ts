import { z } from 'zod';
import { instant } from '../../instant.ts';
import type { RecordShape } from '../record.ts';

export const complaintTopic = z.enum([
  ...['power', 'lighting', 'water', 'drainage', 'cooling', 'heating', 'lift', 'noise', 'cleaning', 'security'],
  ...['parking', 'service', 'fees', 'other'],
] as const);
export type ComplaintTopic = z.infer<typeof complaintTopic>;

export const complaintChannel = z.enum(['phone', 'desk', 'app', 'mail', 'visit', 'hotline']);
export type ComplaintChannel = z.infer<typeof complaintChannel>;

const text = (most: number) => z.string().trim().max(most);
const mark = z.object({ by: z.string(), at: instant });

/** What is written down when somebody complains: the six fields of the register, what it is about and what it is tied to. */
export const complaintDraft = z.object({
  room: text(100).min(1),
  name: text(80).min(1),
  phone: text(40),
  channel: complaintChannel,
  summary: text(1000).min(1),
  topic: complaintTopic,
  /** More than one department, or somebody was hurt: the manager decides. */
  isMajor: z.boolean(),
  equipment: z.string().nullable(),
  outage: z.int().nullable(),
  alarmId: z.string().nullable(),
});
export type ComplaintDraft = z.infer<typeof complaintDraft>;

/** How somebody found the answer. */
export const satisfaction = z.enum(['satisfied', 'fairly', 'not']);

const callBack = z.object({ ...mark.shape, satisfaction, words: z.string() });

/** One complaint from the register to the call-back. Its number is that of the record, in every paper. */
export const complaint = z.object({
  ...complaintDraft.shape,
  received: mark,
  /** The complaint before of the same people about the same thing. */
  secondOf: z.int().nullable(),
  /** Whether there was reason to complain; null: not decided. */
  isValid: z.boolean().nullable(),
  assignee: z.string().nullable(),
  orders: z.array(z.int()).max(20),
  measure: z.string().nullable().meta({ description: 'What is done so that it does not come again' }),
  /** The answer given. */
  result: z.string().nullable(),
  answered: mark.nullable(),
  /** When the answer was first given; asked again it is not given in time a second time. */
  firstAnsweredAt: instant.nullable(),
  callBacks: z.array(callBack).max(20),
  reopened: z.int().min(0),
  decision: z.object({ ...mark.shape, words: z.string() }).nullable(),
  lateToldAt: instant.nullable(),
  notes: z.array(z.object({ ...mark.shape, text: z.string() })).max(100),
});
export type Complaint = z.infer<typeof complaint>;

export const COMPLAINT: RecordShape<Complaint> = { kind: 'complaint', body: complaint };
