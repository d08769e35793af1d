import { z } from 'zod';
import { meterRunBrief, meterRunRecord, meterRunWithEvents, meterState } from './meter-run-resources.ts';
import { byNumber } from './requests.ts';
import {
  meterCheck,
  meterEstimate,
  meterExplanation,
  meterReadingEntry,
  meterRunExport,
  meterRunFilter,
  meterRunStart,
  recordAddendum,
  recordSignature,
} from './round-requests.ts';
import type { RouteContract } from './route.ts';

const GROUP = 'Meter runs';

const deed = {
  group: GROUP,
  method: 'POST',
  access: 'record:write',
  repeatable: true,
  params: byNumber,
  status: 200,
  response: meterRunRecord,
  codes: ['RECORD_NOT_FOUND', 'RECORD_CHANGED', 'RECORD_STEP_REFUSED'],
} as const;

/** The meter register and the runs over it. None of these reaches the plant: supply is never cut from here. */
export const METER_RUN_ROUTES = {
  listMeters: {
    group: GROUP,
    method: 'GET',
    path: '/api/v1/meters',
    summary: 'Meters in walking order, with the reading of the newest run',
    access: 'record:read',
    status: 200,
    response: z.array(meterState),
    codes: [],
  },
  listMeterRuns: {
    group: GROUP,
    method: 'GET',
    path: '/api/v1/meter-runs',
    summary: 'Meter runs, newest first; `before` pages to earlier ones',
    access: 'record:read',
    query: meterRunFilter,
    status: 200,
    response: z.array(meterRunBrief),
    codes: [],
  },
  beginMeterRun: {
    group: GROUP,
    method: 'POST',
    path: '/api/v1/meter-runs',
    summary: 'Begin a run between the regular ones, of now',
    access: 'duty:manage',
    repeatable: true,
    body: meterRunStart,
    status: 201,
    response: meterRunRecord,
    codes: [],
  },
  readMeterRun: {
    group: GROUP,
    method: 'GET',
    path: '/api/v1/meter-runs/:id',
    summary: 'One run with its meters, sums and history',
    access: 'record:read',
    params: byNumber,
    status: 200,
    response: meterRunWithEvents,
    codes: ['RECORD_NOT_FOUND'],
  },
  enterMeterReading: {
    ...deed,
    path: '/api/v1/meter-runs/:id/read',
    summary: 'Enter what stands on a meter, with a photo; a second time corrects the first, which stays visible',
    body: meterReadingEntry,
  },
  estimateMeterReading: {
    ...deed,
    path: '/api/v1/meter-runs/:id/estimate',
    summary: 'Enter a value that was worked out where nobody could read',
    body: meterEstimate,
  },
  explainMeterReading: {
    ...deed,
    path: '/api/v1/meter-runs/:id/explain',
    summary: 'Say why a use is odd, or why nothing could be read',
    body: meterExplanation,
  },
  checkMeterReading: {
    ...deed,
    path: '/api/v1/meter-runs/:id/check',
    summary: 'Second person: confirm or refuse what another has read or explained',
    body: meterCheck,
  },
  signMeterRun: {
    ...deed,
    path: '/api/v1/meter-runs/:id/sign',
    summary: 'Sign the run when every meter is read, explained and checked',
    body: recordSignature,
  },
  approveMeterRun: {
    ...deed,
    path: '/api/v1/meter-runs/:id/approve',
    summary: 'File a signed run, by somebody else than who signed it',
    access: 'record:review',
    body: recordSignature,
  },
  addMeterRunAddendum: {
    ...deed,
    path: '/api/v1/meter-runs/:id/addendum',
    summary: 'Add words to a run that is signed',
    body: recordAddendum,
  },
  exportMeterRun: {
    group: GROUP,
    method: 'GET',
    path: '/api/v1/meter-runs/:id/export',
    summary: 'The sheet, or what the charging program takes, as CSV or XLSX',
    access: 'record:read',
    params: byNumber,
    query: meterRunExport,
    status: 200,
    response: z.string(),
    contentType: 'text/csv; charset=utf-8',
    isStreamed: true,
    codes: ['RECORD_NOT_FOUND'],
  },
} as const satisfies Record<string, RouteContract>;
