import { expect } from 'vitest';

/** One scan: what the scenarios allow on delay times. */
const TOLERANCE_S = 5;

/** Rows such as `activated@60` are these, in this order, each about when it should be. */
export function expectRows(rows: readonly string[], wanted: readonly string[], toleranceS = TOLERANCE_S): void {
  expect(rows.map(typeOf), rows.join(' ')).toEqual(wanted.map(typeOf));
  for (const [index, row] of rows.entries()) {
    const offS = Math.abs(secondOf(row) - secondOf(wanted[index]!));
    expect(offS, `${row} instead of ${wanted[index]}`).toBeLessThanOrEqual(toleranceS);
  }
}

export const typeOf = (row: string): string => row.split('@')[0]!;
export const secondOf = (row: string): number => Number(row.split('@')[1]);
