import { z } from 'zod';

/** What a gateway says of itself each minute. A monitor that hears none raises the alarm that the gateway cannot. */
export const heartbeatMessage = z.strictObject({
  schema: z.literal('heartbeat.v1'),
  gateway: z.string().min(1).max(100).meta({ description: 'Site id' }),
  sequence: z.int().min(0).meta({ description: 'Grows with every beat of one process' }),
  sentAt: z.int().meta({ description: 'ms since the epoch' }),
  healthy: z.boolean(),
  openAlarms: z.int().min(0),
  signature: z.string().max(100).meta({
    description: 'base64 of HMAC-SHA256 over the JSON array of gateway, sequence, sentAt, healthy and openAlarms',
  }),
});
export type HeartbeatMessage = z.infer<typeof heartbeatMessage>;
export type Heartbeat = Omit<HeartbeatMessage, 'schema' | 'signature'>;
