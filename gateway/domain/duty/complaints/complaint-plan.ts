/** How complaints are handled at a site. */
export interface ComplaintPlan {
  /** From registration to the answer. */
  readonly handleMs: number;
  /** From the answer to the call-back. */
  readonly callBackMs: number;
  /** The same room or telephone about the same thing within so long is a second complaint. */
  readonly secondMs: number;
  /** So many of one kind in `hotMs` are a hot spot. */
  readonly hotCount: number;
  readonly hotMs: number;
}
