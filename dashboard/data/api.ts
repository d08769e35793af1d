import type {
  EquipmentState,
  HistoryLossState,
  HistorySeries,
  PointRegister,
  PointState,
  QuarantineEntryState,
  Session,
  Site,
  SystemStatus,
} from '../../gateway/contract/resources.ts';
import type { Wire } from '../../gateway/contract/wire.ts';
import type { ConnectionState } from '../../gateway/domain/connection-state.ts';
import type { CounterCorrection } from '../../gateway/domain/counter-correction.ts';
import type { EnergyReport } from '../../gateway/domain/energy.ts';
import type { MeterReplacement } from '../../gateway/domain/meter-replacement.ts';
import type { WriteOffer, WriteRecord } from '../../gateway/domain/write.ts';
import { type AlarmApi, createAlarmApi } from './alarm-api.ts';
import { type ChannelApi, createChannelApi } from './channel-api.ts';
import { type ComplaintApi, createComplaintApi } from './complaint-api.ts';
import { type ConfigApi, createConfigApi } from './config-api.ts';
import { createFileApi, type FileApi } from './file-api.ts';
import { createMaintenanceApi, type MaintenanceApi } from './maintenance-api.ts';
import { createMeterRunApi, type MeterRunApi } from './meter-run-api.ts';
import { createOnCallApi, type OnCallApi } from './on-call-api.ts';
import { createOrderApi, type OrderApi } from './order-api.ts';
import { createOutageApi, type OutageApi } from './outage-api.ts';
import { createOutboxApi, type OutboxApi } from './outbox-api.ts';
import { createPerformanceApi, type PerformanceApi } from './performance-api.ts';
import { createPlaybookApi, type PlaybookApi } from './playbook-api.ts';
import { createRecordSearchApi, type RecordSearchApi } from './record-search-api.ts';
import { createRegisterApi, type RegisterApi } from './register-api.ts';
import { createRequests } from './requests.ts';
import { createRoundApi, type RoundApi } from './round-api.ts';
import { createSheetApi, type SheetApi } from './sheet-api.ts';
import { createShiftApi, type ShiftApi } from './shift-api.ts';
import { createTestRunApi, type TestRunApi } from './test-run-api.ts';
import { createUseAnomalyApi, type UseAnomalyApi } from './use-anomaly-api.ts';

export type WireEnergy = Wire<EnergyReport>;
export type WireCorrection = Wire<CounterCorrection>;
export type WireReplacement = Wire<MeterReplacement>;
export type WireConnection = Wire<ConnectionState>;
export type WireSession = Wire<Session>;
export type WireOffer = Wire<WriteOffer>;
export type WireWrite = Wire<WriteRecord>;

export interface Person {
  readonly username: string;
  readonly displayName: string;
  readonly role: string;
}

export interface WriteConfirmation {
  readonly token: string;
  readonly value: number;
  readonly reason: string;
}

export interface MeterExchange {
  readonly tag: string;
  readonly at: string;
  readonly finalReading: number;
  readonly startReading: number;
  readonly serialBefore: string | null;
  readonly serialAfter: string | null;
  readonly note: string;
}

export interface JumpDecision {
  readonly tag: string;
  readonly at: string;
  readonly accept: boolean;
  readonly note: string;
}

export type WireStatus = Wire<SystemStatus>;
export type WireSink = WireStatus['historian']['cursors'][number];
export type WireLoss = Wire<HistoryLossState>;
export type WireRefused = Wire<QuarantineEntryState>;

/** Values of one sink: those named, or all. */
export interface RefusedChoice {
  readonly sink: string;
  readonly ids?: readonly number[];
}

