import type { z } from 'zod';
import type { Zone } from '../domain/condition-state.ts';
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

/** A kind of alarm condition: one file in alarms/conditions, one line in its index. `judge` is pure. */
export interface ConditionDefinition<Options = unknown> {
  readonly kind: string;
  readonly title: LocalText;
  readonly optionsSchema: z.ZodType<Options>;
  /** `wasActive` lets a deadband work: the zone needed to return differs from the one needed to start. */
  judge(options: Options, evidence: Evidence, wasActive: boolean): Judgement;
}
