/** A place in the log as one sink counts it. */
export interface Place {
  readonly id: number;
  /** Samples of interest to this sink, from the beginning of the log up to and including batch `id`. */
  readonly samples: number;
}
