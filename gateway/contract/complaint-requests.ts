import { z } from 'zod';
import { complaintChannel, complaintTopic, satisfaction } from '../domain/duty/complaints/complaint.ts';
import { acting, reason, words } from './deed-requests.ts';
import { reference } from './requests.ts';

/** What callers may send about complaints. */

const line = (most: number) => z.string().trim().max(most);

export const complaintRegistered = z.strictObject({
  deviceAt: acting.deviceAt,
  room: line(100).min(1),
  name: line(80).min(1),
  phone: line(40).default(''),
  channel: complaintChannel,
  summary: line(1000).min(1),
  topic: complaintTopic,
  isMajor: z.boolean().default(false),
  equipment: reference.nullable().default(null),
  outage: z.int().min(1).nullable().default(null),
  alarmId: reference.nullable().default(null),
});
export const complaintAssignment = z.strictObject({ ...acting, assignee: reference });
export const complaintJudgement = z.strictObject({ ...acting, isValid: z.boolean(), reason });
export const complaintDecision = z.strictObject({ ...acting, words: reason });
export const complaintAnswer = z.strictObject({
  ...acting,
  result: reason,
  measure: words.default('').meta({ description: 'What is done so that it does not come again' }),
});
export const complaintCallBack = z.strictObject({ ...acting, satisfaction, words: words.default('') });
export const causeFilter = z.object({ equipment: reference.exactOptional() });
