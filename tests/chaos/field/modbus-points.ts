import type { TargetPoint, TargetUnit } from './fault.ts';
import { FIRST_SHORT } from './modbus-slave.ts';

/** Two ranges of the same shape, so that an answer can be taken for that of the other, and one of each other table. */
const WORD_RANGES = [
  { table: 'holding', code: 0, first: 0, count: 8 },
  { table: 'holding', code: 0, first: 200, count: 8 },
  { table: 'input', code: 1, first: 40, count: 4 },
] as const;
const SHORTS = { first: FIRST_SHORT + 88, count: 8 };
const COILS = 16;

const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** What is read of a unit: 44 points in five reads. */
export function modbusUnit(target: string, connection: number, unit: number): TargetUnit {
  const tag = (name: string): string => `${target}:${unit}.${name}`;
  const words = WORD_RANGES.flatMap(({ table, code, first, count }) =>
    range(count).map((i): TargetPoint => {
      const register = first + 2 * i;
      return {
        tag: tag(`${table}-${register}`),
        address: { table, register, type: 'u32' },
        place: { connection, unit, table: code, slot: register >> 1 },
        shape: 'word',
      };
    }),
  );
  const shorts = range(SHORTS.count).map((i): TargetPoint => {
    const register = SHORTS.first + i;
    const place = { connection, unit, table: 0, slot: register & 255 };
    return { tag: tag(`short-${register}`), address: { table: 'holding', register }, place, shape: 'short' };
  });
  const coils = range(COILS).map((register): TargetPoint => {
    const place = { connection, unit, table: 2, slot: register };
    return { tag: tag(`coil-${register}`), address: { table: 'coil', register }, place, shape: 'bit' };
  });
  return { unit, config: { unit }, points: [...words, ...shorts, ...coils] };
}
