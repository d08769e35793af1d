import { z } from 'zod';
import { incidentReport } from '../domain/duty/playbooks/playbook.ts';
import { acting, reason, words } from './deed-requests.ts';
import { reference } from './requests.ts';

/** What callers may send about playbooks. */

export const byStep = z.object({ id: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER), step: reference });

export const playbookStart = z.strictObject({
  deviceAt: acting.deviceAt,
  playbook: reference,
  isDrill: z.boolean().default(false).meta({ description: 'Nobody outside is told' }),
  place: z.string().trim().max(200).default(''),
  equipment: z.array(reference).max(50).default([]).meta({ description: 'What it is about' }),
});

const photo = z.string().regex(/^[0-9a-f]{64}$/, 'the SHA-256 of a file that was sent before');

export const stepConfirmation = z.strictObject({
  deviceAt: acting.deviceAt,
  note: words.default(''),
  value: z.string().trim().max(200).default(''),
  photos: z.array(photo).max(10).default([]),
});
export const stepSkip = z.strictObject({ deviceAt: acting.deviceAt, reason });
export const runNote = z.strictObject({ deviceAt: acting.deviceAt, text: z.string().trim().min(1).max(2000) });
export const reportDraft = z.strictObject({ ...acting, ...incidentReport.shape });
