import { z } from 'zod';
import type { localText } from './text.ts';

export const valueKind = z.enum(['number', 'boolean', 'enum', 'counter', 'text']).meta({
  description:
    'counter: a cumulative register that only rises (kWh, m³, runs, hours) until it rolls over; text: words of the equipment, without a number',
});
export type ValueKind = z.infer<typeof valueKind>;

/** Which reading rate a point belongs to; the period of each class is a site setting. */
export const scanClass = z.enum(['fast', 'normal', 'slow', 'daily']);
export type ScanClass = z.infer<typeof scanClass>;

/** One measured or commanded quantity, as the running process knows it (template and site file already joined). */
export interface Point {
  /** Position in the point table; stable only while the process runs. */
  readonly index: number;
  /** `<equipment id>.<point name>`, unique in the site. */
  readonly tag: string;
  readonly name: string;
  readonly equipment: string;
  readonly device: string;
  readonly title: z.infer<typeof localText>;
  readonly kind: ValueKind;
  /** Symbol as shown to people (`℃`, `kW`); empty for a state. */
  readonly unit: string;
  readonly decimals: number;
  /** Texts of an enum's or boolean's values, by value. */
  readonly states: Readonly<Record<string, z.infer<typeof localText>>> | undefined;
  readonly scale: number;
  readonly offset: number;
  /** Raw numbers that mean "no value"; compared before scaling. */
  readonly sentinels: readonly number[];
  /** Outside of it the sensor cannot be right: quality bad. */
  readonly range: readonly [number, number] | undefined;
  /** Where it should be; drawn as the normal band. */
  readonly normal: readonly [number, number] | undefined;
  /** Smallest change worth keeping, in engineering units; 0 keeps every change. */
  readonly deadband: number;
  readonly scanClass: ScanClass;
  readonly periodMs: number;
  /** Without a good sample for longer than this the point is stale. */
  readonly staleAfterMs: number;
  /** Counters: the value after which the register starts again from 0, in engineering units. */
  readonly rollover: number | undefined;
  /** Counters: largest plausible rise in an hour, in engineering units; absent when nothing says. */
  readonly maxPerHour?: number | undefined;
  /** Counters of energy: tag of the power that goes through the same meter. */
  readonly power?: string | undefined;
}
