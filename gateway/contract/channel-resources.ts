import { z } from 'zod';
import { priority } from '../domain/alarm.ts';
import { instant } from '../domain/instant.ts';
import { localText } from '../domain/text.ts';

/** Ways to reach people, as they are shown. Nothing here holds a secret. */

export const channelOverview = z
  .object({
    id: z.string(),
    kind: z.string(),
    title: localText,
    priorities: z.array(priority).meta({ description: 'Told to it at once, besides what the on-call plan says' }),
    settings: z.array(
      z.object({
        name: z.string(),
        isSecret: z.boolean(),
        isSet: z.boolean(),
        value: z.string().nullable().meta({ description: 'Null for secrets, lists and what is not set' }),
      }),
    ),
    address: localText
      .nullable()
      .meta({ description: 'What a person needs to be reached; null: no addresses of persons' }),
    persons: z.int().meta({ description: 'How many persons have it among their contacts' }),
    health: z
      .object({
        state: z
          .enum(['up', 'down', 'broken'])
          .meta({ description: 'broken: nothing works until its settings are changed' }),
        failuresInARow: z.int(),
        lastFailure: z.string().nullable(),
        lastSentAt: instant.nullable(),
        waiting: z.int(),
        dead: z.int(),
      })
      .nullable(),
  })
  .meta({ id: 'Channel' });
export type ChannelState = z.infer<typeof channelOverview>;

export const channelTest = z
  .object({
    result: z.enum(['sent', 'throttled', 'failed', 'rejected', 'broken']),
    text: localText,
    detail: z.string().nullable(),
    tookMs: z.int(),
  })
  .meta({ id: 'ChannelTest' });
export type ChannelTestResult = z.infer<typeof channelTest>;

export const pushBrowser = z
  .object({ id: z.string(), label: z.string(), createdAt: instant })
  .meta({ id: 'PushBrowser' });

export const pushState = z
  .object({
    publicKey: z
      .string()
      .nullable()
      .meta({ description: 'To register with, base64url; null: the site has no channel of push' }),
    browsers: z.array(pushBrowser),
  })
  .meta({ id: 'PushState' });
export type PushState = z.infer<typeof pushState>;

/** What `PushSubscription.toJSON()` of a browser says, and what its owner calls the machine. */
export const pushRegistration = z.strictObject({
  endpoint: z.url().max(1000),
  p256dh: z.string().regex(/^B[A-Za-z0-9_-]{86}$/, 'an uncompressed point of P-256 in base64url'),
  auth: z.string().regex(/^[A-Za-z0-9_-]{22}$/, '16 bytes in base64url'),
  label: z.string().trim().min(1).max(80),
});
