import { z } from 'zod';
import { dutyReport, kpiBoard } from '../domain/duty/kpi/kpi.ts';
import { boardRange, byReport } from './maintenance-requests.ts';
import { reportEntry } from './maintenance-resources.ts';
import type { RouteContract } from './route.ts';

const GROUP = 'Figures and reports';

/** The department in figures, and its ready reports. */
export const KPI_ROUTES = {
  readKpi: {
    group: GROUP,
    method: 'GET',
    path: '/api/v1/kpi',
    summary: 'Rates with what is divided by what, and the figures beside them, of a time',
    access: 'record:read',
    query: boardRange,
    status: 200,
    response: kpiBoard,
    codes: [],
  },
  listReports: {
    group: GROUP,
    method: 'GET',
    path: '/api/v1/reports',
    summary: 'Reports of the last days, weeks and months; those under way among them',
    access: 'record:read',
    status: 200,
    response: z.array(reportEntry),
    codes: [],
  },
  readReport: {
    group: GROUP,
    method: 'GET',
    path: '/api/v1/reports/:kind/:period',
    summary: 'One report; the period is a day, the Monday of a week, or a month',
    access: 'record:read',
    params: byReport,
    status: 200,
    response: dutyReport,
    codes: [],
  },
  exportReport: {
    group: GROUP,
    method: 'GET',
    path: '/api/v1/reports/:kind/:period/csv',
    summary: 'The same as a file for spreadsheets',
    access: 'record:read',
    params: byReport,
    status: 200,
    response: z.string(),
    contentType: 'text/csv; charset=utf-8',
    codes: [],
  },
} as const satisfies Record<string, RouteContract>;
