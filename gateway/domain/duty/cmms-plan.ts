import type { WorkOrderState, WorkOrderStep } from '../work-order.ts';

/** An outside maintenance system with which orders are shared. */
export interface CmmsPlan {
  /** Its address, without a slash at the end. */
  readonly url: string;
  /** Bearer token we show; undefined: none. */
  readonly token: string | undefined;
  /** Signs what it tells us, as in Standard Webhooks 1.0. */
  readonly secret: string;
  /** It knows a repeat by the header Idempotency-Key; else it is asked before anything is created. */
  readonly knowsRepeats: boolean;
  /** Our states in its words. A state that is not there is not told. */
  readonly states: Readonly<Partial<Record<WorkOrderState, string>>>;
  /** Its words for what somebody did there, as our steps. A word that is not there waits for a person. */
  readonly steps: Readonly<Record<string, WorkOrderStep>>;
  /** It says who does the work. */
  readonly ownsAssignee: boolean;
}
