/** A trend of one point, as a screen asks for it. */
export interface ColumnQuestion {
  readonly tag: string;
  readonly point: number;
  readonly fromMs: number;
  readonly toMs: number;
  /** Columns wanted at most. */
  readonly width: number;
  /** End of what can have been heard; the last value does not hold beyond it. */
  readonly knownUntilMs: number;
  /** How long a value of this point holds. */
  readonly holdMs: number;
}
