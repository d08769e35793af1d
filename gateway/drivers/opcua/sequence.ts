const LAST_NUMBER = 0xffffffff;

/** The number the next notification must carry; `undefined` until the first has come. */
export type ExpectedNumber = number | undefined;

/** Whether a notification is the one that was due. Numbers run from 1 and return to 1 (Part 4, 7.26). */
export const isInSequence = (expected: ExpectedNumber, received: number): boolean =>
  expected === undefined || expected === received;

export const nextNumber = (received: number): number => (received >= LAST_NUMBER ? 1 : received + 1);
