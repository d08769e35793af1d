const MINUTE_MS = 60_000;

/** Whole minutes of a run; 0 while it goes on. */
export function minutesOf({
  startedAt,
  endedAt,
}: {
  readonly startedAt: string;
  readonly endedAt: string | null;
}): number {
  return endedAt === null ? 0 : Math.floor((Date.parse(endedAt) - Date.parse(startedAt)) / MINUTE_MS);
}
