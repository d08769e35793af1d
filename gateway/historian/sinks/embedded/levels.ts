import { DAY_MS } from '../../limits.ts';

/** Length of a rollup bucket in minutes; also the number under which its rows are filed. */
export const LEVELS = [1, 15, 60, 1440] as const;
export type Level = (typeof LEVELS)[number];

/** Counter days are filed beside the rollups. */
export const COUNTER_LEVEL = 0;

/** Days are numbered from the epoch, UTC. A block never crosses midnight. */
export const dayOf = (time: number): number => Math.floor(time / DAY_MS);
