/** Rooms that outsiders may enter only with leave. */
export interface VisitsPlan {
  /** Area ids. Empty: none is closed, and visitors are only written down. */
  readonly closedAreas: readonly string[];
  /** A visitor who is still inside so long after the agreed end is asked for. */
  readonly overstayMs: number;
}
