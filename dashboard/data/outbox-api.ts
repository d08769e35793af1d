import type { z } from 'zod';
import type { deliveryStatus, outboxNotice, selfTest } from '../../gateway/contract/outbox-resources.ts';
import type { Wire } from '../../gateway/contract/wire.ts';
import type { Requests } from './requests.ts';

export type WireNotice = Wire<z.infer<typeof outboxNotice>>;
export type WireDelivery = Wire<z.infer<typeof deliveryStatus>>;
export type WireSelfTest = Wire<z.infer<typeof selfTest>>;

/** Which messages: those not sent yet, those given up, or all. */
export type NoticeView = 'waiting' | 'dead' | 'all';

/** Messages to people over REST. Every method throws ApiError. */
export interface OutboxApi {
  notices(view: NoticeView): Promise<WireNotice[]>;
  delivery(): Promise<WireDelivery>;
  /** Sends given-up messages again; says how many. */
  redrive(ids: readonly string[]): Promise<{ readonly count: number }>;
  /** Starts a test of every way, or answers the one that runs. */
  testDelivery(): Promise<WireSelfTest>;
}

const LIST_LIMIT = 200;

export function createOutboxApi({ get, post }: Requests): OutboxApi {
  return {
    notices: (view) => get('/outbox', { state: view === 'all' ? undefined : view, limit: LIST_LIMIT }),
    delivery: () => get('/outbox/status'),
    redrive: (ids) => post('/outbox/redrive', { ids }),
    testDelivery: () => post('/outbox/test', {}),
  };
}
