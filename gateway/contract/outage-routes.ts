import { z } from 'zod';
import { reasonedDeed, recordRange } from './deed-requests.ts';
import {
  affectedFilter,
  outageAnnouncement,
  outageChange,
  outageExtension,
  outagePlanned,
  outageRestored,
  outageSaid,
} from './outage-requests.ts';
import { affectedList, outageDetail, outageRecord } from './outage-resources.ts';
import { byNumber } from './requests.ts';
import type { RouteContract } from './route.ts';

const GROUP = 'Planned outages';
const deed = {
  group: GROUP,
  method: 'POST',
  repeatable: true,
  params: byNumber,
  status: 200,
  response: outageRecord,
  codes: ['RECORD_NOT_FOUND', 'RECORD_CHANGED', 'RECORD_STEP_REFUSED'],
} as const;

/** Outages that are planned: told ahead, marked while they last, their end told. */
export const OUTAGE_ROUTES = {
  listOutages: {
    group: GROUP,
    method: 'GET',
    path: '/api/v1/outages',
    summary: 'Planned outages, newest first; `subject` is a kind',
    access: 'record:read',
    query: recordRange,
    status: 200,
    response: z.array(outageRecord),
    codes: [],
  },
  readAffected: {
    group: GROUP,
    method: 'GET',
    path: '/api/v1/outages/affected',
    summary: 'What loses its supply with these machines',
    access: 'record:read',
    query: affectedFilter,
    status: 200,
    response: affectedList,
    codes: [],
  },
  planOutage: {
    group: GROUP,
    method: 'POST',
    path: '/api/v1/outages',
    summary: 'Plan an outage; nobody is told yet',
    access: 'record:write',
    repeatable: true,
    body: outagePlanned,
    status: 201,
    response: outageRecord,
    codes: ['EQUIPMENT_NOT_FOUND', 'RECORD_STEP_REFUSED'],
  },
  readOutage: {
    group: GROUP,
    method: 'GET',
    path: '/api/v1/outages/:id',
    summary: 'One planned outage with its history',
    access: 'record:read',
    params: byNumber,
    status: 200,
    response: outageDetail,
    codes: ['RECORD_NOT_FOUND'],
  },
  changeOutage: {
    ...deed,
    path: '/api/v1/outages/:id/change',
    summary: 'Change the plan before it is announced',
    access: 'record:write',
    body: outageChange,
    codes: [...deed.codes, 'EQUIPMENT_NOT_FOUND'],
  },
  announceOutage: {
    ...deed,
    path: '/api/v1/outages/:id/announce',
    summary: 'The notice is out; alarms of what is affected will be marked as planned',
    access: 'record:review',
    body: outageAnnouncement,
  },
  extendOutage: {
    ...deed,
    path: '/api/v1/outages/:id/extend',
    summary: 'It takes longer',
    access: 'record:review',
    body: outageExtension,
  },
  sayOutage: {
    ...deed,
    path: '/api/v1/outages/:id/say',
    summary: 'The supply is off, or back, where telemetry does not tell',
    access: 'record:write',
    body: outageSaid,
  },
  restoreOutage: {
    ...deed,
    path: '/api/v1/outages/:id/restore',
    summary: 'The users have been told that it is over',
    access: 'record:write',
    body: outageRestored,
  },
  cancelOutage: {
    ...deed,
    path: '/api/v1/outages/:id/cancel',
    summary: 'It does not take place',
    access: 'record:review',
    body: reasonedDeed,
  },
} as const satisfies Record<string, RouteContract>;
