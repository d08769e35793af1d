import type { LocalText } from '../../text.ts';
import type { MeterKind } from '../meter-runs/meter-runs-plan.ts';
import type { UseSpan } from './use-anomaly.ts';

/** A meter of the register that telemetry reads. */
export interface WatchedMeter {
  readonly id: string;
  readonly title: LocalText;
  readonly kind: MeterKind;
  readonly unit: string;
  readonly decimals: number;
  readonly point: string;
  readonly equipment: string | null;
  readonly area: string;
}

/** What counts as another use than usual. */
export interface UseRule {
  /** Further from the usual than this share of it. */
  readonly share: number;
  /** So many of the same span before are compared. */
  readonly before: number;
}

/** Whose use is looked at, and when it is told. */
export interface UseAnomalyPlan {
  readonly meters: readonly WatchedMeter[];
  readonly rules: Readonly<Record<UseSpan, UseRule>>;
  /** Smaller differences are not looked at, in the unit of the meter. */
  readonly least: Readonly<Record<MeterKind, number>>;
  /** The cause is to be found within so long. */
  readonly answerMs: number;
}
