import { z } from 'zod';
import { countRange, notedDeed, reasonedDeed, recordRange } from './deed-requests.ts';
import { byNumber } from './requests.ts';
import type { RouteContract } from './route.ts';
import { handRunDraft, runReview, runSignature } from './test-run-requests.ts';
import { setStanding, testRunDetail, testRunRate, testRunRecord } from './test-run-resources.ts';

const GROUP = 'Test runs';
const deed = {
  group: GROUP,
  method: 'POST',
  repeatable: true,
  params: byNumber,
  status: 200,
  response: testRunRecord,
  codes: ['RECORD_NOT_FOUND', 'RECORD_CHANGED', 'RECORD_STEP_REFUSED'],
} as const;

/** Runs of generator sets, which write themselves, and what they are for. */
export const TEST_RUN_ROUTES = {
  readSetStanding: {
    group: GROUP,
    method: 'GET',
    path: '/api/v1/generator-sets',
    summary: 'Every generator set: whether it is ready to start, its last run, what is due',
    access: 'record:read',
    status: 200,
    response: z.array(setStanding),
    codes: [],
  },
  listTestRuns: {
    group: GROUP,
    method: 'GET',
    path: '/api/v1/test-runs',
    summary: 'Runs of generator sets, newest first; `subject` is a set',
    access: 'record:read',
    query: recordRange,
    status: 200,
    response: z.array(testRunRecord),
    codes: [],
  },
  enterTestRun: {
    group: GROUP,
    method: 'POST',
    path: '/api/v1/test-runs',
    summary: 'Write down a run that nobody measured',
    access: 'record:write',
    repeatable: true,
    body: handRunDraft,
    status: 201,
    response: testRunRecord,
    codes: ['EQUIPMENT_NOT_FOUND', 'RECORD_STEP_REFUSED'],
  },
  listTestRunDuties: {
    group: GROUP,
    method: 'GET',
    path: '/api/v1/test-run-duties',
    summary: 'What had to be run by when, and whether it was; `subject` is a set',
    access: 'record:read',
    query: recordRange,
    status: 200,
    response: z.array(testRunRecord),
    codes: [],
  },
  readTestRunRate: {
    group: GROUP,
    method: 'GET',
    path: '/api/v1/test-run-duties/rate',
    summary: 'Test runs made over test runs due in a period',
    access: 'record:read',
    query: countRange,
    status: 200,
    response: testRunRate,
    codes: [],
  },
  readTestRun: {
    group: GROUP,
    method: 'GET',
    path: '/api/v1/test-runs/:id',
    summary: 'One run or duty with its history',
    access: 'record:read',
    params: byNumber,
    status: 200,
    response: testRunDetail,
    codes: ['RECORD_NOT_FOUND'],
  },
  signTestRun: {
    ...deed,
    path: '/api/v1/test-runs/:id/sign',
    summary: 'Say what was looked at and how it went; a failed one opens a work order',
    access: 'record:write',
    body: runSignature,
  },
  reviewTestRun: {
    ...deed,
    path: '/api/v1/test-runs/:id/review',
    summary: 'Another one than who signed has looked at it',
    access: 'record:review',
    body: runReview,
  },
  addToTestRun: {
    ...deed,
    path: '/api/v1/test-runs/:id/add',
    summary: 'Say something of a signed run; what was signed stays',
    access: 'record:write',
    body: notedDeed,
  },
  excuseTestRun: {
    ...deed,
    path: '/api/v1/test-runs/:id/excuse',
    summary: 'A run that is due need not be made; who says so and why stays',
    access: 'record:review',
    body: reasonedDeed,
  },
} as const satisfies Record<string, RouteContract>;
