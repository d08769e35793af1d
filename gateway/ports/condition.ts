import type { z } from 'zod';
import type { Priority } from '../domain/alarm.ts';
import type { AlarmLevel } from '../domain/condition.ts';
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
  /** Place among the levels of the kind, of `alarm` and of the `hold` of a level; 0 where there are none. */
  readonly level: number;
}

/** What a value means beyond its number: shown in the alarm, whose cause and action it replaces where it has its own. */
export interface Explanation {
  readonly text: LocalText;
  readonly cause: LocalText | undefined;
  readonly action: LocalText | undefined;
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
  /** Alarms of this kind are never more urgent than this. */
  readonly mostUrgent?: Priority;
  /** From the mildest to the worst, as `Judgement.level` counts them; absent or empty where there is one. One named after a priority has it. */
  levels?(options: Options): readonly AlarmLevel['name'][];
  /** Of the value an alarm became active with (fault codes). */
  explain?(options: Options, value: number): Explanation | null;
  /** `activeLevel` (null: not active) lets a deadband work: the zone needed to return differs from the one needed to start. */
  judge(options: Options, evidence: Evidence, activeLevel: number | null): Judgement;
}
