import type { RecordVia } from '../../domain/duty/record.ts';
import { done, type Outcome, refused } from '../../domain/errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Caller } from '../../ports/session-gate.ts';
import type { SheetCaller, SheetQuery, SheetRecord, SheetService, StartRecord } from '../../ports/sheet-service.ts';
import { Gate } from '../gate.ts';
import type { Handlers } from '../handler.ts';
import { viewSheet, viewStart, viewSummary } from './sheet-view.ts';

/** Comfort figures look through the history of every zone. */
const AT_ONCE = 8;
const AT_ONCE_PER_USER = 2;

interface SheetServices {
  readonly sheets: SheetService;
  readonly clock: Clock;
}

type SheetRoutes =
  | ('listLogSheets' | 'readLogSheet' | 'fillLogSheet' | 'correctLogSheet' | 'signLogSheet')
  | ('reviewLogSheet' | 'addToLogSheet' | 'listTimedStarts' | 'readTimedStart' | 'explainTimedStart' | 'readComfort');

/** Log sheets, planned starts and comfort. */
export function sheetRoutes({ sheets, clock }: SheetServices): Handlers<SheetRoutes> {
  const gate = new Gate(AT_ONCE, AT_ONCE_PER_USER);
  const whole = async (outcome: Outcome<SheetRecord>) => {
    if (!outcome.ok) return outcome;
    return done(viewSheet(outcome.value, await sheets.events(outcome.value.id), clock.nowMs()));
  };
  const wholeStart = async (outcome: Outcome<StartRecord>) => {
    if (!outcome.ok) return outcome;
    return done({ ...viewStart(outcome.value), events: await sheets.startEvents(outcome.value.id) });
  };
  return {
    listLogSheets: async ({ query }) => {
      const now = clock.nowMs();
      return done((await sheets.list(queryOf(query))).map((record) => viewSummary(record, now)));
    },
    readLogSheet: async ({ params }) => whole(found(await sheets.get(params.id))),
    fillLogSheet: async ({ params, body, caller, isPage }) => {
      const { expectedVersion, deviceAt, sentAt, row, entries } = body;
      const enteredAt = deviceAt === null ? null : enteredAtOf(deviceAt, sentAt, clock.nowMs());
      return whole(
        await sheets.fill(params.id, { row, entries }, callerOf(caller, isPage, enteredAt), expectedVersion),
      );
    },
    correctLogSheet: async ({ params, body, caller, isPage }) => {
      const { expectedVersion, ...change } = body;
      return whole(await sheets.correct(params.id, change, callerOf(caller, isPage), expectedVersion));
    },
    signLogSheet: async ({ params, body, caller, isPage }) => {
      const what = body.row === null ? { day: body.sign ?? '' } : { row: body.row };
      return whole(await sheets.sign(params.id, what, callerOf(caller, isPage), body.expectedVersion));
    },
    reviewLogSheet: async ({ params, body, caller, isPage }) => {
      const { expectedVersion, ...what } = body;
      return whole(await sheets.review(params.id, what, callerOf(caller, isPage), expectedVersion));
    },
    addToLogSheet: async ({ params, body, caller, isPage }) => {
      const { expectedVersion, ...what } = body;
      return whole(await sheets.addendum(params.id, what, callerOf(caller, isPage), expectedVersion));
    },
    listTimedStarts: async ({ query }) => done((await sheets.starts(queryOf(query))).map(viewStart)),
    readTimedStart: async ({ params }) => wholeStart(found(await sheets.start(params.id))),
    explainTimedStart: async ({ params, body, caller, isPage }) =>
      wholeStart(await sheets.explain(params.id, body.text, callerOf(caller, isPage), body.expectedVersion)),
    readComfort: async ({ query, caller }) =>
      done(await gate.run(caller.username, () => sheets.comfort(query.from, query.to))),
  };
}

const found = <T>(record: T | undefined): Outcome<T> =>
  record === undefined ? refused('RECORD_NOT_FOUND') : done(record);

/** When it was entered by the gateway's clock: what a phone kept for so long was entered so long ago. */
const enteredAtOf = (deviceAt: number, sentAt: number | null, now: number): number =>
  sentAt === null ? deviceAt : now - Math.max(0, sentAt - deviceAt);

/** A page may be a phone's; only what was entered out of reach says so for certain. */
function callerOf({ username, role }: Caller, isPage: boolean, deviceAt: number | null = null): SheetCaller {
  const via: RecordVia = deviceAt !== null ? 'phone' : isPage ? 'screen' : 'rest';
  return { username, role, via, deviceAt };
}

interface Asked {
  readonly from?: number;
  readonly to?: number;
  readonly before?: number;
  readonly subject?: string;
  readonly state?: SheetRecord['state'];
  readonly limit: number;
}

function queryOf({ from, to, before, subject, state, limit }: Asked): SheetQuery {
  const until = Math.min(to ?? Number.POSITIVE_INFINITY, before ?? Number.POSITIVE_INFINITY);
  return { from, to: Number.isFinite(until) ? until : undefined, subject, states: state ? [state] : undefined, limit };
}
