import type { Place } from '../display/next-along.ts';

/** The four pipes of a plant, and what is known of each: its words stand beside it. */
export type PipeId = 'cooling-supply' | 'cooling-return' | 'chilled-supply' | 'chilled-return';

export interface PlantPipe {
  readonly id: PipeId;
  readonly d: string;
  readonly arrow?: { readonly x: number; readonly y: number; readonly angle: number };
}

export interface PlantLabel {
  readonly id: PipeId;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PlantLayout {
  readonly width: number;
  readonly height: number;
  /** Every machine once. */
  readonly places: readonly Place[];
  readonly pipes: readonly PlantPipe[];
  /** Where one pipe crosses another without joining it: the lower one is broken there. */
  readonly bridges: readonly string[];
  readonly labels: readonly PlantLabel[];
}

export const CHILLER_SIZE = { width: 290, height: 152 } as const;
export const METER_SIZE = { width: 188, height: 152 } as const;
