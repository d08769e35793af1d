import type { Clock } from '../../ports/clock.ts';
import type { DeliveryService } from '../../ports/delivery-service.ts';
import type { Outbox } from '../../ports/outbox.ts';
import type { Delivery } from './delivery.ts';
import type { GatewayWatch } from './gateway-watch.ts';
import type { SelfTest } from './self-test.ts';

export interface DeliveryParts {
  readonly outbox: Pick<Outbox, 'list' | 'redrive'>;
  readonly delivery: Pick<Delivery, 'channels'>;
  readonly selfTest: Pick<SelfTest, 'result' | 'run'>;
  readonly watch: Pick<GatewayWatch, 'status'>;
  readonly clock: Clock;
}

/** What screens and commands see of the telling of people. */
export function createDeliveryService({ outbox, delivery, selfTest, watch, clock }: DeliveryParts): DeliveryService {
  return {
    status: async () => ({
      channels: await delivery.channels(),
      selfTest: selfTest.result,
      gateways: watch.status(),
    }),
    list: (query) => outbox.list(query),
    redrive: (ids) => outbox.redrive(ids, clock.nowMs()),
    test: () => selfTest.run('asked'),
  };
}
