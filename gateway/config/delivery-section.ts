import { z } from 'zod';
import type { DeliverySettings, HeartbeatSetting } from '../domain/delivery-settings.ts';
import { duration, durationMs } from '../domain/duration.ts';
import { localText } from '../domain/text.ts';
import { entryId } from './entry-id.ts';
import { clockTime, minutesOf } from './week-hours.ts';

const secret = z.string().min(16).max(200).meta({ description: 'At least 16 characters; both ends have the same' });

const heartbeat = z.union([
  z.strictObject({ url: z.url({ protocol: /^https?$/ }), secret }),
  z.strictObject({
    channel: entryId.meta({ description: 'A channel of kind mqtt' }),
    topic: z.string().min(1).max(200),
    secret,
  }),
]);

const watch = z.strictObject({
  gateway: entryId.meta({ description: 'The other gateway’s site id' }),
  title: localText,
  secret,
  patience: duration.default('5m').meta({ description: 'Without a beat for so long it counts as lost' }),
});

/** What stands under `notifications` beside the channels: proofs that people can be reached. */
export const deliveryParts = {
  selfTest: z
    .union([clockTime, z.literal('off')])
    .default('09:00')
    .meta({
      description: 'When every way to the people on duty is tried each day; besides at the beginning of shifts',
    }),
  heartbeats: z
    .array(heartbeat)
    .max(10)
    .default([])
    .meta({ description: 'Who is told each minute that this gateway is alive' }),
  watches: z
    .array(watch)
    .max(500)
    .default([])
    .meta({ description: 'Other gateways whose heartbeats are listened to here' }),
};

interface DeliveryEntry {
  readonly selfTest: string;
  readonly heartbeats: readonly z.infer<typeof heartbeat>[];
  readonly watches: readonly z.infer<typeof watch>[];
}

/** The settings of a section of the right shape. */
export function deliverySettingsOf({ selfTest, heartbeats, watches }: DeliveryEntry): DeliverySettings {
  return {
    selfTestAt: selfTest === 'off' ? undefined : minutesOf(selfTest),
    heartbeats: heartbeats.map(heartbeatOf),
    watches: watches.map(({ patience, ...rest }) => ({ ...rest, patienceMs: durationMs(patience) })),
  };
}

function heartbeatOf(entry: z.infer<typeof heartbeat>): HeartbeatSetting {
  const { secret } = entry;
  if ('url' in entry) return { to: { kind: 'web', url: entry.url }, secret };
  return { to: { kind: 'mqtt', channel: entry.channel, topic: entry.topic }, secret };
}
