import { z } from 'zod';

const namespace = z.string().min(1).max(1000).meta({ description: 'URI; by default the one of the connection' });
const type = z
  .literal('string')
  .optional()
  .meta({ description: 'For points of kind text: the value is taken as words, whatever the node holds' });

/** A complete node id, its namespace named by URI. */
const qualifiedNodeId = z
  .string()
  .max(4000)
  .regex(/^nsu=[^;]+;([sgb]=.+|i=\d{1,10})$/s, 'nsu=<namespace URI>;s=… (or i=, g=, b=)')
  .meta({ examples: ['nsu=urn:a-tower:lifts;s=L01.Car_Position'] });

const name = z.string().min(1).max(4000);

const conditionSchema = z.strictObject({
  source: name.optional().meta({
    description:
      'What the condition is about: a name below the device root, or a complete node id. Without it, the root itself',
    examples: ['Door', 'nsu=urn:a-tower:lifts;s=L01.Door'],
  }),
  condition: name.optional().meta({
    description: 'Name of the condition; every condition of the source when absent',
    examples: ['DoorBlocked'],
  }),
  field: z.enum(['active', 'acknowledged', 'severity', 'message']).meta({
    description: '1 or 0; 1 or 0; 0 when not active, else 1 to 1000; words of the last event (point of kind text)',
  }),
});
export type ConditionSelector = z.infer<typeof conditionSchema>;

const nodeSchema = z.strictObject({
  node: name.meta({ examples: ['Car_Position'] }),
  namespace: namespace.optional(),
  type,
});
const nodeIdSchema = z.strictObject({ nodeId: qualifiedNodeId, type });
const eventSchema = z.strictObject({
  event: z
    .union([z.literal('unmapped'), conditionSchema])
    .meta({ description: 'A condition of the server; unmapped: how many active ones of the device no point names' }),
});

/** A string node id below the device's root, a complete node id in any namespace, or a condition the server reports. */
export const addressSchema = z.union([nodeSchema, nodeIdSchema, eventSchema]);

export type OpcuaAddress = z.infer<typeof addressSchema>;
export type EventAddress = z.infer<typeof eventSchema>;
export type NodeAddress = Exclude<OpcuaAddress, EventAddress>;

export const isEventAddress = (address: OpcuaAddress): address is EventAddress => 'event' in address;

/** Whether the point is of kind text: its value goes out as words. */
export const isTextAddress = (address: OpcuaAddress): boolean =>
  isEventAddress(address)
    ? address.event !== 'unmapped' && address.event.field === 'message'
    : address.type === 'string';

/** Why a point can never be set, in words. What its node takes is only known from the server. */
export function writeProblem(address: OpcuaAddress): string | undefined {
  if (isEventAddress(address)) return 'a condition cannot be set';
  return isTextAddress(address) ? 'a text cannot be set' : undefined;
}
