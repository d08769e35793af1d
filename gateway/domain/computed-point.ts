/** A point nobody reads: its value is worked out from other points. */
export interface ComputedPoint {
  /** Index of the point. */
  readonly point: number;
  /** A bare name in it is a point of the same equipment; `at('CH-1.power')` is a point by its tag. */
  readonly expression: string;
}
