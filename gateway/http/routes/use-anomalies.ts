import { done } from '../../domain/errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { UseAnomalyService } from '../../ports/use-anomaly-service.ts';
import type { Handlers } from '../handler.ts';
import { deedOf, queryOf, readRecord, viewOutcome, viewRecord } from './deed-of.ts';

interface UseAnomalyServices {
  readonly useAnomalies: UseAnomalyService;
  readonly clock: Clock;
}

type UseAnomalyRoutes =
  | ('listUseAnomalies' | 'readUseAnomaly' | 'explainUseAnomaly' | 'actOnUseAnomaly')
  | ('orderForUseAnomaly' | 'closeUseAnomaly' | 'dismissUseAnomaly');

/** Cases of unusual use. */
export function unusualUseRoutes({ useAnomalies, clock }: UseAnomalyServices): Handlers<UseAnomalyRoutes> {
  return {
    listUseAnomalies: async ({ query }) => done((await useAnomalies.list(queryOf(query))).map(viewRecord)),
    readUseAnomaly: ({ params }) => readRecord(useAnomalies, params.id),
    explainUseAnomaly: async (call) => {
      const { text, expectedVersion } = call.body;
      return viewOutcome(await useAnomalies.explain(call.params.id, text, deedOf(call, clock), expectedVersion));
    },
    actOnUseAnomaly: async (call) => {
      const { text, expectedVersion } = call.body;
      return viewOutcome(await useAnomalies.act(call.params.id, text, deedOf(call, clock), expectedVersion));
    },
    orderForUseAnomaly: async (call) => viewOutcome(await useAnomalies.order(call.params.id, deedOf(call, clock))),
    closeUseAnomaly: async (call) => {
      const { text, expectedVersion } = call.body;
      return viewOutcome(await useAnomalies.close(call.params.id, text, deedOf(call, clock), expectedVersion));
    },
    dismissUseAnomaly: async (call) => {
      const { reason, expectedVersion } = call.body;
      return viewOutcome(await useAnomalies.dismiss(call.params.id, reason, deedOf(call, clock), expectedVersion));
    },
  };
}
