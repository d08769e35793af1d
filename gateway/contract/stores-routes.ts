import { z } from 'zod';
import {
  callOutDeed,
  callOutEntry,
  contractorDeed,
  contractorEntry,
  instrumentDeed,
  instrumentEntry,
  maintenanceFilter,
  partDeed,
  partEntry,
  partRuling,
  toolDeed,
  toolEnding,
  toolEntry,
} from './maintenance-requests.ts';
import {
  callOutRecord,
  callOutStory,
  contractorRecord,
  contractorStory,
  instrumentRecord,
  instrumentStory,
  partRecord,
  partStory,
  toolRecord,
  toolStory,
} from './maintenance-resources.ts';
import { byNumber } from './requests.ts';
import type { RouteContract } from './route.ts';

const GROUP = 'Stores and contractors';
const REFUSALS = ['RECORD_NOT_FOUND', 'RECORD_CHANGED', 'RECORD_STEP_REFUSED'] as const;

const list = {
  group: GROUP,
  method: 'GET',
  access: 'record:read',
  query: maintenanceFilter,
  status: 200,
  codes: [],
} as const;
const one = {
  group: GROUP,
  method: 'GET',
  access: 'record:read',
  params: byNumber,
  status: 200,
  codes: ['RECORD_NOT_FOUND'],
} as const;
const add = { group: GROUP, method: 'POST', repeatable: true, status: 201, codes: ['RECORD_STEP_REFUSED'] } as const;
const deed = {
  group: GROUP,
  method: 'POST',
  repeatable: true,
  params: byNumber,
  status: 200,
  codes: REFUSALS,
} as const;

/** Parts, tools, contractors with their calls, and instruments. */
export const STORES_ROUTES = {
  listParts: { ...list, path: '/api/v1/parts', summary: 'Parts on the shelf', response: z.array(partRecord) },
  readPart: { ...one, path: '/api/v1/parts/:id', summary: 'One of them with its history', response: partStory },
  addPart: {
    ...add,
    path: '/api/v1/parts',
    summary: 'Take a part up into the register',
    access: 'record:review',
    body: partEntry,
    response: partRecord,
  },
  stepPart: {
    ...deed,
    path: '/api/v1/parts/:id/steps',
    summary: 'Receive, reserve, release, issue, return or count',
    access: 'record:write',
    body: partDeed,
    response: partRecord,
  },
  decidePart: {
    ...deed,
    path: '/api/v1/parts/:id/decisions',
    summary: 'Grant a large issue (not by who asks), change what is known of it, or end it',
    access: 'record:review',
    body: partRuling,
    response: partRecord,
  },
  listTools: { ...list, path: '/api/v1/tools', summary: 'Tools, and who has them', response: z.array(toolRecord) },
  readTool: { ...one, path: '/api/v1/tools/:id', summary: 'One of them with its history', response: toolStory },
  addTool: {
    ...add,
    path: '/api/v1/tools',
    summary: 'Take a tool up into the register',
    access: 'record:review',
    body: toolEntry,
    response: toolRecord,
  },
  stepTool: {
    ...deed,
    path: '/api/v1/tools/:id/steps',
    summary: 'Lend, return, mark damage or repair, count',
    access: 'record:write',
    body: toolDeed,
    response: toolRecord,
  },
  endTool: {
    ...deed,
    path: '/api/v1/tools/:id/decisions',
    summary: 'Take a tool out of the register',
    access: 'record:review',
    body: toolEnding,
    response: toolRecord,
  },
  listContractors: {
    ...list,
    path: '/api/v1/contractors',
    summary: 'Contractors with their monthly reviews',
    response: z.array(contractorRecord),
  },
  readContractor: {
    ...one,
    path: '/api/v1/contractors/:id',
    summary: 'One of them with its history',
    response: contractorStory,
  },
  addContractor: {
    ...add,
    path: '/api/v1/contractors',
    summary: 'Take a contractor up',
    access: 'duty:manage',
    body: contractorEntry,
    response: contractorRecord,
  },
  stepContractor: {
    ...deed,
    path: '/api/v1/contractors/:id/steps',
    summary: 'Change, review a month, or end',
    access: 'duty:manage',
    body: contractorDeed,
    response: contractorRecord,
  },
  listCallOuts: {
    ...list,
    path: '/api/v1/call-outs',
    summary: 'Calls of contractors with their times',
    response: z.array(callOutRecord),
  },
  readCallOut: {
    ...one,
    path: '/api/v1/call-outs/:id',
    summary: 'One of them with its history',
    response: callOutStory,
  },
  addCallOut: {
    ...add,
    path: '/api/v1/call-outs',
    summary: 'Note that a contractor was called',
    access: 'record:write',
    body: callOutEntry,
    response: callOutRecord,
    codes: ['RECORD_NOT_FOUND', 'RECORD_STEP_REFUSED', 'EQUIPMENT_NOT_FOUND'],
  },
  stepCallOut: {
    ...deed,
    path: '/api/v1/call-outs/:id/steps',
    summary: 'Answered, arrived, closed or cancelled',
    access: 'record:write',
    body: callOutDeed,
    response: callOutRecord,
  },
  listInstruments: {
    ...list,
    path: '/api/v1/instruments',
    summary: 'Measuring instruments and their tests',
    response: z.array(instrumentRecord),
  },
  readInstrument: {
    ...one,
    path: '/api/v1/instruments/:id',
    summary: 'One of them with its history',
    response: instrumentStory,
  },
  addInstrument: {
    ...add,
    path: '/api/v1/instruments',
    summary: 'Take an instrument up into the list',
    access: 'record:review',
    body: instrumentEntry,
    response: instrumentRecord,
    codes: ['RECORD_STEP_REFUSED', 'EQUIPMENT_NOT_FOUND'],
  },
  stepInstrument: {
    ...deed,
    path: '/api/v1/instruments/:id/steps',
    summary: 'Send, enter a test, or end',
    access: 'record:write',
    body: instrumentDeed,
    response: instrumentRecord,
  },
} as const satisfies Record<string, RouteContract>;
