import { z } from 'zod';
import {
  hourBase,
  maintenanceFilter,
  outlookFilter,
  taskDecision,
  taskStep,
  taskWish,
  yearDecision,
  yearFilter,
  yearStep,
  yearWish,
} from './maintenance-requests.ts';
import { foreseenTask, planStanding, taskRecord, taskStory, yearRecord, yearStory } from './maintenance-resources.ts';
import { byNumber } from './requests.ts';
import type { RouteContract } from './route.ts';

const GROUP = 'Maintenance plans';
const REFUSALS = ['RECORD_NOT_FOUND', 'RECORD_CHANGED', 'RECORD_STEP_REFUSED'] as const;

const deed = { group: GROUP, method: 'POST', repeatable: true, status: 200, codes: REFUSALS } as const;

/** Maintenance that returns: its tasks, how the plans stand, and the plans of years and months. */
export const MAINTENANCE_ROUTES = {
  listMaintenanceTasks: {
    group: GROUP,
    method: 'GET',
    path: '/api/v1/maintenance/tasks',
    summary: 'Turns of maintenance plans, latest day first; `before` pages to earlier days',
    access: 'record:read',
    query: maintenanceFilter,
    status: 200,
    response: z.array(taskRecord),
    codes: [],
  },
  readMaintenanceTask: {
    group: GROUP,
    method: 'GET',
    path: '/api/v1/maintenance/tasks/:id',
    summary: 'One of them with its history',
    access: 'record:read',
    params: byNumber,
    status: 200,
    response: taskStory,
    codes: ['RECORD_NOT_FOUND'],
  },
  stepMaintenanceTask: {
    ...{ ...deed, params: byNumber, response: taskRecord },
    path: '/api/v1/maintenance/tasks/:id/steps',
    summary: 'Write down what was found, sign that it was done, or add to a closed record',
    access: 'record:write',
    body: taskStep,
  },
  decideMaintenanceTask: {
    ...{ ...deed, params: byNumber, response: taskRecord },
    path: '/api/v1/maintenance/tasks/:id/decisions',
    summary: 'Accept it (not by who did it), send it back, move it, or cancel what no law asks for',
    access: 'record:review',
    body: taskDecision,
  },
  openMaintenanceTask: {
    ...{ ...deed, response: taskRecord },
    path: '/api/v1/maintenance/tasks',
    summary: 'Open a turn of a plan out of its time',
    access: 'record:review',
    body: taskWish,
  },
  rebaseMaintenanceHours: {
    ...{ ...deed, response: taskRecord },
    path: '/api/v1/maintenance/hours',
    summary: 'Say what a counter of running hours stands at now, after it was exchanged or has jumped',
    access: 'record:review',
    body: hourBase,
  },
  listMaintenancePlans: {
    group: GROUP,
    method: 'GET',
    path: '/api/v1/maintenance/plans',
    summary: 'How every plan stands: last time, next time, running hours',
    access: 'record:read',
    status: 200,
    response: z.array(planStanding),
    codes: [],
  },
  foreseeMaintenance: {
    group: GROUP,
    method: 'GET',
    path: '/api/v1/maintenance/outlook',
    summary: 'Turns that are foreseen and not opened yet, earliest first',
    access: 'record:read',
    query: outlookFilter,
    status: 200,
    response: z.array(foreseenTask),
    codes: [],
  },
  listMaintenanceYears: {
    group: GROUP,
    method: 'GET',
    path: '/api/v1/maintenance/years',
    summary: 'Plans of years and months, latest first',
    access: 'record:read',
    query: yearFilter,
    status: 200,
    response: z.array(yearRecord),
    codes: [],
  },
  readMaintenanceYear: {
    group: GROUP,
    method: 'GET',
    path: '/api/v1/maintenance/years/:id',
    summary: 'One of them with its history',
    access: 'record:read',
    params: byNumber,
    status: 200,
    response: yearStory,
    codes: ['RECORD_NOT_FOUND'],
  },
  makeMaintenanceYear: {
    ...{ ...deed, response: yearRecord },
    path: '/api/v1/maintenance/years',
    summary: 'Make the plan of a year or month before its time; the one there is, where there is one',
    access: 'duty:manage',
    body: yearWish,
  },
  stepMaintenanceYear: {
    ...{ ...deed, params: byNumber, response: yearRecord },
    path: '/api/v1/maintenance/years/:id/steps',
    summary: 'Put a line on another day, make the lines anew, or hand the plan in',
    access: 'duty:manage',
    body: yearStep,
  },
  decideMaintenanceYear: {
    ...{ ...deed, params: byNumber, response: yearRecord },
    path: '/api/v1/maintenance/years/:id/decisions',
    summary: 'Approve a plan that another handed in, or return it',
    access: 'record:review',
    body: yearDecision,
  },
} as const satisfies Record<string, RouteContract>;
