import { z } from 'zod';
import { duration } from '../../domain/duration.ts';
import { modiconPlace } from './modicon.ts';
import { bitsOf, byteOrder, deviceOrder, type NumberType, numberType, registersOf } from './value-types.ts';

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

const exceptionQuality = z.enum([
  'bad-waiting',
  'bad-timeout',
  'bad-not-connected',
  'bad-device-exception',
  'bad-unsupported',
  'bad-stale',
  'bad-device',
  'bad-out-of-service',
]);
const exceptionCode = z.string().regex(/^([1-9]\d?|1\d\d|2[0-4]\d|25[0-5])$/, 'an exception code, 1 to 255');

const maxRegisters = z.int().min(1).max(125).meta({ description: 'Most registers the device takes in one request' });
const maxBits = z.int().min(1).max(2000).meta({ description: 'Most coils or inputs the device takes in one request' });
const firstRegister = z
  .union([z.literal(0), z.literal(1)])
  .meta({ description: '1 if the manual counts registers from 1, 0 if it prints the address on the wire' });
const blockReads = z.boolean().meta({ description: 'false: one value per request, for devices that refuse blocks' });
const pointAddresses = z.boolean().meta({ description: 'true: addresses count points, each is asked for by itself' });
const bitBase = z
  .int()
  .min(0)
  .max(65_535)
  .meta({ description: 'Every read of coils or inputs begins at this address' });
const exceptions = z
  .record(exceptionCode, exceptionQuality)
  .meta({ description: 'What an exception code of this device means for its points, where it is not the standard' });
const ignoreTransactionId = z.boolean().meta({ description: 'true: for devices that do not repeat the number' });
const write = z
  .enum(['single', 'multiple'])
  .meta({ description: 'Functions 5 and 6, or 15 and 16; by default single for one register, else multiple' });

/** What the devices of one template have in common. */
export const templateSchema = z.strictObject({
  maxRegisters: maxRegisters.optional(),
  maxBits: maxBits.optional(),
  firstRegister: firstRegister.optional(),
  order: deviceOrder.optional(),
  blockReads: blockReads.optional(),
  pointAddresses: pointAddresses.optional(),
  bitBase: bitBase.optional(),
  exceptions: exceptions.optional(),
  ignoreTransactionId: ignoreTransactionId.optional(),
  write: write.optional(),
});

/** One unit on the line. */
export const deviceSchema = z.strictObject({
  unit: z.int().min(0).max(255).default(1),
  maxRegisters: maxRegisters.default(125),
  maxBits: maxBits.default(2000),
  firstRegister: firstRegister.default(0),
  order: deviceOrder.default('ABCD'),
  blockReads: blockReads.default(true),
  pointAddresses: pointAddresses.default(false),
  bitBase: bitBase.optional(),
  exceptions: exceptions.default({}),
  ignoreTransactionId: ignoreTransactionId.default(false),
  write: write.optional(),
});
export type ModbusDevice = z.infer<typeof deviceSchema>;

export const table = z.enum(['coil', 'discrete', 'holding', 'input']);
export type Table = z.infer<typeof table>;

const bitTable = table.extract(['coil', 'discrete']);
const registerTable = table.extract(['holding', 'input']);

const register = z.int().min(0).max(65_536).meta({ description: 'As printed in the manual; see firstRegister' });
const orderOfPoint = byteOrder.optional().meta({ description: 'Only where it differs from the device' });
const group = z
  .string()
  .max(40)
  .optional()
  .meta({ description: 'Values of one group are read in one request, so that they belong together' });
const bits = z
  .tuple([z.int().min(0).max(63), z.int().min(1).max(32)])
  .optional()
  .meta({ description: '[first bit, number of bits]; bit 0 is the least significant', examples: [[8, 1]] });

const modiconText = z.string().regex(/^[0134]\d{4,5}$/, 'five or six digits, the first 0, 1, 3 or 4');
const modiconIn = (wanted: z.ZodType, message: string) =>
  z
    .union([z.int().min(1).max(465_536), modiconText])
    .refine((number) => wanted.safeParse(modiconPlace(number)?.table).success, message)
    .meta({ description: 'Table and register in one number counted from 1, as 40001 or 400001' });
const modiconBit = modiconIn(bitTable, 'names no coil or input, as 00001 and 10001 do');
const modiconRegister = modiconIn(registerTable, 'names no register, as 30001 and 40001 do');

const numberShape = { type: numberType.default('u16'), order: orderOfPoint, bits, group };
const textShape = {
  type: z.literal('string'),
  length: z.int().min(1).max(125).meta({ description: 'Registers, two characters each' }),
  charset: z.enum(['ascii', 'utf8']).default('ascii'),
  order: z.enum(['AB', 'BA']).default('AB').meta({ description: 'BA: the two characters of a register are swapped' }),
  group,
};

interface NumberShape {
  readonly type: NumberType;
  readonly order?: z.infer<typeof byteOrder> | undefined;
  readonly bits?: readonly [number, number] | undefined;
}
type Rule = [(shape: NumberShape) => boolean, { path: string[]; message: string }];
const fittingOrder: Rule = [
  ({ type, order }) => !order?.endsWith('pairs') || registersOf(type) === 4,
  { path: ['order'], message: 'only values of four registers have pairs to swap' },
];
const fittingBits: Rule = [
  ({ type, bits }) => bits === undefined || bits[0] + bits[1] <= bitsOf(type),
  { path: ['bits'], message: 'the bits must lie inside an integer of this type' },
];

const part = z
  .strictObject({ register, type: numberType.default('u16'), order: orderOfPoint, times: z.number() })
  .refine(...fittingOrder);

const bitAddress = z.strictObject({ table: bitTable, register });
const numberAddress = z.strictObject({ table: registerTable, register, ...numberShape });
const textAddress = z.strictObject({ table: registerTable, register, ...textShape });
const sumAddress = z.strictObject({
  table: registerTable,
  parts: z.array(part).min(2).max(8).meta({ description: 'Read together; the value is the sum of raw × times' }),
  group,
});

/** Where a point is. Of two alternatives a mistake fits equally well, the former is what a person is told about. */
export const addressSchema = z.union([
  bitAddress,
  textAddress,
  numberAddress.refine(...fittingOrder).refine(...fittingBits),
  sumAddress,
  z.strictObject({ modicon: modiconBit }),
  z.strictObject({ modicon: modiconRegister, ...textShape }),
  z
    .strictObject({ modicon: modiconRegister, ...numberShape })
    .refine(...fittingOrder)
    .refine(...fittingBits),
]);
export type ModbusAddress = z.infer<typeof addressSchema>;
