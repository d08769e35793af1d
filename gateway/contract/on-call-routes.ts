import { z } from 'zod';
import { dutyMoment, dutyRange, overrideDraft } from './on-call-requests.ts';
import { coverage, dutyNow, dutyOverride, dutyPlan, escalation } from './on-call-resources.ts';
import { byNumber, emptyBody } from './requests.ts';
import type { RouteContract } from './route.ts';

const GROUP = 'On call';

/** Who has the duty, changes of it, and whom alarms are being told to. */
export const ON_CALL_ROUTES = {
  readDuty: {
    group: GROUP,
    method: 'GET',
    path: '/api/v1/on-call',
    summary: 'Who has the duty of each rotation at a moment, until when, and who is next',
    access: 'plant:read',
    query: dutyMoment,
    status: 200,
    response: dutyNow,
    codes: [],
  },
  readDutyPlan: {
    group: GROUP,
    method: 'GET',
    path: '/api/v1/on-call/plan',
    summary: 'People, rotations and policies, and the turns of a range with overrides in them',
    access: 'plant:read',
    query: dutyRange,
    status: 200,
    response: dutyPlan,
    codes: [],
  },
  readDutyCoverage: {
    group: GROUP,
    method: 'GET',
    path: '/api/v1/on-call/coverage',
    summary: 'When nobody has a duty that alarms are told to, in the next 14 days',
    access: 'plant:read',
    status: 200,
    response: coverage,
    codes: [],
  },
  listDutyOverrides: {
    group: GROUP,
    method: 'GET',
    path: '/api/v1/on-call/overrides',
    summary: 'Changes of the duty that lie in a range, and swaps that are asked',
    access: 'plant:read',
    query: dutyRange,
    status: 200,
    response: z.array(dutyOverride),
    codes: [],
  },
  overrideDuty: {
    group: GROUP,
    method: 'POST',
    path: '/api/v1/on-call/overrides',
    summary:
      'Change the duty; who may not manage it asks another to take his own place, which counts once that one agrees',
    access: 'alarm:acknowledge',
    repeatable: true,
    body: overrideDraft,
    status: 201,
    response: dutyOverride,
    codes: ['DUTY_ROTATION_NOT_FOUND', 'DUTY_PERSON_NOT_FOUND', 'DUTY_OVERRIDE_REFUSED'],
  },
  agreeDutySwap: {
    group: GROUP,
    method: 'POST',
    path: '/api/v1/on-call/overrides/:id/agree',
    summary: 'Agree to take the duty somebody asked one to take; twice is as good as once',
    access: 'alarm:acknowledge',
    params: byNumber,
    body: emptyBody,
    status: 200,
    response: dutyOverride,
    codes: ['DUTY_OVERRIDE_NOT_FOUND', 'DUTY_OVERRIDE_REFUSED'],
  },
  withdrawDutyOverride: {
    group: GROUP,
    method: 'DELETE',
    path: '/api/v1/on-call/overrides/:id',
    summary: 'Take a change of the duty back; a swap not agreed yet also by who asked or was asked',
    access: 'alarm:acknowledge',
    params: byNumber,
    status: 204,
    response: z.null(),
    codes: ['DUTY_OVERRIDE_NOT_FOUND'],
  },
  listEscalations: {
    group: GROUP,
    method: 'GET',
    path: '/api/v1/escalations',
    summary: 'Alarms that people are being told of, with the next step of each',
    access: 'plant:read',
    status: 200,
    response: z.array(escalation),
    codes: [],
  },
} as const satisfies Record<string, RouteContract>;
