import { done } from '../../domain/errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { OutageService } from '../../ports/outage-service.ts';
import type { Handlers } from '../handler.ts';
import { deedOf, orNull, queryOf, readRecord, viewOutcome, viewRecord } from './deed-of.ts';

interface OutageServices {
  readonly outages: OutageService;
  readonly clock: Clock;
}

type OutageRoutes =
  | ('listOutages' | 'readAffected' | 'planOutage' | 'readOutage' | 'changeOutage' | 'announceOutage')
  | ('extendOutage' | 'sayOutage' | 'restoreOutage' | 'cancelOutage');

/** Planned outages. */
export function outageRoutes({ outages, clock }: OutageServices): Handlers<OutageRoutes> {
  return {
    listOutages: async ({ query }) => done((await outages.list(queryOf(query))).map(viewRecord)),
    readAffected: ({ query }) => {
      const { noticeMs, contact } = outages.plan;
      return done({ noticeMs, contact, affected: outages.affected(query.equipment, query.kind) });
    },
    readOutage: ({ params }) => readRecord(outages, params.id),
    planOutage: async (call) => {
      const { deviceAt: _deviceAt, ...draft } = call.body;
      return viewOutcome(await outages.open(draft, deedOf(call, clock)));
    },
    changeOutage: async (call) => {
      const { deviceAt: _deviceAt, expectedVersion, ...draft } = call.body;
      return viewOutcome(await outages.change(call.params.id, draft, deedOf(call, clock), expectedVersion));
    },
    announceOutage: async (call) => {
      const { excuse, expectedVersion } = call.body;
      return viewOutcome(await outages.announce(call.params.id, orNull(excuse), deedOf(call, clock), expectedVersion));
    },
    extendOutage: async (call) => {
      const { endAt, reason, expectedVersion } = call.body;
      return viewOutcome(await outages.extend(call.params.id, endAt, reason, deedOf(call, clock), expectedVersion));
    },
    sayOutage: async (call) => {
      const { what, expectedVersion } = call.body;
      return viewOutcome(await outages.say(call.params.id, what, deedOf(call, clock), expectedVersion));
    },
    restoreOutage: async (call) => {
      const { message, expectedVersion } = call.body;
      return viewOutcome(await outages.restore(call.params.id, message, deedOf(call, clock), expectedVersion));
    },
    cancelOutage: async (call) => {
      const { reason, expectedVersion } = call.body;
      return viewOutcome(await outages.cancel(call.params.id, reason, deedOf(call, clock), expectedVersion));
    },
  };
}
