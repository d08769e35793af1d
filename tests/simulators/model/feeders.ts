/** Which busbar a feeder hangs on. */
export type Bus = 'bus1' | 'bus2' | 'emergency';

/** Fixed facts of an outgoing feeder of the low-voltage board. */
export interface FeederPlan {
  readonly id: string;
  readonly bus: Bus;
  /** Rated current, A. */
  readonly rated: number;
  readonly powerFactor: number;
  /** Current distortion near rated load, %. */
  readonly distortion: number;
  /** How uneven single-phase loads make the phases, as a share. */
  readonly unevenness: number;
  /** Counter when the seed is 0, kWh. */
  readonly energy: number;
}

function feeder(
  id: string,
  bus: Bus,
  rated: number,
  powerFactor: number,
  distortion: number,
  unevenness: number,
  energy: number,
): FeederPlan {
  return { id, bus, rated, powerFactor, distortion, unevenness, energy };
}

/** The sixteen outgoing feeders. */
export const feederPlans: readonly FeederPlan[] = [
  feeder('F01', 'bus1', 800, 0.94, 4.5, 0.008, 812_000),
  feeder('F02', 'bus2', 800, 0.94, 4.5, 0.008, 640_000),
  feeder('F03', 'bus1', 400, 0.96, 11, 0.01, 455_000),
  feeder('F04', 'bus2', 160, 0.93, 8, 0.015, 141_000),
  feeder('F05', 'emergency', 250, 0.93, 10, 0.015, 168_000),
  feeder('F06', 'emergency', 250, 0.93, 10, 0.015, 163_000),
  feeder('F07', 'bus1', 400, 0.96, 9, 0.025, 398_000),
  feeder('F08', 'bus2', 400, 0.96, 9, 0.025, 391_000),
  feeder('F09', 'bus1', 400, 0.96, 9, 0.025, 402_000),
  feeder('F10', 'bus2', 400, 0.96, 9, 0.025, 377_000),
  feeder('F11', 'emergency', 250, 0.98, 7, 0.015, 710_000),
  feeder('F12', 'bus2', 250, 0.97, 4, 0.025, 205_000),
  feeder('F13', 'bus1', 400, 0.95, 10, 0.01, 322_000),
  feeder('F14', 'bus2', 250, 0.94, 6, 0.01, 188_000),
  feeder('F15', 'emergency', 160, 0.96, 8, 0.02, 296_000),
  feeder('F16', 'bus2', 400, 0.98, 6, 0.02, 133_000),
];

/** Rating of one transformer, kVA, and of an incomer, A. */
export const transformerRating = 1600;
export const incomerRating = 2500;
