import type { DutyReport, KpiBoard, ReportKind } from '../domain/duty/kpi/kpi.ts';
import type { Outcome } from '../domain/errors.ts';

/** A report that can be asked for. */
export interface ReportEntry {
  readonly kind: ReportKind;
  readonly period: string;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly readyAt: number;
}

/** The department in figures. All calls reject with STORE_UNAVAILABLE when what they count cannot be read. */
export interface KpiService {
  board(fromMs: number, toMs: number): Promise<KpiBoard>;
  /** Those of the last time, newest first: 14 days, 8 weeks, 12 months. */
  reports(): readonly ReportEntry[];
  /** Refuses with REQUEST_INVALID what is no period of that kind, or lies in the future. */
  report(kind: ReportKind, period: string): Promise<Outcome<DutyReport>>;
}
