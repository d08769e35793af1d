import { z } from 'zod';
import type { Target } from '../../on-call.ts';

/** Rates of the board; what is divided by what stands in gateway/maintenance/kpi. */
export const rateName = z.enum([
  'onTime',
  'pass',
  'rework',
  'callBack',
  'satisfaction',
  'maintenance',
  'statutory',
  'rounds',
  'logs',
  'testRuns',
  'complaints',
  'complaintsOnTime',
  'goodOrder',
  'arrival',
]);
export type RateName = z.infer<typeof rateName>;

/** What is aimed at, in percent; `most` where less is better. */
export interface RateTarget {
  readonly value: number;
  readonly side: 'least' | 'most';
}

/** Figures of the board and of the reports. */
export interface KpiPlan {
  readonly targets: Readonly<Record<RateName, RateTarget>>;
  /** Fewer cases than these show no rate, only the counts. */
  readonly leastCases: number;
  /** The same place and fault again within so many days is rework. */
  readonly reworkDays: number;
  /** Minute of the day at which the daily report closes. */
  readonly dailyAtMinute: number;
  /** Who is sent the head figures of a report when it is ready. */
  readonly tell: readonly Target[];
}
