import type { PowerBeside } from './counter-rule.ts';

/** What else is known around a counter while its readings are counted. */
export interface Surroundings {
  readonly power: PowerBeside | undefined;
  /** Measured rise of the same counter between two earlier moments; undefined when it was not measured there. */
  readonly earlier: (fromMs: number, toMs: number) => number | undefined;
}

/** Where nothing else is known. */
export const ALONE: Surroundings = { power: undefined, earlier: () => undefined };
