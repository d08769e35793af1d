import { z } from 'zod';
import { deliveryStatus, outboxFilter, outboxNotice, redriveChoice, redriven, selfTest } from './outbox-resources.ts';
import { emptyBody } from './requests.ts';
import type { RouteContract } from './route.ts';

const GROUP = 'Messages';

/** What was said to people, what waits, and what could not be said. */
export const OUTBOX_ROUTES = {
  listOutbox: {
    group: GROUP,
    method: 'GET',
    path: '/api/v1/outbox',
    summary: 'Messages to people, newest first; `state=waiting` those not sent yet, `state=dead` those given up',
    access: 'system:read',
    query: outboxFilter,
    status: 200,
    response: z.array(outboxNotice),
    codes: [],
  },
  readDelivery: {
    group: GROUP,
    method: 'GET',
    path: '/api/v1/outbox/status',
    summary: 'How the ways to people are, the latest self-test, and the gateways that are watched',
    access: 'system:read',
    status: 200,
    response: deliveryStatus,
    codes: [],
  },
  redriveOutbox: {
    group: GROUP,
    method: 'POST',
    path: '/api/v1/outbox/redrive',
    summary: 'Send messages again that were given up',
    access: 'duty:manage',
    body: redriveChoice,
    status: 200,
    response: redriven,
    codes: [],
  },
  testDelivery: {
    group: GROUP,
    method: 'POST',
    path: '/api/v1/outbox/test',
    summary: 'Send a test on every way to whoever has the duty; readDelivery says what has become of it',
    access: 'duty:manage',
    body: emptyBody,
    status: 200,
    response: selfTest,
    codes: [],
  },
} as const satisfies Record<string, RouteContract>;
