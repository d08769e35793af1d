export interface QuarantinedValue {
  readonly point: number;
  readonly timeMs: number;
  readonly value: number;
  readonly reason: string;
}

export interface QuarantineRow extends QuarantinedValue {
  readonly id: number;
  readonly sink: string;
  readonly foundAt: number;
  readonly isRetrying: boolean;
}

/** Identity of a value within one sink. */
export const quarantineKey = (point: number, timeMs: number): string => `${point}@${timeMs}`;

/** A row of the table as the rest of the program knows it. */
export function readRow(row: Record<string, unknown>): QuarantineRow {
  return {
    id: Number(row.id),
    sink: String(row.sink),
    point: Number(row.point),
    timeMs: Number(row.time),
    value: Number(row.value),
    reason: String(row.reason),
    foundAt: Number(row.found_at),
    isRetrying: row.state !== 'kept',
  };
}
