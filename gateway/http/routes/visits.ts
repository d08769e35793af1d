import { done, refused } from '../../domain/errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { VisitCaller, VisitDeed, VisitService } from '../../ports/visit-service.ts';
import type { Handlers } from '../handler.ts';

interface VisitServices {
  readonly visits: VisitService;
  readonly clock: Pick<Clock, 'nowMs'>;
}

type VisitRoutes =
  | ('listVisits' | 'listClosedAreas' | 'readVisit' | 'askForVisit')
  | ('approveVisit' | 'refuseVisit' | 'enterPlantRoom' | 'leavePlantRoom' | 'cancelVisit');

interface VisitCall {
  readonly params: { readonly id: number };
  readonly body: { readonly expectedVersion?: number; readonly via?: 'screen' | 'phone' };
  readonly caller: { readonly username: string };
  readonly isPage: boolean;
}

const USUAL_LIST_MS = 31 * 86_400_000;

/** Outsiders in plant rooms. */
export function visitRoutes({ visits, clock }: VisitServices): Handlers<VisitRoutes> {
  const act = (call: VisitCall, deed: VisitDeed) =>
    visits.act(call.params.id, deed, callerOf(call), call.body.expectedVersion);
  return {
    listVisits: async ({ query }) => {
      const { from = clock.nowMs() - USUAL_LIST_MS, before, state, area: subject, limit } = query;
      const to = Math.min(query.to ?? Number.MAX_SAFE_INTEGER, before ?? Number.MAX_SAFE_INTEGER);
      return done(await visits.list({ from, to, states: state && [state], subject, limit }));
    },
    listClosedAreas: () => done({ areas: visits.plan.closedAreas }),
    readVisit: async ({ params }) => {
      const found = await visits.get(params.id);
      return found ? done({ ...found.record, events: found.events }) : refused('RECORD_NOT_FOUND');
    },
    askForVisit: ({ body, caller, isPage }) => visits.ask(body, callerOf({ body: {}, caller, isPage })),
    approveVisit: (call) => act(call, { kind: 'approve', note: call.body.note }),
    refuseVisit: (call) => act(call, { kind: 'refuse', note: call.body.note }),
    enterPlantRoom: (call) => act(call, { kind: 'enter' }),
    leavePlantRoom: (call) => act(call, { kind: 'leave', note: call.body.note }),
    cancelVisit: (call) => act(call, { kind: 'cancel', note: call.body.note }),
  };
}

function callerOf({ caller, body, isPage }: Omit<VisitCall, 'params'>): VisitCaller {
  return { username: caller.username, via: isPage ? (body.via ?? 'screen') : 'rest' };
}
