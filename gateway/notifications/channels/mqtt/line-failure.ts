/** Why a broker has not taken something. `isRefusal`: nothing helps but a change of settings, here or at the broker. */
export interface LineFailure {
  readonly detail: string;
  readonly isRefusal: boolean;
}

/**
 * Version 3.1.1 (3.2.2.3): protocol, client id, user name or password, not authorised. Version 5 (2.4): the same, banned and
 * wrong method of authentication. Busy and unavailable pass.
 */
const REFUSALS: ReadonlySet<number> = new Set([1, 2, 4, 5, 0x84, 0x85, 0x86, 0x87, 0x8a, 0x8c]);

export const passing = (detail: string): LineFailure => ({ detail, isRefusal: false });

/** The code of the broker or of the system; words may hold what was sent. */
export function failureOf(error: unknown): LineFailure {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (typeof code === 'number')
    return { detail: `the broker refused (reason code ${code})`, isRefusal: REFUSALS.has(code) };
  if (typeof code === 'string' && /^[A-Z0-9_]{1,60}$/.test(code)) return passing(code);
  return passing('the connection to the broker failed');
}
