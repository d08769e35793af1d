import { z } from 'zod';
import { channelOverview, channelTest, pushBrowser, pushRegistration, pushState } from './channel-resources.ts';
import { byId, emptyBody } from './requests.ts';
import type { RouteContract } from './route.ts';

const GROUP = 'Channels';

/** Ways to reach people, and the browsers that people want to be woken in. */
export const CHANNEL_ROUTES = {
  listChannels: {
    group: GROUP,
    method: 'GET',
    path: '/api/v1/channels',
    summary: 'Configured channels with their settings, without secrets, and how they are doing',
    access: 'system:read',
    status: 200,
    response: z.array(channelOverview),
    codes: [],
  },
  testChannel: {
    group: GROUP,
    method: 'POST',
    path: '/api/v1/channels/:id/test',
    summary: 'Send a test to the own address in this channel, or to the channel as a whole; answers what became of it',
    access: 'duty:manage',
    params: byId,
    body: emptyBody,
    status: 200,
    response: channelTest,
    codes: ['CHANNEL_NOT_FOUND', 'CHANNEL_TEST_NO_ADDRESS', 'REQUEST_TOO_MANY'],
  },
  readPush: {
    group: GROUP,
    method: 'GET',
    path: '/api/v1/push-subscriptions',
    summary: 'The own browsers that are woken by alarms, and the key to register one with',
    access: 'session',
    status: 200,
    response: pushState,
    codes: [],
  },
  registerPush: {
    group: GROUP,
    method: 'POST',
    path: '/api/v1/push-subscriptions',
    summary: 'Have alarms wake this browser; again is harmless',
    access: 'session',
    body: pushRegistration,
    status: 201,
    response: pushBrowser,
    codes: ['PUSH_UNAVAILABLE', 'PUSH_SERVICE_REFUSED'],
  },
  removePush: {
    group: GROUP,
    method: 'DELETE',
    path: '/api/v1/push-subscriptions/:id',
    summary: 'Do not wake this browser any more; only an own one, harmless when there is none',
    access: 'session',
    params: byId,
    status: 204,
    response: z.null(),
    codes: [],
  },
} as const satisfies Record<string, RouteContract>;
