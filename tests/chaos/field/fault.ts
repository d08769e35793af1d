import type { Random } from '../../simulators/model/random.ts';
import type { LinePlan } from '../shared/site.ts';
import type { Place } from './identity.ts';
import type { WatchedPoint } from './oracle.ts';

/** What a fault may use; everything random in it comes from here, so that the same round is the same harm. */
export interface FaultContext {
  readonly random: Random;
  /** The unit it is about, where it is about one. */
  readonly unit: number;
}

/** Ends the harm; settles at the moment from which the device answers again. */
export type Lift = () => void | Promise<void>;

/** One way in which a target can be harmed. */
export interface Fault {
  readonly kind: string;
  /** Whether one unit is harmed (the others of the line must not notice) or the whole line. */
  readonly scope: 'unit' | 'line';
  /** Ugly, but within the protocol: no point may turn bad. */
  readonly isHarmless?: boolean;
  /** How long after its beginning the product may need to see that a connection is dead for ever, ms. */
  readonly noticeMs?: number;
  /** How much longer than promised the way back may take, ms, for a reason that is written where it is set. */
  readonly allowedMs?: number;
  /** How long all must stay calm afterwards, ms, until the gateway has forgotten it. */
  readonly restMs?: number;
  /** The device itself, when it runs again, first tells what it knew before; for so long, ms, that is not held against the gateway. */
  readonly tellsOldMs?: number;
  begin(context: FaultContext): Lift | Promise<Lift>;
}

export interface TargetPoint {
  readonly tag: string;
  readonly address: object;
  readonly place: Place;
  readonly shape: WatchedPoint['shape'];
}

export interface TargetUnit {
  readonly unit: number;
  readonly config: object;
  readonly points: readonly TargetPoint[];
}

/** A connection with everything behind it that can go wrong. Without faults it is a witness of what the others do. */
export interface Target {
  readonly id: string;
  readonly driver: string;
  readonly config: object;
  readonly units: readonly TargetUnit[];
  readonly faults: readonly Fault[];
  /** As `WatchedPoint.freshMs`. */
  readonly freshMs: number;
  /** What the gateway did that this device must not be asked to bear; empty when nothing. */
  complaints?(): readonly string[];
  stop(): Promise<void>;
}

export const lineOf = ({ id, driver, config, units }: Omit<Target, 'faults' | 'stop'>): LinePlan => ({
  id,
  driver,
  config,
  devices: units.map((unit) => ({ id: `${id}:${unit.unit}`, config: unit.config, points: unit.points })),
});
