import { z } from 'zod';
import { instant } from '../../instant.ts';
import { localText } from '../../text.ts';
import type { RecordShape } from '../record.ts';

export const runKind = z
  .enum(['no-load', 'load', 'outage', 'unknown'])
  .meta({ description: 'outage: the outside supply was away; unknown: nothing tells' });
export type RunKind = z.infer<typeof runKind>;

export const handCheck = z.enum(['normal', 'abnormal', 'none']).meta({ description: 'As on paper: √, ×, ○' });
export type HandCheck = z.infer<typeof handCheck>;

/** What a person looks at, beside what is measured. */
export const RUN_CHECKS = ['oil', 'coolant', 'leaks', 'noise', 'smoke', 'auto'] as const;
export type RunCheck = (typeof RUN_CHECKS)[number];

const figure = z.number().nullable();

const runFigure = z.object({
  name: z.string(),
  title: localText,
  unit: z.string(),
  decimals: z.int(),
  start: figure,
  middle: figure,
  end: figure,
});
export type RunFigures = z.infer<typeof runFigure>;

/** Why a run does not count for a rule. */
export const shortfall = z.object({
  rule: z.string(),
  reason: z.enum(['too-short', 'load-low', 'load-unknown', 'unseen']),
  found: z.number().nullable().meta({ description: 'Minutes, or percent' }),
  needed: z.number(),
});
export type Shortfall = z.infer<typeof shortfall>;

const signature = z.object({ by: z.string(), at: instant, note: z.string().nullable() });

/** One run of a set. Nothing in it is guessed: what was not seen is null and said so. */
export const engineRun = z.object({
  source: z.enum(['telemetry', 'hand']),
  startedAt: instant,
  endedAt: instant.nullable(),
  isStartSeen: z.boolean(),
  isEndSeen: z.boolean(),
  unseenMs: z.number(),
  kind: runKind,
  onLoadMs: figure,
  loadMeanPct: figure,
  figures: z.array(runFigure).max(40),
  /** Rules it counts for. */
  counts: z.array(z.string()),
  shortfalls: z.array(shortfall),
  checks: z.partialRecord(z.enum(RUN_CHECKS), handCheck),
  result: z.enum(['pass', 'remarks', 'fail']).nullable(),
  note: z.string().nullable(),
  order: z.int().nullable().meta({ description: 'Work order that came of it' }),
  signed: signature.nullable(),
  reviewed: signature.nullable(),
  addenda: z.array(signature).max(100),
});
export type EngineRun = z.infer<typeof engineRun>;

/** That a set has to run by a day. */
export const runDuty = z.object({
  rule: z.string(),
  title: localText,
  opensAt: instant,
  dueAt: instant,
  closesAt: instant,
  run: z.int().nullable().meta({ description: 'Record of the run that did it' }),
  isLate: z.boolean(),
  soonToldAt: instant.nullable(),
  overdueToldAt: instant.nullable(),
  excuse: z.object({ by: z.string(), at: instant, reason: z.string() }).nullable(),
});
export type RunDuty = z.infer<typeof runDuty>;

/** Exactly one of the two. */
export const testRun = z.object({ equipment: z.string(), run: engineRun.nullable(), duty: runDuty.nullable() });
export type TestRun = z.infer<typeof testRun>;

export const TEST_RUN: RecordShape<TestRun> = { kind: 'test-run', body: testRun };

/** Records of runs and of duties are told apart by their subject. */
export const runSubject = (equipment: string): string => equipment;
export const dutySubject = (equipment: string, rule: string): string => `${equipment}:${rule}`;
