import { z } from 'zod';
import type { ChannelDefinition } from '../ports/channel.ts';
import type { ConditionDefinition } from '../ports/condition.ts';
import type { DriverDefinition } from '../ports/driver.ts';

const port = z.int().min(1).max(65535);
const unused = () => {
  throw new Error('a driver of the loader tests opens nothing');
};

const modbus: DriverDefinition = {
  kind: 'modbus',
  title: { en: 'Modbus', zh: 'Modbus' },
  connectionSchema: z.discriminatedUnion('transport', [
    z.strictObject({ transport: z.literal('tcp'), host: z.string(), port: port.default(502) }),
    z.strictObject({ transport: z.literal('rtu'), path: z.string(), baudRate: z.int().default(9600) }),
  ]),
  deviceSchema: z.strictObject({
    unit: z.int().min(0).max(247),
    order: z.enum(['ABCD', 'CDAB']).default('ABCD'),
    maxRegisters: z.int().min(1).max(125).default(125),
  }),
  addressSchema: z.strictObject({
    table: z.enum(['holding', 'input']).default('holding'),
    register: z.int().min(0).max(65535),
  }),
  templateSchema: z.strictObject({ order: z.enum(['ABCD', 'CDAB']).optional(), maxRegisters: z.int().optional() }),
  writeProblem: (address, _device, raw) => {
    if (/input/.test(JSON.stringify(address))) return 'input registers are read-only';
    return raw < 0 ? `${raw} does not fit into u16` : undefined;
  },
  create: unused,
};

const mqtt: DriverDefinition = {
  kind: 'mqtt',
  title: { en: 'MQTT', zh: 'MQTT' },
  connectionSchema: z.strictObject({ url: z.string(), password: z.string().optional() }),
  deviceSchema: z.strictObject({ topic: z.string() }),
  addressSchema: z.strictObject({ path: z.string() }),
  templateSchema: z.strictObject({}),
  create: unused,
};

const limit: ConditionDefinition = {
  kind: 'limit',
  title: { en: 'Limit', zh: '限值' },
  optionsSchema: z
    .strictObject({
      high: z.number().optional(),
      highHigh: z.number().optional(),
      low: z.number().optional(),
      deadband: z.number().min(0),
    })
    .refine((options) => options.high !== undefined || options.low !== undefined, 'a limit needs high or low'),
  levels: (options) => (['high', 'highHigh', 'low'] as const).filter((name) => Object.hasOwn(Object(options), name)),
  judge: unused,
};

const webhook: ChannelDefinition = {
  kind: 'webhook',
  title: { en: 'Webhook', zh: 'Webhook' },
  optionsSchema: z.strictObject({ url: z.url(), token: z.string().max(20).optional() }),
  address: undefined,
  secrets: ['token'],
  create: unused,
};

const sms: ChannelDefinition = {
  kind: 'sms',
  title: { en: 'SMS', zh: '短信' },
  optionsSchema: z.strictObject({}),
  address: { schema: z.string().regex(/^\+\d{6,15}$/), title: { en: 'a number such as +8613800000000', zh: '手机号' } },
  secrets: [],
  create: unused,
};

const commsLost: ConditionDefinition = {
  kind: 'comms-lost',
  title: { en: 'Communication lost', zh: '通讯中断' },
  optionsSchema: z.strictObject({}),
  judge: unused,
};

const trend: ConditionDefinition<{ per: number }> = {
  kind: 'trend',
  title: { en: 'Trend', zh: '趋势' },
  optionsSchema: z.strictObject({ per: z.number() }),
  derive: ({ per }, { name, unit }) => {
    return { expression: `slope('${name}', '${per}m')`, kind: 'number', unit: `${unit}/min` };
  },
  judge: unused,
};

/** Plugins just large enough to make every mistake with. */
export const drivers: readonly DriverDefinition[] = [modbus, mqtt];
export const conditions: readonly ConditionDefinition[] = [limit, trend, commsLost];
export const channels: readonly ChannelDefinition[] = [webhook, sms];
