import type { Series } from '../series.ts';
import type { CounterDay } from './counter-day.ts';

/** What is stored of one counter, by UTC day. */
export interface CounterSource {
  /** Nearest day with data before (`-1`) or after (`1`) the given one. */
  neighbour(day: number, direction: -1 | 1): number | undefined;
  /** Days before the given one whose samples are not all in their condensed day, oldest first. */
  openDays(beforeDay: number): readonly number[];
  isOpen(day: number): boolean;
  /** False when nothing but the condensed day is left. */
  hasSamples(day: number): boolean;
  samples(day: number): Series;
  /** Undefined when the day has not been condensed. */
  condensed(day: number): CounterDay | undefined;
}
