import type { ComputedPoint } from './computed-point.ts';
import type { Condition } from './condition.ts';
import type { Device, Equipment, SystemId } from './equipment.ts';
import type { Point } from './point.ts';
import type { LocalText } from './text.ts';
import type { WriteRule } from './write-rule.ts';

export interface SiteConnection {
  readonly id: string;
  readonly driver: string;
  /** Checked by the driver's connection schema. */
  readonly config: unknown;
  readonly devices: readonly SiteDevice[];
}

export interface SiteDevice extends Device {
  /** Checked by the driver's device schema, joined with the template's settings. */
  readonly config: unknown;
  /** Indexes into Site.points. */
  readonly points: readonly number[];
}

/** One group of the energy page: the counters whose increments add up to it. */
export interface EnergyGroup {
  readonly id: string;
  readonly title: LocalText;
  readonly meters: readonly string[];
}

/** How the screens draw this site. */
export interface SiteDisplay {
  readonly states: 'isa' | 'cn-power';
  readonly phases: 'cn' | 'iec' | 'neutral';
  /** Machines of a system in the order of its display; those not named follow in the order of the site file. */
  readonly order: Readonly<Partial<Record<SystemId, readonly string[]>>>;
}

/** The whole site as the process runs it: every template expanded, every reference resolved, every default filled in. */
export interface Site {
  readonly id: string;
  readonly name: LocalText;
  readonly timeZone: string;
  readonly publicUrl: string | undefined;
  readonly display: SiteDisplay;
  readonly areas: readonly { readonly id: string; readonly name: LocalText }[];
  readonly equipment: readonly Equipment[];
  /** By point index. */
  readonly points: readonly Point[];
  /** By point index; checked by the driver's address schema. */
  readonly addresses: readonly unknown[];
  /** Points that are worked out from others; absent where there are none. No device has them. */
  readonly computed?: readonly ComputedPoint[];
  /** Indexes of the points somebody may be allowed to set; absent where nothing may be written. */
  readonly writable?: ReadonlySet<number>;
  /** How each of them may be set; absent where nothing may be written. */
  readonly writes?: readonly WriteRule[];
  readonly connections: readonly SiteConnection[];
  readonly conditions: readonly Condition[];
  readonly energy: { readonly total: EnergyGroup | undefined; readonly systems: readonly EnergyGroup[] };
}
