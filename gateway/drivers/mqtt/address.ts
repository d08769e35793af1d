import { z } from 'zod';
import { bitsOf, fieldType } from './binary-field.ts';
import { jsonPath, topicTemplate } from './schemas.ts';

const relativeTopic = topicTemplate
  .refine((text) => text.includes('{'), 'a topic with {base} (the topic of the device) or another {name} of it')
  .meta({ examples: ['{base}/temperature'] });

const words = z
  .record(z.string().min(1).max(100), z.number())
  .optional()
  .meta({ description: 'Numbers of the words the device uses', examples: [{ OFF: 0, ON: 1 }] });

const set = z.strictObject({
  topic: relativeTopic.meta({ description: 'Where the device takes a new value', examples: ['{base}/set'] }),
  payload: z.enum(['json', 'plain']).default('json'),
  key: jsonPath
    .optional()
    .meta({ description: 'Path of the value in the JSON message; without it the value is all of it' }),
  boolean: z.boolean().default(false).meta({ description: 'true: 0 and 1 are sent as false and true' }),
});
export type MqttSet = z.infer<typeof set>;

const common = {
  topic: relativeTopic.optional().meta({ description: 'Only where it is not the topic of the device' }),
  set: set.optional(),
};
const text = z.boolean().default(false).meta({ description: 'true for points of the kind text' });

const wordAddress = z.strictObject({ path: jsonPath.optional(), text, words, ...common });

const fieldAddress = z
  .strictObject({
    offset: z.int().min(0).max(65_535).meta({ description: 'First byte, from 0' }),
    type: fieldType,
    order: z
      .enum(['ABCD', 'CDAB', 'BADC', 'DCBA'])
      .default('ABCD')
      .meta({ description: 'ABCD is most significant byte first, DCBA last' }),
    bits: z
      .tuple([z.int().min(0).max(63), z.int().min(1).max(32)])
      .optional()
      .meta({ description: '[first bit, number of bits]; bit 0 is the least significant', examples: [[8, 1]] }),
    ...common,
  })
  .refine(({ type, bits }) => bits === undefined || bits[0] + bits[1] <= bitsOf(type), {
    path: ['bits'],
    message: 'more bits than the value has',
  });
export type FieldAddress = z.infer<typeof fieldAddress>;

const metricAddress = z.strictObject({
  metric: z
    .string()
    .min(1)
    .max(500)
    .meta({ description: 'Name of a Sparkplug metric', examples: ['Inputs/Temperature'] }),
  text,
});

/** Where in the message a point is. Without anything the whole message is the value. */
export const addressSchema = z.union([wordAddress, fieldAddress, metricAddress]);
export type MqttAddress = z.infer<typeof addressSchema>;
