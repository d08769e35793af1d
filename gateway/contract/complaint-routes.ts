import { z } from 'zod';
import {
  causeFilter,
  complaintAnswer,
  complaintAssignment,
  complaintCallBack,
  complaintDecision,
  complaintJudgement,
  complaintRegistered,
} from './complaint-requests.ts';
import { complaintCauses, complaintDetail, complaintFigures, complaintRecord } from './complaint-resources.ts';
import { countRange, notedDeed, plainDeed, reasonedDeed, recordRange } from './deed-requests.ts';
import { byNumber } from './requests.ts';
import type { RouteContract } from './route.ts';

const GROUP = 'Complaints';
const deed = {
  group: GROUP,
  method: 'POST',
  repeatable: true,
  params: byNumber,
  status: 200,
  response: complaintRecord,
  codes: ['RECORD_NOT_FOUND', 'RECORD_CHANGED', 'RECORD_STEP_REFUSED'],
} as const;

/** Complaints from the register to the call-back. */
export const COMPLAINT_ROUTES = {
  listComplaints: {
    group: GROUP,
    method: 'GET',
    path: '/api/v1/complaints',
    summary: 'The register of complaints, newest first; `subject` is a topic',
    access: 'record:read',
    query: recordRange,
    status: 200,
    response: z.array(complaintRecord),
    codes: [],
  },
  registerComplaint: {
    group: GROUP,
    method: 'POST',
    path: '/api/v1/complaints',
    summary: 'Register a complaint; its number is kept in every paper',
    access: 'record:write',
    repeatable: true,
    body: complaintRegistered,
    status: 201,
    response: complaintRecord,
    codes: ['EQUIPMENT_NOT_FOUND'],
  },
  readComplaintFigures: {
    group: GROUP,
    method: 'GET',
    path: '/api/v1/complaints/figures',
    summary: 'Counts of a period: handled, in time, second complaints, hot spots',
    access: 'record:read',
    query: countRange,
    status: 200,
    response: complaintFigures,
    codes: [],
  },
  readComplaintCauses: {
    group: GROUP,
    method: 'GET',
    path: '/api/v1/complaints/causes',
    summary: 'Open alarms and outages that may lie behind one',
    access: 'record:read',
    query: causeFilter,
    status: 200,
    response: complaintCauses,
    codes: [],
  },
  readComplaint: {
    group: GROUP,
    method: 'GET',
    path: '/api/v1/complaints/:id',
    summary: 'One complaint with its history',
    access: 'record:read',
    params: byNumber,
    status: 200,
    response: complaintDetail,
    codes: ['RECORD_NOT_FOUND'],
  },
  assignComplaint: {
    ...deed,
    path: '/api/v1/complaints/:id/assign',
    summary: 'Somebody sees to it',
    access: 'record:write',
    body: complaintAssignment,
  },
  judgeComplaint: {
    ...deed,
    path: '/api/v1/complaints/:id/judge',
    summary: 'Whether there was reason to complain',
    access: 'record:review',
    body: complaintJudgement,
  },
  decideComplaint: {
    ...deed,
    path: '/api/v1/complaints/:id/decide',
    summary: 'What is to be done about a major one',
    access: 'record:review',
    body: complaintDecision,
  },
  orderForComplaint: {
    ...deed,
    path: '/api/v1/complaints/:id/order',
    summary: 'Open a repair order with what was complained of',
    access: 'work-order:create',
    body: plainDeed,
  },
  answerComplaint: {
    ...deed,
    path: '/api/v1/complaints/:id/answer',
    summary: 'The answer given; a major one is decided first',
    access: 'record:write',
    body: complaintAnswer,
  },
  callBackComplaint: {
    ...deed,
    path: '/api/v1/complaints/:id/call-back',
    summary: 'Asked whether it is well now, by another one than who answered; not satisfied opens it again',
    access: 'record:write',
    body: complaintCallBack,
  },
  withdrawComplaint: {
    ...deed,
    path: '/api/v1/complaints/:id/withdraw',
    summary: 'It was registered by mistake',
    access: 'record:review',
    body: reasonedDeed,
  },
  noteComplaint: {
    ...deed,
    path: '/api/v1/complaints/:id/note',
    summary: 'A word in its history',
    access: 'record:write',
    body: notedDeed,
  },
} as const satisfies Record<string, RouteContract>;
