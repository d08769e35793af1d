import type { ShiftRecord } from '../../domain/duty/shifts/shift-steps.ts';
import { done, refused } from '../../domain/errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Caller } from '../../ports/session-gate.ts';
import type { ShiftCaller, ShiftDeed, ShiftService } from '../../ports/shift-service.ts';
import type { Handlers } from '../handler.ts';

interface ShiftServices {
  readonly shifts: ShiftService;
  readonly clock: Pick<Clock, 'nowMs'>;
}

type ShiftRoutes =
  | ('readDutyConsole' | 'readDutyNews' | 'readRoster' | 'listShifts' | 'readShift' | 'readShiftStanding')
  | ('arriveAtShift' | 'leaveDutyRoom' | 'returnToDutyRoom' | 'checkAllEquipment')
  | ('writeHandover' | 'endSwitching' | 'signShiftOut' | 'signShiftIn' | 'addShiftAddendum');

interface ShiftCall {
  readonly params: { readonly id: number };
  readonly body: { readonly expectedVersion?: number; readonly via?: 'screen' | 'phone' };
  readonly caller: Caller;
  readonly isPage: boolean;
}

const DAY_MS = 86_400_000;
const USUAL_LIST_MS = 7 * DAY_MS;
const USUAL_ROSTER_MS = 14 * DAY_MS;

/** Shifts, who is where, and the handover between them. */
export function shiftRoutes({ shifts, clock }: ShiftServices): Handlers<ShiftRoutes> {
  const act = (call: ShiftCall, deed: ShiftDeed) =>
    shifts.act(call.params.id, deed, callerOf(call), call.body.expectedVersion);
  return {
    readDutyConsole: async () => done(await shifts.console()),
    readDutyNews: async ({ caller }) => done(await shifts.news(caller.username)),
    readRoster: async ({ query }) => {
      const from = query.from ?? clock.nowMs();
      return done(await shifts.roster(from, query.to ?? from + USUAL_ROSTER_MS));
    },
    listShifts: async ({ query }) => {
      const { from = clock.nowMs() - USUAL_LIST_MS, before, state, trade: subject, limit } = query;
      const to = Math.min(query.to ?? Number.MAX_SAFE_INTEGER, before ?? Number.MAX_SAFE_INTEGER);
      return done((await shifts.list({ from, to, states: state && [state], subject, limit })).map(viewBrief));
    },
    readShift: async ({ params }) => {
      const found = await shifts.get(params.id);
      return found ? done({ ...found.record, events: found.events }) : refused('RECORD_NOT_FOUND');
    },
    readShiftStanding: ({ params, caller }) => shifts.standing(params.id, caller.username),
    arriveAtShift: (call) => act(call, { kind: 'arrive' }),
    leaveDutyRoom: (call) => {
      const { place, agreedBy, backUntil: backAt } = call.body;
      return act(call, { kind: 'leave', place, agreedBy, backAt });
    },
    returnToDutyRoom: (call) => act(call, { kind: 'back' }),
    checkAllEquipment: (call) => act(call, { kind: 'check', note: call.body.note }),
    writeHandover: (call) => {
      const { expectedVersion: _version, via: _via, ...words } = call.body;
      return act(call, { kind: 'write', words });
    },
    endSwitching: (call) => act(call, { kind: 'end-switching' }),
    signShiftOut: (call) => act(call, { kind: 'sign-out' }),
    signShiftIn: (call) => {
      const { walked, found, overrideReason } = call.body;
      return act(call, { kind: 'sign-in', walked, found, overrideReason });
    },
    addShiftAddendum: (call) => act(call, { kind: 'addendum', text: call.body.text }),
  };
}

function callerOf({ caller, body, isPage }: ShiftCall): ShiftCaller {
  const { username, displayName, role } = caller;
  return { username, displayName, role, via: isPage ? (body.via ?? 'screen') : 'rest' };
}

function viewBrief({ body, ...head }: ShiftRecord) {
  const { title, hours, startsAt, endsAt, people, handover } = body;
  return {
    ...{ ...head, title, hours, startsAt, endsAt, people },
    outgoing: handover?.outgoing?.name ?? null,
    incoming: handover?.incoming?.name ?? null,
    isLate: handover?.isLate ?? false,
    isOverridden: handover?.override != null,
  };
}
