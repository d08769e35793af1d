import type { z } from 'zod';
import type { taskDecision, taskStep, yearDecision, yearStep } from '../../gateway/contract/maintenance-requests.ts';
import type {
  callOutRecord,
  certificateRecord,
  contractorRecord,
  foreseenTask,
  instrumentRecord,
  partRecord,
  planStanding,
  reportEntry,
  taskRecord,
  taskStory,
  toolRecord,
  yearRecord,
  yearStory,
} from '../../gateway/contract/maintenance-resources.ts';
import type { Wire } from '../../gateway/contract/wire.ts';
import type { DutyReport, KpiBoard, ReportKind } from '../../gateway/domain/duty/kpi/kpi.ts';
import type {
  CallOutStep,
  CertificateStep,
  ContractorStep,
  Ending,
  InstrumentStep,
  NewCallOut,
  NewCertificate,
  NewContractor,
  NewInstrument,
  NewPart,
  NewTool,
  PartDecision,
  PartStep,
  ToolStep,
} from '../../gateway/domain/duty/stores/stores-requests.ts';
import type { Requests } from './requests.ts';

export type WireTask = Wire<z.infer<typeof taskRecord>>;
export type WireTaskStory = Wire<z.infer<typeof taskStory>>;
export type WireYear = Wire<z.infer<typeof yearRecord>>;
export type WireYearStory = Wire<z.infer<typeof yearStory>>;
export type WireForeseen = z.infer<typeof foreseenTask>;
export type WireStanding = Wire<z.infer<typeof planStanding>>;
export type WirePart = Wire<z.infer<typeof partRecord>>;
export type WireTool = Wire<z.infer<typeof toolRecord>>;
export type WireContractor = Wire<z.infer<typeof contractorRecord>>;
export type WireCallOut = Wire<z.infer<typeof callOutRecord>>;
export type WireInstrument = Wire<z.infer<typeof instrumentRecord>>;
export type WireCertificate = Wire<z.infer<typeof certificateRecord>>;
export type WireBoard = Wire<KpiBoard>;
export type WireReport = Wire<DutyReport>;
export type WireReportEntry = Wire<z.infer<typeof reportEntry>>;
export type { ReportKind };

export type TaskDeed = z.input<typeof taskStep>['do'];
export type TaskDecision = z.input<typeof taskDecision>['do'];
export type YearDeed = z.input<typeof yearStep>['do'];
export type YearDecision = z.input<typeof yearDecision>['do'];

/** Steps of a register, and the path of each. */
export interface StoresSteps {
  readonly parts: PartStep;
  readonly 'parts/decisions': PartDecision;
  readonly tools: ToolStep;
  readonly 'tools/decisions': Ending;
  readonly contractors: ContractorStep;
  readonly 'call-outs': CallOutStep;
  readonly instruments: InstrumentStep;
  readonly certificates: CertificateStep;
}

/** What a register takes up. */
export interface StoresEntries {
  readonly parts: NewPart;
  readonly tools: NewTool;
  readonly contractors: NewContractor;
  readonly 'call-outs': NewCallOut;
  readonly instruments: NewInstrument;
  readonly certificates: NewCertificate;
}

/** Maintenance, stores and figures over REST. Every method throws ApiError. */
export interface MaintenanceApi {
  tasks(from: string, to: string): Promise<WireTask[]>;
  openTasks(): Promise<WireTask[]>;
  task(id: number): Promise<WireTaskStory>;
  stepTask(id: number, expectedVersion: number, deed: TaskDeed): Promise<WireTask>;
  decideTask(id: number, expectedVersion: number, deed: TaskDecision): Promise<WireTask>;
  rebaseHours(plan: string, register: number, reason: string): Promise<WireTask>;
  foreseen(until: string): Promise<WireForeseen[]>;
  standings(): Promise<WireStanding[]>;
  years(): Promise<WireYear[]>;
  year(id: number): Promise<WireYearStory>;
  makeYear(period: string): Promise<WireYear>;
  stepYear(id: number, expectedVersion: number, deed: YearDeed): Promise<WireYear>;
  decideYear(id: number, expectedVersion: number, deed: YearDecision): Promise<WireYear>;
  parts(): Promise<WirePart[]>;
  tools(): Promise<WireTool[]>;
  contractors(): Promise<WireContractor[]>;
  callOuts(): Promise<WireCallOut[]>;
  instruments(): Promise<WireInstrument[]>;
  certificates(): Promise<WireCertificate[]>;
  addStores<R extends keyof StoresEntries>(register: R, entry: StoresEntries[R]): Promise<unknown>;
  stepStores<R extends keyof StoresSteps>(
    register: R,
    id: number,
    expectedVersion: number,
    step: StoresSteps[R],
  ): Promise<unknown>;
  board(from: string, to: string): Promise<WireBoard>;
  reports(): Promise<WireReportEntry[]>;
  report(kind: ReportKind, period: string): Promise<WireReport>;
}

const MOST = 1000;
const OPEN = { state: 'open', limit: MOST };

export function createMaintenanceApi({ get, post }: Requests): MaintenanceApi {
  return {
    tasks: (from, to) => get('/maintenance/tasks', { from, to, limit: MOST }),
    openTasks: () => get('/maintenance/tasks', OPEN),
    task: (id) => get(`/maintenance/tasks/${id}`),
    stepTask: (id, expectedVersion, deed) => post(`/maintenance/tasks/${id}/steps`, { expectedVersion, do: deed }),
    decideTask: (id, expectedVersion, deed) =>
      post(`/maintenance/tasks/${id}/decisions`, { expectedVersion, do: deed }),
    rebaseHours: (plan, register, reason) => post('/maintenance/hours', { plan, register, reason }),
    foreseen: (until) => get('/maintenance/outlook', { until }),
    standings: () => get('/maintenance/plans'),
    years: () => get('/maintenance/years'),
    year: (id) => get(`/maintenance/years/${id}`),
    makeYear: (period) => post('/maintenance/years', { period }),
    stepYear: (id, expectedVersion, deed) => post(`/maintenance/years/${id}/steps`, { expectedVersion, do: deed }),
    decideYear: (id, expectedVersion, deed) =>
      post(`/maintenance/years/${id}/decisions`, { expectedVersion, do: deed }),
    parts: () => get('/parts', OPEN),
    tools: () => get('/tools', OPEN),
    contractors: () => get('/contractors', OPEN),
    callOuts: () => get('/call-outs', { limit: 200 }),
    instruments: () => get('/instruments', OPEN),
    certificates: () => get('/certificates', OPEN),
    addStores: (register, entry) => post(`/${register}`, { entry }),
    stepStores: (register, id, expectedVersion, step) => post(stepPath(register, id), { expectedVersion, do: step }),
    board: (from, to) => get('/kpi', { from, to }),
    reports: () => get('/reports'),
    report: (kind, period) => get(`/reports/${kind}/${period}`),
  };
}

function stepPath(register: keyof StoresSteps, id: number): string {
  const [name, kind = 'steps'] = register.split('/');
  return `/${name}/${id}/${kind}`;
}
