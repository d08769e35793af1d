import { done } from '../../domain/errors.ts';
import type { DeliveryService } from '../../ports/delivery-service.ts';
import type { OutboxRow } from '../../ports/outbox.ts';
import type { Audit } from '../audit.ts';
import type { Handlers } from '../handler.ts';

interface OutboxServices {
  readonly delivery: DeliveryService;
  readonly audit: Audit;
}

type OutboxRoutes = 'listOutbox' | 'readDelivery' | 'redriveOutbox' | 'testDelivery';

/** Messages to people as they are shown, sent again and tried out. */
export function outboxRoutes({ delivery, audit }: OutboxServices): Handlers<OutboxRoutes> {
  return {
    listOutbox: async ({ query }) => {
      const { alarm, ...rest } = query;
      const rows = await delivery.list({ ...rest, ...(alarm === undefined ? {} : { alarmId: alarm }) });
      return done(rows.map(shown));
    },
    readDelivery: async () => done(await delivery.status()),
    redriveOutbox: async ({ body, caller }) => {
      const count = await delivery.redrive(body.ids);
      await audit.done(caller.username, 'outbox redrive', body.ids.join(' '), `${count} of ${body.ids.length}`);
      return done({ count });
    },
    testDelivery: async ({ caller }) => {
      const result = await delivery.test();
      await audit.done(caller.username, 'outbox test', `${result.ways.length} ways`);
      return done(result);
    },
  };
}

/** Without what it says and with the address so far as it tells people apart: telephone numbers are nobody's business. */
function shown(row: OutboxRow) {
  const { id, channel, kind, recipient, alarmId, occurrence, step, priority, state, attempts } = row;
  const { address, detail, queuedAt, dueAt, settledAt } = row;
  const telling = { id, channel, kind, recipient, alarmId, occurrence, step, priority, state, attempts };
  return { ...telling, address: masked(address), detail, queuedAt, dueAt, settledAt };
}

const SHOWN_AT_EACH_END = 3;
const masked = (address: string): string =>
  address.length <= 2 * SHOWN_AT_EACH_END
    ? '…'.repeat(Math.min(1, address.length))
    : `${address.slice(0, SHOWN_AT_EACH_END)}…${address.slice(-SHOWN_AT_EACH_END)}`;
