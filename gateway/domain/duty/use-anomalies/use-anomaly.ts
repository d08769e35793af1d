import { z } from 'zod';
import { instant } from '../../instant.ts';
import { localText } from '../../text.ts';
import { meterKind } from '../meter-runs/meter-run.ts';
import type { RecordShape } from '../record.ts';

export const useSpan = z.enum(['day', 'week', 'month']);
export type UseSpan = z.infer<typeof useSpan>;

export const useVerdict = z.enum(['above', 'below', 'stopped']);
export type UseVerdict = z.infer<typeof useVerdict>;

const said = z.object({ text: z.string(), by: z.string(), at: instant });

/** A day, week or month in which a meter counted something else than usual: why, what is done, what came of it. */
export const useAnomaly = z.object({
  meter: z.string(),
  title: localText,
  kind: meterKind,
  unit: z.string(),
  decimals: z.int(),
  span: useSpan,
  startsAt: instant,
  endsAt: instant,
  use: z.number(),
  usual: z.number().meta({ description: 'Of the same span before: the middle of them' }),
  before: z.array(z.number()).meta({ description: 'Latest first' }),
  verdict: useVerdict,
  cause: said.nullable(),
  action: said.nullable(),
  result: said.nullable(),
  order: z.int().nullable(),
});
export type UseAnomaly = z.infer<typeof useAnomaly>;

export const USE_ANOMALY: RecordShape<UseAnomaly> = { kind: 'use-anomaly', body: useAnomaly };