/** The REST interface of the gateway. Every method throws ApiError. */
export interface Api
  extends TestRunApi,
    PlaybookApi,
    OutageApi,
    ComplaintApi,
    AlarmApi,
    ChannelApi,
    ConfigApi,
    FileApi,
    MaintenanceApi,
    MeterRunApi,
    RoundApi,
    OnCallApi,
    OrderApi,
    PerformanceApi,
    OutboxApi,
    RecordSearchApi,
    RegisterApi,
    SheetApi,
    ShiftApi,
    UseAnomalyApi {
  session(): Promise<WireSession>;
  signIn(username: string, password: string): Promise<WireSession>;
  signOut(): Promise<void>;
  /** Of who is signed in; ends all of his sessions. */
  changePassword(current: string, next: string): Promise<void>;
  site(): Promise<Site>;
  /** All points, or those of one machine. */
  points(equipment?: string): Promise<PointState[]>;
  equipment(): Promise<EquipmentState[]>;
  /** Where each point of a machine is read, and the last raw answer. */
  registers(equipment: string): Promise<PointRegister[]>;
  history(tag: string, fromMs: number, toMs: number, width: number, signal?: AbortSignal): Promise<HistorySeries>;
  /** Of the period under way, or of the one that `atMs` lies in. */
  energy(period: EnergyReport['period'], atMs?: number): Promise<WireEnergy>;
  corrections(tags: readonly string[], from: string, to: string): Promise<WireCorrection[]>;
  replaceMeter(exchange: MeterExchange): Promise<WireReplacement>;
  undoReplacement(id: number): Promise<WireReplacement>;
  decideJump(decision: JumpDecision): Promise<WireCorrection>;
  prepareWrite(tag: string): Promise<WireOffer>;
  confirmWrite(tag: string, body: WriteConfirmation): Promise<WireWrite>;
  connections(): Promise<WireConnection[]>;
  status(): Promise<WireStatus>;
  /** Samples that are missing somewhere, latest first. */
  losses(): Promise<WireLoss[]>;
  /** Values that sinks refused, oldest first. */
  refused(): Promise<WireRefused[]>;
  retryRefused(choice: RefusedChoice): Promise<{ readonly count: number }>;
  dropRefused(choice: RefusedChoice): Promise<{ readonly count: number }>;
  /** Sends a sink everything since then once more; says since when and how much it will be. */
  replay(sink: string, fromMs: number): Promise<{ readonly from: string; readonly samples: number }>;
  people(): Promise<Person[]>;
}

const LIST_LIMIT = 500;
const POINT_LIMIT = 5000;

/** Client of `/api/v1`. `fetch` and the maker of idempotency keys are handed in. */
export function createApi(fetcher: typeof fetch, newKey: () => string, base = '/api/v1'): Api {
  const requests = createRequests(fetcher, newKey, base);
  const { get, post, remove } = requests;
  return {
    ...createAlarmApi(requests),
    ...createTestRunApi(requests),
    ...createPlaybookApi(requests),
    ...createOutageApi(requests),
    ...createComplaintApi(requests),
    ...createChannelApi(requests),
    ...createConfigApi(requests),
    ...createFileApi(requests),
    ...createMaintenanceApi(requests),
    ...createMeterRunApi(requests),
    ...createOnCallApi(requests),
    ...createRoundApi(requests),
    ...createOrderApi(requests),
    ...createSheetApi(requests),
    ...createPerformanceApi(requests),
    ...createOutboxApi(requests),
    ...createShiftApi(requests),
    ...createUseAnomalyApi(requests),
    ...createRecordSearchApi(requests),
    ...createRegisterApi(requests),
    session: () => get('/session'),
    signIn: (username, password) => post('/session', { username, password }),
    signOut: () => remove('/session'),
    changePassword: (current, next) => post('/session/password', { current, next }),
    site: () => get('/site'),
    points: (equipment) => get('/points', { equipment, limit: POINT_LIMIT }),
    equipment: () => get('/equipment'),
    registers: (equipment) => get(`/equipment/${encodeURIComponent(equipment)}/registers`),
    history: (tag, from, to, width, signal) =>
      get('/history', { tag, from: new Date(from).toISOString(), to: new Date(to).toISOString(), width }, signal),
    prepareWrite: (tag) => post(`/points/${encodeURIComponent(tag)}/write/prepare`, {}),
    confirmWrite: (tag, body) => post(`/points/${encodeURIComponent(tag)}/write/confirm`, body),
    corrections: (tags, from, to) => get('/history/corrections', { tag: tags.join(','), from, to }),
    replaceMeter: (exchange) => post('/history/meter-replacements', exchange),
    undoReplacement: (id) => post(`/history/meter-replacements/${id}/undo`, {}),
    decideJump: (decision) => post('/history/jumps/decide', decision),
    energy: (period, at) => get('/energy', { period, at }),
    connections: () => get('/connections'),
    status: () => get('/status'),
    losses: () => get('/historian/losses'),
    refused: () => get('/historian/quarantine', { limit: LIST_LIMIT }),
    retryRefused: (choice) => post('/historian/quarantine/retry', choice),
    dropRefused: (choice) => post('/historian/quarantine/drop', choice),
    replay: (sink, from) => post('/historian/replays', { sink, from: new Date(from).toISOString() }),
    people: () => get('/people'),
  };
}
