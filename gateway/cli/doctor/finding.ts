/** One thing that was looked at. */
export interface Finding {
  readonly what: string;
  readonly state: 'ok' | 'warn' | 'fail';
  /** What was found. */
  readonly detail: string;
  /** What to do about it; only where something is not well. */
  readonly advice?: string;
}

export const fine = (what: string, detail: string): Finding => ({ what, state: 'ok', detail });
export const doubtful = (what: string, detail: string, advice: string): Finding => ({
  what,
  state: 'warn',
  detail,
  advice,
});
export const failing = (what: string, detail: string, advice: string): Finding => ({
  what,
  state: 'fail',
  detail,
  advice,
});

/** The words of a failure that may be anything. */
export function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const inner = cause.cause instanceof Error ? `: ${cause.cause.message}` : '';
  return `${cause.message || cause.name}${inner}`;
}
