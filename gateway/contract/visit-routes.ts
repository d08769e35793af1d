import { z } from 'zod';
import { byNumber } from './requests.ts';
import type { RouteContract } from './route.ts';
import { shiftDeed, visitFilter, visitNote, visitRequest } from './shift-requests.ts';
import { closedAreas, visitRecord, visitWithEvents } from './shift-resources.ts';

const GROUP = 'Visitors';

const deed = {
  group: GROUP,
  method: 'POST',
  access: 'record:write',
  repeatable: true,
  params: byNumber,
  status: 200,
  response: visitRecord,
  codes: ['RECORD_NOT_FOUND', 'RECORD_CHANGED', 'RECORD_STEP_REFUSED'],
} as const;

const decision = {
  ...deed,
  access: 'record:review',
  body: visitNote,
  codes: [...deed.codes, 'AUTH_SECOND_PERSON'],
} as const;

/** Outsiders in plant rooms. */
export const VISIT_ROUTES = {
  listVisits: {
    group: GROUP,
    method: 'GET',
    path: '/api/v1/visits',
    summary: 'Visits of a range, newest first; `before` pages to earlier ones',
    access: 'record:read',
    query: visitFilter,
    status: 200,
    response: z.array(visitRecord),
    codes: [],
  },
  listClosedAreas: {
    group: GROUP,
    method: 'GET',
    path: '/api/v1/visits/closed-areas',
    summary: 'Areas that outsiders may enter only with leave',
    access: 'record:read',
    status: 200,
    response: closedAreas,
    codes: [],
  },
  readVisit: {
    group: GROUP,
    method: 'GET',
    path: '/api/v1/visits/:id',
    summary: 'One visit with its history',
    access: 'record:read',
    params: byNumber,
    status: 200,
    response: visitWithEvents,
    codes: ['RECORD_NOT_FOUND'],
  },
  askForVisit: {
    group: GROUP,
    method: 'POST',
    path: '/api/v1/visits',
    summary: 'Write a visitor down; into a closed room he needs leave',
    access: 'record:write',
    repeatable: true,
    body: visitRequest,
    status: 201,
    response: visitRecord,
    codes: ['RESOURCE_NOT_FOUND'],
  },
  approveVisit: { ...decision, path: '/api/v1/visits/:id/approve', summary: 'Give leave, to somebody else’s visitor' },
  refuseVisit: { ...decision, path: '/api/v1/visits/:id/refuse', summary: 'Refuse, and say why' },
  enterPlantRoom: { ...deed, path: '/api/v1/visits/:id/enter', summary: 'He goes in', body: shiftDeed },
  leavePlantRoom: { ...deed, path: '/api/v1/visits/:id/leave', summary: 'He is out again', body: visitNote },
  cancelVisit: { ...deed, path: '/api/v1/visits/:id/cancel', summary: 'He does not come', body: visitNote },
} as const satisfies Record<string, RouteContract>;
