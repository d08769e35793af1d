import { decodeWord } from './codec.ts';
import { illegalAddress, illegalValue, type ModbusDevice } from './device.ts';
import type { RegisterRow } from './register-map.ts';

/** Registers one after the other, as a request brings them. */
export interface WordsWritten {
  readonly start: number;
  readonly words: readonly number[];
}

/** Whether the product can be told anything at all. */
export const acceptsWrites = (device: ModbusDevice): boolean => device.map.rows.some((row) => row.settable);

/** Takes all of the words or none of them; answers the exception of a refusal. Only single registers are settable. */
export function writeRegisters(
  device: ModbusDevice,
  { start, words }: WordsWritten,
  set: (equipment: string, point: string, value: number) => void,
): number | undefined {
  const rows = words.map((_, index) => device.tables.holding.get(start + index)?.[0]);
  const values = rows.map((row, index) => (row ? decodeWord(row, words[index]!) : Number.NaN));
  if (rows.some((row) => row?.settable === undefined)) return illegalAddress;
  if (rows.some((row, index) => !isTaken(row, values[index]!))) return illegalValue;
  for (const [index, row] of rows.entries()) set(row!.equipment ?? device.equipment, row!.point, values[index]!);
  return undefined;
}

function isTaken(row: RegisterRow | undefined, value: number): boolean {
  const [low, high] = row?.settable ?? [Number.NaN, Number.NaN];
  return value >= low && value <= high;
}
