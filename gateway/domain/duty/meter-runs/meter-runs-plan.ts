import type { LocalText } from '../../text.ts';
import type { RoundSchedule } from '../rounds/rounds-plan.ts';

export type MeterKind = 'electricity' | 'water' | 'gas' | 'heat' | 'cold';

/** One meter position of the register: what is measured there, for whom, and how it is read. */
export interface MeterPosition {
  readonly id: string;
  readonly title: LocalText;
  readonly kind: MeterKind;
  readonly unit: string;
  readonly decimals: number;
  /** Number on the plate; empty where nobody has written it down. */
  readonly serial: string;
  readonly area: string;
  readonly equipment: string | null;
  /** Who is charged; null where nobody is. */
  readonly consumer: string | null;
  /** Counter that telemetry reads; null: read by hand. */
  readonly point: string | null;
  /** CT × PT of a register read by hand; a counter of telemetry has it in its scale already. */
  readonly factor: number;
  /** Value after which the register begins again; null where it is not known. */
  readonly rollover: number | null;
  /** The meter this one is behind; null for a main meter. */
  readonly parent: string | null;
  /** Its use belongs to everybody and is shared out. */
  readonly isPublic: boolean;
}

/** When meters are read and what counts as odd. */
export interface MeterRunsPlan {
  readonly schedule: RoundSchedule;
  /** A reading of telemetry so long before the moment still counts as that of the moment. */
  readonly maxAgeMs: number;
  /** After its moment the run is to be filed. */
  readonly fileWithinMs: number;
  /** A use further than this share from the mean of so many runs is odd. */
  readonly odd: { readonly share: number; readonly runs: number };
  /** Share of the meters read by telemetry that somebody looks at, and how far apart the two may be, in units of the register. */
  readonly sample: { readonly share: number; readonly tolerance: number };
  /** Percent of the main meters that may be missing behind them: losses. Less means that meters behind count too much. */
  readonly loss: readonly [number, number];
  /** How what nobody is charged for is shared out among those who are. */
  readonly share: 'none' | 'by-use';
  /** In walking order. */
  readonly meters: readonly MeterPosition[];
}
