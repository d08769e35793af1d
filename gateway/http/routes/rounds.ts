import { placeCode, readPlaceCode } from '../../domain/duty/rounds/place-code.ts';
import type { StopState } from '../../domain/duty/rounds/round.ts';
import { isOpenFinding } from '../../domain/duty/rounds/round-findings.ts';
import type { RoundRecord } from '../../domain/duty/rounds/round-step.ts';
import { done, refused } from '../../domain/errors.ts';
import type { Site } from '../../domain/site.ts';
import type { Clock } from '../../ports/clock.ts';
import type { RoundDeed, RoundService } from '../../ports/round-service.ts';
import { callerOf, type DeedCall } from '../deed-caller.ts';
import type { Handlers } from '../handler.ts';

interface RoundServices {
  readonly rounds: RoundService;
  readonly site: Pick<Site, 'id' | 'publicUrl' | 'areas' | 'equipment'>;
  readonly clock: Pick<Clock, 'nowMs'>;
}

type RoundRoutes =
  | ('listRounds' | 'listRoundPlans' | 'readRoundFigures' | 'listRoundFindings' | 'readRound')
  | ('scanRoundStop' | 'fillRoundStop' | 'skipRoundStop' | 'correctRoundEntry')
  | ('signRound' | 'reviewRound' | 'addRoundAddendum' | 'recheckRoundFinding')
  | ('listPlaceCodes' | 'readPlace');

const WEEK_MS = 7 * 86_400_000;

/** Rounds, and the codes that hang at the places. */
export function roundRoutes({ rounds, site, clock }: RoundServices): Handlers<RoundRoutes> {
  const act = (call: DeedCall, deed: RoundDeed) =>
    rounds.act(call.params.id, deed, callerOf(call), call.body.expectedVersion);
  const places = placesOf(site);
  return {
    listRounds: async ({ query }) => {
      const { from = clock.nowMs() - WEEK_MS, before, state, plan: subject, limit } = query;
      const to = Math.min(query.to ?? Number.MAX_SAFE_INTEGER, before ?? Number.MAX_SAFE_INTEGER);
      const states = state && [state];
      return done((await rounds.list({ from, to, states, subject, limit })).map(viewBrief));
    },
    listRoundPlans: () =>
      done(
        rounds.plan.plans.map(({ id, title, rotation, route, stops }) => {
          return { ...{ id, title, rotation, route }, stops: stops.map((stop) => viewStop(stop)) };
        }),
      ),
    readRoundFigures: async ({ query }) => {
      const to = query.to ?? clock.nowMs();
      const from = query.from ?? to - WEEK_MS;
      const { coverageDays } = rounds.plan;
      return done({ startsAt: from, endsAt: to, coverageDays, plans: await rounds.figures(from, to) });
    },
    listRoundFindings: async () => done(await rounds.findings()),
    readRound: async ({ params }) => {
      const found = await rounds.get(params.id);
      return found ? done({ ...found.record, events: found.events }) : refused('RECORD_NOT_FOUND');
    },
    scanRoundStop: (call) => {
      const { stop, code, typed } = call.body;
      return act(call, { kind: 'scan', stop, code: plainCode(site.id, code), isTyped: typed });
    },
    fillRoundStop: (call) => act(call, { kind: 'fill', stop: call.body.stop, answers: call.body.answers }),
    skipRoundStop: (call) => act(call, { kind: 'skip', stop: call.body.stop, reason: call.body.reason }),
    correctRoundEntry: (call) => {
      const { stop, answer, reason } = call.body;
      return act(call, { kind: 'correct', stop, answer, reason });
    },
    signRound: (call) => act(call, { kind: 'sign', note: call.body.note }),
    reviewRound: (call) => act(call, { kind: 'review', note: call.body.note }),
    addRoundAddendum: (call) => act(call, { kind: 'addendum', note: call.body.note }),
    recheckRoundFinding: (call) => {
      const { finding, result, note } = call.body;
      return act(call, { kind: 'recheck', finding, result, note });
    },
    listPlaceCodes: () => done({ base: site.publicUrl ?? null, places }),
    readPlace: async ({ params }) => {
      const code = plainCode(site.id, params.code);
      const place = places.find((one) => one.code === code);
      if (!place) return refused('RESOURCE_NOT_FOUND');
      return done({ ...place, rounds: (await rounds.openAt(code)).map(viewBrief) });
    },
  };
}

/** As it hangs there, whatever address or small letters it came with; what is no code of this site stays as it is. */
function plainCode(site: string, text: string): string {
  const place = readPlaceCode(site, text);
  return place ? placeCode(site, place) : text;
}

/** Rooms in the order of the site file, each with its equipment after it. */
function placesOf({ id: site, areas, equipment }: RoundServices['site']) {
  return areas.flatMap((area) => [
    { code: placeCode(site, { kind: 'area', id: area.id }), kind: 'area' as const, ...area, area: area.id },
    ...equipment
      .filter((one) => one.area === area.id)
      .map(({ id, name }) => {
        const code = placeCode(site, { kind: 'equipment', id });
        return { code, kind: 'equipment' as const, id, name, area: area.id };
      }),
  ]);
}

const viewStop = ({ id, title, area, checks }: RoundService['plan']['plans'][number]['stops'][number]) => {
  return { id, title, area, checks: checks.length };
};

function viewBrief({ body, ...head }: RoundRecord) {
  const { plan, title, rotation, opensAt, lateAt, closesAt, startedAt, startedBy, signed, review } = body;
  const findings = body.findings.filter(({ isWithdrawn }) => !isWithdrawn);
  return {
    ...head,
    ...{ plan, title, rotation, opensAt, lateAt, closesAt, startedAt, startedBy },
    ...{ signedBy: signed?.by ?? null, reviewedBy: review?.by ?? null, stops: countStops(body.stops) },
    ...{ findings: findings.length, openFindings: findings.filter(isOpenFinding).length },
    isHasty: body.stops.some((stop) => stop.isHasty),
  };
}

function countStops(stops: readonly { readonly state: StopState }[]) {
  const count = (state: StopState): number => stops.filter((stop) => stop.state === state).length;
  const [done, late, missed] = [count('done'), count('late'), count('missed')];
  return { all: stops.length, done, late, missed, skipped: count('skipped'), open: count('open') };
}
