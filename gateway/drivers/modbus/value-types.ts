import { z } from 'zod';

/** Which byte comes first, of values of one to four registers; A is the most significant byte. */
export const deviceOrder = z.enum(['ABCD', 'CDAB', 'BADC', 'DCBA']).meta({
  description: 'ABCD high word first, CDAB low word first, BADC and DCBA the same with swapped bytes',
});
export type DeviceOrder = z.infer<typeof deviceOrder>;

/** As of a device; of 64 bits also with the 32-bit halves swapped as wholes: EFGHABCD and FEHGBADC. */
export const byteOrder = z.enum([...deviceOrder.options, 'CDAB-pairs', 'BADC-pairs']).meta({
  description: 'As of the device; of four registers also CDAB-pairs (EFGHABCD) and BADC-pairs (FEHGBADC)',
});
export type ByteOrder = z.infer<typeof byteOrder>;

export const numberType = z
  .enum([
    'u16',
    's16',
    'u32',
    's32',
    'u64',
    's64',
    'f16',
    'f32',
    'f64',
    'bcd16',
    'bcd32',
    'u8-high',
    'u8-low',
    's8-high',
    's8-low',
  ])
  .meta({ description: 'bcd: four bits per decimal digit; high and low: one byte of a register' });
export type NumberType = z.infer<typeof numberType>;

const REGISTERS: Readonly<Record<NumberType, number>> = {
  u16: 1,
  s16: 1,
  f16: 1,
  bcd16: 1,
  'u8-high': 1,
  'u8-low': 1,
  's8-high': 1,
  's8-low': 1,
  u32: 2,
  s32: 2,
  f32: 2,
  bcd32: 2,
  u64: 4,
  s64: 4,
  f64: 4,
};

/** How many registers a value of this type takes. */
export const registersOf = (type: NumberType): number => REGISTERS[type];

/** The orders that differ for a type, the natural one first. */
export function ordersOf(type: NumberType): readonly ByteOrder[] {
  switch (registersOf(type)) {
    case 1:
      return ['ABCD', 'BADC'];
    case 2:
      return deviceOrder.options;
    default:
      return byteOrder.options;
  }
}

/** How many bits can be picked out of a value of this type; 0 of those that are not plain integers. */
export function bitsOf(type: NumberType): number {
  return /^[us]\d+$/.test(type) ? registersOf(type) * 16 : 0;
}

/** Whether every digit has to be checked, so that nonsense on the wire is a failure to decode and not a "not a number". */
export const isBcd = (type: NumberType): boolean => type === 'bcd16' || type === 'bcd32';
