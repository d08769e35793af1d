/** Table and zero-based address, as the wire has them. */
export interface Place {
  readonly table: 'coil' | 'discrete' | 'holding' | 'input';
  readonly start: number;
}

const TABLE_BY_DIGIT: Readonly<Record<string, Place['table']>> = {
  0: 'coil',
  1: 'discrete',
  3: 'input',
  4: 'holding',
};
const ADDRESSES = 65_536;

/**
 * Where a number such as 40001 or 400001 points to: the leading digit names the table, the rest counts from 1. As a
 * number 1 to 9999 are coils (00001); as text leading zeros are kept. Undefined when there is no such register.
 */
export function modiconPlace(modicon: number | string): Place | undefined {
  const digits = String(modicon).padStart(5, '0');
  const table = TABLE_BY_DIGIT[digits[0]!];
  const start = Number(digits.slice(1)) - 1;
  if (table === undefined || digits.length > 6 || !(start >= 0 && start < ADDRESSES)) return undefined;
  return { table, start };
}
