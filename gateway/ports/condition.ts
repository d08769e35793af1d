import type { z } from 'zod';
import type { Zone } from '../domain/condition-state.ts';
import type { ValueKind } from '../domain/point.ts';
import type { LocalText } from '../domain/text.ts';

export type { Zone };

/** What a condition is judged on: one sample of the point it watches. */
export interface Evidence {
  readonly value: number;
  readonly quality: number;
}

/** A judged sample: the zone, and for limits which level was crossed. */
export interface Judgement {
  readonly zone: Zone;
  readonly limit: number | null;
}

/** The point that is watched, as far as a derivation needs it. */
export interface WatchedPoint {
  /** Its name on its equipment. */
  readonly name: string;
  readonly kind: ValueKind;
  readonly unit: string;
}

/** What is judged instead of the point's own value: a computed point, made for this condition and shown with the others. */
export interface Derivation {
  /** See ports/expression.ts; a boolean one is judged as 1 or 0. */
  readonly expression: string;
  readonly kind: 'number' | 'boolean';
  readonly unit: string;
}

/** A kind of alarm condition: one file in alarms/conditions, one line in its index. `judge` is pure. */
export interface ConditionDefinition<Options = unknown> {
  readonly kind: string;
  readonly title: LocalText;
  readonly optionsSchema: z.ZodType<Options>;
  /** Present where the kind needs other points, the past of the point, or its change. */
  derive?(options: Options, watched: WatchedPoint): Derivation;
  /** `wasActive` lets a deadband work: the zone needed to return differs from the one needed to start. */
  judge(options: Options, evidence: Evidence, wasActive: boolean): Judgement;
}
