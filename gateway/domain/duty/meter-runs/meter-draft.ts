import type { DutyRecord, RecordDraft } from '../record.ts';
import { textHash } from '../text-hash.ts';
import type { MeterLine, MeterRun } from './meter-run.ts';
import type { MeterPosition, MeterRunsPlan } from './meter-runs-plan.ts';

export type MeterRunRecord = DutyRecord<MeterRun>;

/** What the register said before a run. */
export interface MeterPast {
  readonly last: number | null;
  readonly lastAt: number | null;
  /** Uses of the runs before, newest first; only those that nobody has called wrong. */
  readonly uses: readonly number[];
}

/** By meter, from the runs before, newest first. A run without a reading of a meter is passed over. */
export function meterPasts(runs: readonly MeterRunRecord[], most: number): ReadonlyMap<string, MeterPast> {
  const pasts = new Map<string, { last: number | null; lastAt: number | null; uses: number[] }>();
  for (const { body } of runs) {
    for (const { meter, reading, use, check } of body.lines) {
      const past = pasts.get(meter) ?? { last: null, lastAt: null, uses: [] };
      pasts.set(meter, past);
      if (reading !== null && past.lastAt === null) [past.last, past.lastAt] = [reading, body.readingAt];
      if (use !== null && use >= 0 && check?.result !== 'bad' && past.uses.length < most) past.uses.push(use);
    }
  }
  return pasts;
}

export interface MeterRunOpening {
  readonly at: number;
  readonly now: number;
  /** Local day such as `2026-11-30`, with the time of day for a run between. */
  readonly period: string;
  readonly reason: string | null;
  readonly by: string;
  /** Runs before it, newest first. */
  readonly before: readonly MeterRunRecord[];
}

/** What one run is called in the book: a day has one, but for those between. */
export const meterRunKey = (period: string): string => `meter-run:${period}`;

/** A run as it is opened: every meter of the register in walking order, with what was read and used before. */
export function meterRunDraft(plan: MeterRunsPlan, opening: MeterRunOpening): RecordDraft<MeterRun> {
  const { at, now, period, reason, by, before } = opening;
  const pasts = meterPasts(before, plan.odd.runs);
  const sample = sampleOf(plan, period);
  const lines = plan.meters.map((meter) => lineOf(meter, pasts.get(meter.id), sample.has(meter.id)));
  const via = by === 'system' ? 'system' : 'screen';
  const detail = { period, meters: lines.length };
  return {
    key: meterRunKey(period),
    subject: 'site',
    at,
    dueAt: at + plan.fileWithinMs,
    body: {
      ...{ period, reason, readingAt: at, previousAt: before[0]?.body.readingAt ?? null },
      ...{ oddShare: plan.odd.share, tolerance: plan.sample.tolerance, loss: [...plan.loss], share: plan.share },
      ...{ isAutoDone: false, lines, signed: null, approved: null, addenda: [] },
    },
    event: { at: now, actor: by, via, type: 'opened', note: reason, detail, deviceAt: null },
  };
}

/** Meters drawn for a look at the meter itself: others each time, the same for the same run. */
export function sampleOf({ meters, sample }: MeterRunsPlan, period: string): ReadonlySet<string> {
  const automatic = meters.filter(({ point }) => point !== null).map(({ id }) => id);
  const rank = (id: string): number => textHash(`${period}/${id}`);
  const drawn = [...automatic].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  return new Set(drawn.slice(0, Math.ceil(sample.share * automatic.length)));
}

function lineOf({ id, ...meter }: MeterPosition, past: MeterPast | undefined, isSample: boolean): MeterLine {
  const uses = past?.uses ?? [];
  const sum = uses.reduce((total, use) => total + use, 0);
  return {
    ...{ meter: id, ...meter, last: past?.last ?? null, lastAt: past?.lastAt ?? null },
    ...{ usual: uses.length === 0 ? null : sum / uses.length, previousUse: uses[0] ?? null, isSample },
    ...{ auto: null, hand: null, estimate: null, how: null, reading: null, counted: null, isDoubtful: false },
    ...{ replaced: [], use: null, odd: [], reason: null, reasonBy: null, check: null, corrections: [] },
  };
}
