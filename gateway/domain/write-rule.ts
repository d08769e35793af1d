import type { Role } from './role.ts';

/** What must hold before a point may be set: another point reads one of these values. */
export interface WritePrecondition {
  /** Index of the other point. */
  readonly point: number;
  /** Its tag, for messages. */
  readonly tag: string;
  readonly in: readonly number[];
}

/** How one point of this site may be set. A point without such a rule is read-only, whoever asks. */
export interface WriteRule {
  /** Point index. */
  readonly point: number;
  /** Engineering units; both ends are allowed. */
  readonly range: readonly [number, number];
  /** A value is a whole number of steps above the lower end. */
  readonly step: number;
  /** The only values of a boolean or an enum; undefined where every step of the range may be set. */
  readonly values: readonly number[] | undefined;
  /** Least time between two writes that may have reached the device. */
  readonly everyMs: number;
  /** The least role that may set it. */
  readonly role: Role;
  readonly when: readonly WritePrecondition[];
  /** How long the device may take to show the new value. */
  readonly verifyWithinMs: number;
  /** The present value may move by as much between being looked at and being changed; the point's own deadband. */
  readonly deadband: number;
  /** Of the point: engineering = raw × scale + offset. */
  readonly scale: number;
  readonly offset: number;
}

/** 12 digits: 0.7 / 0.1 is 7, not 6.999999999999999. */
const DIGITS = 12;
const tidy = (value: number): number => Number(value.toPrecision(DIGITS));

/** What the device is to hold for a value in engineering units. */
export const rawFor = ({ scale, offset }: WriteRule, value: number): number => tidy((value - offset) / scale);

/** The value in engineering units of what a device holds. */
export const valueFor = ({ scale, offset }: WriteRule, raw: number): number => tidy(raw * scale + offset);
