import { z } from 'zod';
import { byNumber } from './requests.ts';
import type { RouteContract } from './route.ts';
import {
  comfortRange,
  sheetAddendum,
  sheetCorrection,
  sheetFill,
  sheetFilter,
  sheetReview,
  sheetSignature,
  startExplanation,
} from './sheet-requests.ts';
import { comfortState, logSheetDetail, logSheetSummary, timedStartDetail, timedStartState } from './sheet-resources.ts';

const GROUP = 'Log sheets';
const REFUSALS = ['RECORD_NOT_FOUND', 'RECORD_CHANGED', 'RECORD_STEP_REFUSED'] as const;

/** What every deed on a sheet shares. */
const deed = {
  group: GROUP,
  method: 'POST',
  repeatable: true,
  params: byNumber,
  status: 200,
  response: logSheetDetail,
  codes: REFUSALS,
} as const;

/** The day's readings, made by the program and confirmed by people. */
export const SHEET_ROUTES = {
  listLogSheets: {
    group: GROUP,
    method: 'GET',
    path: '/api/v1/log-sheets',
    summary: 'Log sheets, newest day first; `before` pages to older ones',
    access: 'record:read',
    query: sheetFilter,
    status: 200,
    response: z.array(logSheetSummary),
    codes: [],
  },
  readLogSheet: {
    group: GROUP,
    method: 'GET',
    path: '/api/v1/log-sheets/:id',
    summary: 'One sheet, whole, with every event of it',
    access: 'record:read',
    params: byNumber,
    status: 200,
    response: logSheetDetail,
    codes: ['RECORD_NOT_FOUND'],
  },
  fillLogSheet: {
    ...deed,
    path: '/api/v1/log-sheets/:id/fill',
    summary: 'Enter values of one row, all or none; × may open a work order',
    access: 'record:write',
    body: sheetFill,
  },
  correctLogSheet: {
    ...deed,
    path: '/api/v1/log-sheets/:id/correct',
    summary: 'Strike a value through and put another in its place; the old one stays visible',
    access: 'record:write',
    body: sheetCorrection,
  },
  signLogSheet: {
    ...deed,
    path: '/api/v1/log-sheets/:id/sign',
    summary: 'Sign a row, or the day; a signed sheet takes only addenda',
    access: 'record:write',
    body: sheetSignature,
  },
  reviewLogSheet: {
    ...deed,
    path: '/api/v1/log-sheets/:id/review',
    summary: 'The mark of engineer or chief on the sheet of a day that is over; a remark may open a work order',
    access: 'record:review',
    body: sheetReview,
  },
  addToLogSheet: {
    ...deed,
    path: '/api/v1/log-sheets/:id/addendum',
    summary: 'Add words to a sheet; nothing of it is changed',
    access: 'record:write',
    body: sheetAddendum,
  },
  listTimedStarts: {
    group: GROUP,
    method: 'GET',
    path: '/api/v1/timed-starts',
    summary: 'Planned starts and stops with what telemetry saw, newest first',
    access: 'record:read',
    query: sheetFilter,
    status: 200,
    response: z.array(timedStartState),
    codes: [],
  },
  readTimedStart: {
    group: GROUP,
    method: 'GET',
    path: '/api/v1/timed-starts/:id',
    summary: 'One planned start or stop with every event of it',
    access: 'record:read',
    params: byNumber,
    status: 200,
    response: timedStartDetail,
    codes: ['RECORD_NOT_FOUND'],
  },
  explainTimedStart: {
    group: GROUP,
    method: 'POST',
    path: '/api/v1/timed-starts/:id/explain',
    summary: 'Say why it was early, late or missed; the judgement stays',
    access: 'record:write',
    repeatable: true,
    params: byNumber,
    body: startExplanation,
    status: 200,
    response: timedStartDetail,
    codes: REFUSALS,
  },
  readComfort: {
    group: GROUP,
    method: 'GET',
    path: '/api/v1/comfort',
    summary: 'Time in and out of the comfort bands between two moments',
    access: 'record:read',
    query: comfortRange,
    status: 200,
    response: z.array(comfortState),
    codes: ['HISTORY_UNAVAILABLE', 'REQUEST_TOO_MANY'],
  },
} as const satisfies Record<string, RouteContract>;
