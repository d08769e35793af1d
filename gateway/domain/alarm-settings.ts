/** What a site sets for its alarms as a whole. */
export interface AlarmSettings {
  /** More than `start` annunciations within the window begin a flood, fewer than `end` end it. */
  readonly flood: { readonly start: number; readonly end: number; readonly windowMs: number };
  /** Active for longer is a standing alarm. */
  readonly standingAfterMs: number;
  /** The journal keeps at least so much; at least a year. */
  readonly journalKeptMs: number;
}
