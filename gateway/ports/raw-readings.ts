/** What a device answered last for one point, before scale, sentinels and range. */
export interface RawReading {
  /** NaN where the answer held no number. */
  readonly value: number;
  /** Code of domain/quality.ts, as the driver gave it. */
  readonly quality: number;
  /** ms since the epoch. */
  readonly sourceTime: number;
}

/** The last raw reading of every point, by index of the site that runs now. */
export interface RawReadings {
  /** Undefined before the first reading, and for points that no device has. */
  of(point: number): RawReading | undefined;
}
