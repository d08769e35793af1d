import { z } from 'zod';
import { byNumber } from './requests.ts';
import type { RouteContract } from './route.ts';
import {
  handoverWords,
  rosterRange,
  shiftAddendum,
  shiftDeed,
  shiftFilter,
  shiftLeave,
  shiftNote,
  shiftTakeOver,
} from './shift-requests.ts';
import {
  dutyConsole,
  plannedShift,
  shiftBrief,
  shiftNews,
  shiftRecord,
  shiftWithEvents,
  standingShift,
} from './shift-resources.ts';

const GROUP = 'Shifts';

const deed = {
  group: GROUP,
  method: 'POST',
  access: 'record:write',
  repeatable: true,
  params: byNumber,
  status: 200,
  response: shiftRecord,
  codes: ['RECORD_NOT_FOUND', 'RECORD_CHANGED', 'RECORD_STEP_REFUSED'],
} as const;

/** Shifts, who is where, and the handover between them. */
export const SHIFT_ROUTES = {
  readDutyConsole: {
    group: GROUP,
    method: 'GET',
    path: '/api/v1/duty',
    summary: 'Who is responsible, who is here and who comes next, by trade',
    access: 'record:read',
    status: 200,
    response: dutyConsole,
    codes: [],
  },
  readDutyNews: {
    group: GROUP,
    method: 'GET',
    path: '/api/v1/duty/news',
    summary: 'What has happened since the last shift of the caller ended',
    access: 'record:read',
    status: 200,
    response: shiftNews,
    codes: [],
  },
  readRoster: {
    group: GROUP,
    method: 'GET',
    path: '/api/v1/shifts/roster',
    summary: 'Planned shifts of a range with who comes, holidays and gaps',
    access: 'record:read',
    query: rosterRange,
    status: 200,
    response: z.array(plannedShift),
    codes: [],
  },
  listShifts: {
    group: GROUP,
    method: 'GET',
    path: '/api/v1/shifts',
    summary: 'Shifts of a range, newest first; `before` pages to earlier ones',
    access: 'record:read',
    query: shiftFilter,
    status: 200,
    response: z.array(shiftBrief),
    codes: [],
  },
  readShift: {
    group: GROUP,
    method: 'GET',
    path: '/api/v1/shifts/:id',
    summary: 'One shift with its handover and its history',
    access: 'record:read',
    params: byNumber,
    status: 200,
    response: shiftWithEvents,
    codes: ['RECORD_NOT_FOUND'],
  },
  readShiftStanding: {
    group: GROUP,
    method: 'GET',
    path: '/api/v1/shifts/:id/standing',
    summary: 'How things stand at this moment for the handover of a shift, and what stands against it',
    access: 'record:read',
    params: byNumber,
    status: 200,
    response: standingShift,
    codes: ['RECORD_NOT_FOUND', 'RECORD_STEP_REFUSED'],
  },
  arriveAtShift: { ...deed, path: '/api/v1/shifts/:id/arrive', summary: 'Say that one has come', body: shiftDeed },
  leaveDutyRoom: {
    ...deed,
    path: '/api/v1/shifts/:id/leave',
    summary: 'Leave the duty room; a colleague who stays has to know',
    body: shiftLeave,
  },
  returnToDutyRoom: { ...deed, path: '/api/v1/shifts/:id/back', summary: 'Be back in the duty room', body: shiftDeed },
  checkAllEquipment: {
    ...deed,
    path: '/api/v1/shifts/:id/check',
    summary: 'Say that all equipment was looked at',
    body: shiftNote,
  },
  writeHandover: {
    ...deed,
    path: '/api/v1/shifts/:id/handover',
    summary: 'Write what only people know, until the outgoing shift has signed',
    body: handoverWords,
  },
  endSwitching: {
    ...deed,
    path: '/api/v1/shifts/:id/end-switching',
    summary: 'Say that the switching that stood against the handover has ended',
    body: shiftDeed,
  },
  signShiftOut: {
    ...deed,
    path: '/api/v1/shifts/:id/sign-out',
    summary: 'Sign for the outgoing shift: what is handed over is how things stand now',
    body: shiftDeed,
    codes: ['RECORD_NOT_FOUND', 'RECORD_CHANGED', 'RECORD_STEP_REFUSED', 'AUTH_FORBIDDEN'],
  },
  signShiftIn: {
    ...deed,
    path: '/api/v1/shifts/:id/sign-in',
    summary: 'Sign for the relief, which ends the shift; against a block only who may review, with a reason',
    body: shiftTakeOver,
    codes: ['RECORD_NOT_FOUND', 'RECORD_CHANGED', 'RECORD_STEP_REFUSED', 'AUTH_FORBIDDEN', 'AUTH_SECOND_PERSON'],
  },
  addShiftAddendum: {
    ...deed,
    path: '/api/v1/shifts/:id/addendum',
    summary: 'Add words to a shift that is over',
    body: shiftAddendum,
  },
} as const satisfies Record<string, RouteContract>;
