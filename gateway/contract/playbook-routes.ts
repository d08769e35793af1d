import { z } from 'zod';
import { plainDeed, reasonedDeed, recordRange } from './deed-requests.ts';
import { byStep, playbookStart, reportDraft, runNote, stepConfirmation, stepSkip } from './playbook-requests.ts';
import { libraryEntry, playbookDetail, playbookRecord } from './playbook-resources.ts';
import { byNumber } from './requests.ts';
import type { RouteContract } from './route.ts';

const GROUP = 'Playbooks';
const deed = {
  group: GROUP,
  method: 'POST',
  repeatable: true,
  params: byNumber,
  status: 200,
  response: playbookRecord,
  codes: ['RECORD_NOT_FOUND', 'RECORD_CHANGED', 'RECORD_STEP_REFUSED'],
} as const;

/** What is done in an emergency, and what was done. */
export const PLAYBOOK_ROUTES = {
  listPlaybooks: {
    group: GROUP,
    method: 'GET',
    path: '/api/v1/playbooks',
    summary: 'The library: every playbook with its steps and its last drill',
    access: 'record:read',
    status: 200,
    response: z.array(libraryEntry),
    codes: [],
  },
  listPlaybookRuns: {
    group: GROUP,
    method: 'GET',
    path: '/api/v1/playbook-runs',
    summary: 'Playbooks that were begun, newest first; `subject` is a playbook',
    access: 'record:read',
    query: recordRange,
    status: 200,
    response: z.array(playbookRecord),
    codes: [],
  },
  startPlaybook: {
    group: GROUP,
    method: 'POST',
    path: '/api/v1/playbook-runs',
    summary: 'Begin a playbook by hand, or as a drill',
    access: 'record:write',
    repeatable: true,
    body: playbookStart,
    status: 201,
    response: playbookRecord,
    codes: ['RECORD_NOT_FOUND', 'EQUIPMENT_NOT_FOUND'],
  },
  readPlaybookRun: {
    group: GROUP,
    method: 'GET',
    path: '/api/v1/playbook-runs/:id',
    summary: 'One run with its history',
    access: 'record:read',
    params: byNumber,
    status: 200,
    response: playbookDetail,
    codes: ['RECORD_NOT_FOUND'],
  },
  confirmPlaybookStep: {
    ...deed,
    path: '/api/v1/playbook-runs/:id/steps/:step/confirm',
    params: byStep,
    summary: 'A step is done, with the evidence it asks for',
    access: 'record:write',
    body: stepConfirmation,
    codes: [...deed.codes, 'FILE_NOT_FOUND'],
  },
  skipPlaybookStep: {
    ...deed,
    path: '/api/v1/playbook-runs/:id/steps/:step/skip',
    params: byStep,
    summary: 'A step is left out, and why',
    access: 'record:write',
    body: stepSkip,
  },
  notePlaybookRun: {
    ...deed,
    path: '/api/v1/playbook-runs/:id/note',
    summary: 'A line in the timeline',
    access: 'record:write',
    body: runNote,
  },
  endPlaybookRun: {
    ...deed,
    path: '/api/v1/playbook-runs/:id/end',
    summary: 'It is over; refused while a step that must be is not done',
    access: 'record:write',
    body: plainDeed,
  },
  cancelPlaybookRun: {
    ...deed,
    path: '/api/v1/playbook-runs/:id/cancel',
    summary: 'It was begun for nothing',
    access: 'record:write',
    body: reasonedDeed,
  },
  reportPlaybookRun: {
    ...deed,
    path: '/api/v1/playbook-runs/:id/report',
    summary: 'The written part of the incident report',
    access: 'record:write',
    body: reportDraft,
  },
  signPlaybookRun: {
    ...deed,
    path: '/api/v1/playbook-runs/:id/sign',
    summary: 'Sign what happened; from then on only notes are added',
    access: 'record:review',
    body: plainDeed,
  },
} as const satisfies Record<string, RouteContract>;
