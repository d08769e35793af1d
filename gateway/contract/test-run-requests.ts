import { z } from 'zod';
import { handCheck, runKind } from '../domain/duty/test-runs/test-run.ts';
import { acting, words } from './deed-requests.ts';
import { moment, reference } from './requests.ts';

/** What callers may send about test runs. */

const check = handCheck.default('none');
const checks = z.strictObject({ oil: check, coolant: check, leaks: check, noise: check, smoke: check, auto: check });

export const runSignature = z.strictObject({
  ...acting,
  checks: checks.prefault({}),
  result: z.enum(['pass', 'remarks', 'fail']),
  kind: runKind.exactOptional().meta({ description: 'Where telemetry was wrong, or could not tell' }),
  note: words.default('').meta({ description: 'Needed unless it passed without remarks' }),
});

export const runReview = z.strictObject({ ...acting, note: words.default('') });

export const handRunDraft = z.strictObject({
  deviceAt: acting.deviceAt,
  equipment: reference,
  startedAt: moment,
  endedAt: moment,
  kind: runKind.exclude(['unknown']),
  loadMeanPct: z.number().min(0).max(150).nullable().default(null),
  note: z.string().trim().min(3).max(2000).meta({ description: 'Who ran it, and why nothing was measured' }),
});
