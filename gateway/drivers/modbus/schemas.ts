import { z } from 'zod';
import { duration } from '../../domain/duration.ts';

const connectionTiming = {
  timeout: duration.default('1s').meta({ description: 'How long a device may take to answer' }),
  gap: duration.optional().meta({
    description: 'Least pause between an answer and the next question; by default none on tcp, 3.5 characters else',
  }),
};

const network = {
  host: z.string().min(1).max(253),
  port: z.int().min(1).max(65535).default(502),
};

const baudRate = z.int().min(300).max(4_000_000);

const tcp = z.strictObject({ transport: z.literal('tcp'), ...network, ...connectionTiming });

const rtuOverTcp = z.strictObject({
  transport: z.literal('rtu-over-tcp').meta({ description: 'A serial device server that passes RTU frames through' }),
  ...network,
  baudRate: baudRate.default(19_200).meta({ description: 'Of the serial side; used to plan the reads' }),
  ...connectionTiming,
});

const rtu = z.strictObject({
  transport: z.literal('rtu'),
  path: z
    .string()
    .min(1)
    .max(255)
    .meta({ description: 'Serial port', examples: ['/dev/ttyUSB0'] }),
  baudRate: baudRate.default(9600),
  dataBits: z.union([z.literal(7), z.literal(8)]).default(8),
  stopBits: z.union([z.literal(1), z.literal(2)]).default(1),
  parity: z.enum(['none', 'even', 'odd']).default('even'),
  ...connectionTiming,
});

/** How a line is reached. One connection per gateway or serial line, whatever the number of units behind it. */
export const connectionSchema = z.discriminatedUnion('transport', [tcp, rtuOverTcp, rtu]);
export type ModbusConnection = z.infer<typeof connectionSchema>;

/** Which byte comes first; A is the most significant. */
export const byteOrder = z.enum(['ABCD', 'CDAB', 'BADC', 'DCBA']).meta({
  description: 'ABCD high word first, CDAB low word first, BADC and DCBA the same with swapped bytes',
});
export type ByteOrder = z.infer<typeof byteOrder>;

const maxRegisters = z.int().min(1).max(125).meta({ description: 'Most registers the device takes in one request' });
const maxBits = z.int().min(1).max(2000).meta({ description: 'Most coils or inputs the device takes in one request' });
const firstRegister = z
  .union([z.literal(0), z.literal(1)])
  .meta({ description: '1 if the manual counts registers from 1, 0 if it prints the address on the wire' });
const blockReads = z.boolean().meta({ description: 'false: one value per request, for devices that refuse blocks' });

/** What the devices of one template have in common. */
export const templateSchema = z.strictObject({
  maxRegisters: maxRegisters.optional(),
  maxBits: maxBits.optional(),
  firstRegister: firstRegister.optional(),
  order: byteOrder.optional(),
  blockReads: blockReads.optional(),
});

/** One unit on the line. */
export const deviceSchema = z.strictObject({
  unit: z.int().min(0).max(255).default(1),
  maxRegisters: maxRegisters.default(125),
  maxBits: maxBits.default(2000),
  firstRegister: firstRegister.default(0),
  order: byteOrder.default('ABCD'),
  blockReads: blockReads.default(true),
});
export type ModbusDevice = z.infer<typeof deviceSchema>;

export const table = z.enum(['coil', 'discrete', 'holding', 'input']);
export type Table = z.infer<typeof table>;

export const numberType = z.enum(['u16', 's16', 'u32', 's32', 'u64', 's64', 'f32', 'f64']);
export type NumberType = z.infer<typeof numberType>;

const bitRange = z
  .tuple([z.int().min(0).max(63), z.int().min(1).max(32)])
  .meta({ description: '[first bit, number of bits]; bit 0 is the least significant', examples: [[8, 1]] });

const register = z.int().min(0).max(65_536).meta({ description: 'As printed in the manual; see firstRegister' });

const bitAddress = z.strictObject({ table: table.extract(['coil', 'discrete']), register });

const registerAddress = z
  .strictObject({
    table: table.extract(['holding', 'input']),
    register,
    type: numberType.default('u16'),
    order: byteOrder.optional().meta({ description: 'Only where it differs from the device' }),
    bits: bitRange.optional(),
    group: z
      .string()
      .max(40)
      .optional()
      .meta({ description: 'Values of one group are read in one request, so that they belong together' }),
  })
  .refine((address) => !address.bits || fitsType(address.type, address.bits), {
    path: ['bits'],
    message: 'the bits must lie inside an integer of this type',
  });

/** Where a point is. */
export const addressSchema = z.discriminatedUnion('table', [bitAddress, registerAddress]);
export type ModbusAddress = z.infer<typeof addressSchema>;

const TYPE_BITS = { u16: 16, s16: 16, u32: 32, s32: 32, u64: 64, s64: 64, f32: 0, f64: 0 } as const;

function fitsType(type: NumberType, [from, width]: readonly [number, number]): boolean {
  return from + width <= TYPE_BITS[type];
}
