import { z } from 'zod';
import { recordEvent, recordHead } from '../domain/duty/record.ts';
import { useAnomaly } from '../domain/duty/use-anomalies/use-anomaly.ts';
import { acting, plainDeed, reason, reasonedDeed, recordRange } from './deed-requests.ts';
import { byNumber } from './requests.ts';
import type { RouteContract } from './route.ts';

export const useAnomalyRecord = recordHead.extend(useAnomaly.shape).meta({ id: 'UseAnomaly' });
const useAnomalyDetail = useAnomalyRecord.extend({ events: z.array(recordEvent) }).meta({ id: 'UseAnomalyDetail' });
const saying = z.strictObject({ ...acting, text: reason });

const GROUP = 'Unusual use';
const deed = {
  group: GROUP,
  method: 'POST',
  repeatable: true,
  params: byNumber,
  status: 200,
  response: useAnomalyRecord,
  codes: ['RECORD_NOT_FOUND', 'RECORD_CHANGED', 'RECORD_STEP_REFUSED'],
} as const;

/** Days, weeks and months in which a meter counted something else than usual. */
export const USE_ANOMALY_ROUTES = {
  listUseAnomalies: {
    group: GROUP,
    method: 'GET',
    path: '/api/v1/use-anomalies',
    summary: 'Cases of unusual use, newest first; `subject` is a meter',
    access: 'record:read',
    query: recordRange,
    status: 200,
    response: z.array(useAnomalyRecord),
    codes: [],
  },
  readUseAnomaly: {
    group: GROUP,
    method: 'GET',
    path: '/api/v1/use-anomalies/:id',
    summary: 'One case with its history',
    access: 'record:read',
    params: byNumber,
    status: 200,
    response: useAnomalyDetail,
    codes: ['RECORD_NOT_FOUND'],
  },
  explainUseAnomaly: {
    ...deed,
    path: '/api/v1/use-anomalies/:id/explain',
    summary: 'What it came from',
    access: 'record:write',
    body: saying,
  },
  actOnUseAnomaly: {
    ...deed,
    path: '/api/v1/use-anomalies/:id/act',
    summary: 'What is done about it',
    access: 'record:write',
    body: saying,
  },
  orderForUseAnomaly: {
    ...deed,
    path: '/api/v1/use-anomalies/:id/order',
    summary: 'Open a work order to look for the cause',
    access: 'work-order:create',
    body: plainDeed,
  },
  closeUseAnomaly: {
    ...deed,
    path: '/api/v1/use-anomalies/:id/close',
    summary: 'What came of it; the cause has to be known',
    access: 'record:review',
    body: saying,
  },
  dismissUseAnomaly: {
    ...deed,
    path: '/api/v1/use-anomalies/:id/dismiss',
    summary: 'There was nothing wrong, and why',
    access: 'record:review',
    body: reasonedDeed,
  },
} as const satisfies Record<string, RouteContract>;
