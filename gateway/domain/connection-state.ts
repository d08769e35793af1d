import { z } from 'zod';
import { instant } from './instant.ts';
import { localText } from './text.ts';

const count = z.int().min(0);

export const deviceState = z.object({
  id: z.string(),
  state: z.enum(['online', 'suspect', 'offline']),
  stateSince: instant,
  lastGoodAt: instant.nullable(),
  requests: count,
  failures: count,
  successPercent: z
    .number()
    .nullable()
    .meta({ description: 'Of the last 100 requests; null before the first, and where nothing is asked' }),
  latencyMs: z.number().nullable().meta({ description: '95th percentile of recent answers' }),
  timeouts: count.exactOptional().meta({ description: 'Requests without an answer since the start' }),
  busyPercent: z.number().nullable().exactOptional().meta({
    description: 'Share of the last ten seconds for which it kept the bus busy; absent where nothing is asked',
  }),
  lastFailure: z.string().nullable(),
  exceptions: z
    .record(z.string(), count)
    .meta({ description: 'Refusals by the code of the protocol, since the start' }),
  holes: z.array(z.string()).meta({ description: 'What the device refuses and is no longer asked for' }),
  items: z
    .object({ expected: count, delivering: count })
    .nullable()
    .meta({ description: 'Points subscribed, and how many of them deliver; null where nothing is subscribed' }),
});

/** How questions failed: no answer, a refusal, an answer without sense, no link. */
export const failureCounts = z
  .object({ timeout: count, exception: count, garbled: count, linkLost: count })
  .meta({ description: 'Failed requests since the start, by class' });

export const connectionState = z
  .object({
    id: z.string(),
    driver: z.string(),
    endpoint: z.string(),
    state: z.enum(['online', 'connecting', 'offline']),
    stateSince: instant,
    reconnects: count,
    loadPercent: z.number().nullable().meta({ description: 'Share of time the bus is busy' }),
    requestsPerSecond: z
      .number()
      .nullable()
      .meta({ description: 'Of the last ten seconds; null where nothing is asked' }),
    latency: z
      .object({ p50: z.number(), p95: z.number() })
      .nullable()
      .meta({ description: 'Recent answer times of all devices, ms' }),
    errors: failureCounts,
    skippedCycles: count.meta({ description: 'Cycles that did not take place because the bus was busy' }),
    cautions: z.array(localText).meta({ description: 'What people should know about this link as long as it runs' }),
    devices: z.array(deviceState),
  })
  .meta({ id: 'Connection' });
export type DeviceState = z.infer<typeof deviceState>;
export type FailureCounts = z.infer<typeof failureCounts>;
export type ConnectionState = z.infer<typeof connectionState>;
