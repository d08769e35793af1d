/** What a gateway that is to be killed is started with. */
export interface LifeSettings {
  /** Of the store. */
  readonly folder: string;
  /** A file elsewhere: what the plant did, before the gateway hears of it, and what the gateway said. */
  readonly journal: string;
  /** Where messages go. */
  readonly url: string;
  readonly seed: number;
  /** Plant time runs faster, from this moment (ms since the epoch) on. */
  readonly baseMs: number;
}

/** Times as fast as real time: in a second of life delays of seconds end. */
export const SPEED = 4;
/** Real time between two steps of the plant. */
export const STEP_MS = 10;

export type ToLife =
  /** Starts alarms and duty; the plant is where step `step` left it (-1: at its beginning). */
  | { readonly kind: 'go'; readonly step: number }
  /** The plant plays its failure to the end and then stands still. */
  | { readonly kind: 'finish' }
  | { readonly kind: 'status' }
  | { readonly kind: 'close' };

export type FromLife =
  | { readonly kind: 'booted' }
  | { readonly kind: 'opened'; readonly openMs: number }
  | { readonly kind: 'refused'; readonly problem: string }
  | {
      readonly kind: 'status';
      /** The plant stands still. */
      readonly isOver: boolean;
      readonly transitions: number;
      readonly notices: number;
    }
  | { readonly kind: 'closed' };
