import { z } from 'zod';
import { instant } from './instant.ts';

export const deviceState = z.object({
  id: z.string(),
  state: z.enum(['online', 'suspect', 'offline']),
  stateSince: instant,
  lastGoodAt: instant.nullable(),
  requests: z.int(),
  failures: z.int(),
  latencyMs: z.number().nullable().meta({ description: '95th percentile of recent answers' }),
  lastFailure: z.string().nullable(),
});
export const connectionState = z
  .object({
    id: z.string(),
    driver: z.string(),
    endpoint: z.string(),
    state: z.enum(['online', 'connecting', 'offline']),
    stateSince: instant,
    reconnects: z.int(),
    loadPercent: z.number().nullable().meta({ description: 'Share of time the bus is busy' }),
    skippedCycles: z.int(),
    devices: z.array(deviceState),
  })
  .meta({ id: 'Connection' });
export type DeviceState = z.infer<typeof deviceState>;
export type ConnectionState = z.infer<typeof connectionState>;
