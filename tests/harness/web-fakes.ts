import { createHash, randomBytes } from 'node:crypto';
import { createAlarmPerformance } from '../../gateway/alarms/performance/performance-service.ts';
import type { ConnectionState } from '../../gateway/domain/connection-state.ts';
import type { CounterCorrection } from '../../gateway/domain/counter-correction.ts';
import type { EnergyReport } from '../../gateway/domain/energy.ts';
import { done, refused } from '../../gateway/domain/errors.ts';
import type { MeterReplacement } from '../../gateway/domain/meter-replacement.ts';
import type { Point } from '../../gateway/domain/point.ts';
import { type Role, role } from '../../gateway/domain/role.ts';
import { BatchBuilder } from '../../gateway/domain/sample.ts';
import type { Site } from '../../gateway/domain/site.ts';
import type { WorkOrder } from '../../gateway/domain/work-order.ts';
import { openOrder } from '../../gateway/domain/work-order-new.ts';
import { createHttpServer, type HttpServer, type HttpServerOptions } from '../../gateway/http/server.ts';
import { NO_CMMS } from '../../gateway/maintenance/cmms/cmms-runtime.ts';
import { Latest } from '../../gateway/pipeline/latest.ts';
import type {
  Account,
  AccountStore,
  AuditEntry,
  StoredReply,
  StoredSession,
} from '../../gateway/ports/account-store.ts';
import type { CmmsService } from '../../gateway/ports/cmms-service.ts';
import type { EnergyService } from '../../gateway/ports/energy-service.ts';
import type { Historian, HistorianUpkeep, HistoryReader } from '../../gateway/ports/historian.ts';
import type { OfflineDesk } from '../../gateway/ports/offline-desk.ts';
import type { PlantStatus } from '../../gateway/ports/plant-status.ts';
import type { WorkOrderDraft, WorkOrderService } from '../../gateway/ports/work-order-service.ts';
import { FakeAlarms } from './fake-alarms.ts';
import { FakeChannels, FakePush } from './fake-channels.ts';
import { FakeAnswers, FakeDelivery } from './fake-delivery.ts';
import { FakeOnCall } from './fake-on-call.ts';
import { fakeRegister } from './fake-register.ts';
import { FakeMeterRuns, FakeRounds } from './fake-rounds.ts';
import { FakeSheets } from './fake-sheets.ts';
import { FakeShifts, FakeVisits } from './fake-shifts.ts';
import { FakeSiteDesk } from './fake-site-desk.ts';
import { FakeUseAnomalies } from './fake-use-anomalies.ts';
import { FakeWrites } from './fake-writes.ts';
import { maintenanceBench, seedMaintenance } from './maintenance-bench.ts';
import { ManualClock } from './manual-clock.ts';
import { MemoryAlarmRepository } from './memory-alarm-repository.ts';
import { MemoryFileStore } from './memory-file-store.ts';
import { MemoryRecordBook } from './memory-record-book.ts';
import { newOrder, ordersPlan } from './order-bench.ts';
import { runsBench } from './runs-bench.ts';
import { silentLogger } from './silent-logger.ts';
import { Source } from './source.ts';

const text = (en: string) => ({ en, zh: `${en} 中文` });

/** A site with pumps of ten points each. */
export function fakeSite(pointCount = 20): Site {
  const ids = Array.from({ length: Math.ceil(pointCount / 10) }, (_, i) => `PUMP-${i + 1}`);
  return {
    id: 'tower',
    name: text('Tower'),
    timeZone: 'Asia/Shanghai',
    publicUrl: undefined,
    display: { states: 'isa', phases: 'neutral', order: {} },
    areas: [{ id: 'B1', name: text('Basement') }],
    equipment: ids.map((id) => ({
      id,
      name: text(id),
      class: 'pump',
      system: 'water',
      area: 'B1',
      template: 'acme-p1',
      maker: 'Acme',
      model: 'P1',
      evidence: 'verified',
      device: `bus-1/${id}`,
      ...{ poweredBy: [], cooledBy: [], communicatesVia: [] },
      keyPoints: ['p0'],
    })),
    points: Array.from({ length: pointCount }, (_, index) => fakePoint(index, ids[Math.floor(index / 10)]!)),
    addresses: [],
    connections: [],
    conditions: [],
    energy: { total: undefined, systems: [] },
  };
}

const fakePoint = (index: number, equipment: string): Point => ({
  index,
  tag: `${equipment}.p${index % 10}`,
  name: `p${index % 10}`,
  equipment,
  device: `bus-1/${equipment}`,
  title: text(`Reading ${index}`),
  kind: 'number',
  unit: 'kW',
  decimals: 1,
  states: undefined,
  scale: 1,
  offset: 0,
  sentinels: [],
  range: [0, 1000],
  normal: undefined,
  deadband: 0,
  scanClass: 'fast',
  periodMs: 1000,
  staleAfterMs: 3000,
  rollover: undefined,
});

export function fakeOrder(id = 1, change: Partial<WorkOrder> = {}): WorkOrder {
  const draft = newOrder({ equipment: 'PUMP-1', openedAt: 3000, clockAt: 3000 });
  const order = openOrder({ ...draft, title: text('Look at the pump'), description: text('Look') }, id);
  return { ...order, steps: ['assign', 'start', 'cancel', 'comment'], ...change };
}

/** Accounts in memory. */
export class FakeAccounts implements AccountStore {
  readonly accounts = new Map<string, Account>();
  readonly sessions = new Map<string, StoredSession>();
  readonly replies = new Map<string, StoredReply>();
  readonly entries: AuditEntry[] = [];
  /** Makes every call fail, as a full disk would. */
  broken = false;

  async list(): Promise<readonly Account[]> {
    return [...this.accounts.values()];
  }
  async find(username: string): Promise<Account | undefined> {
    if (this.broken) throw new Error('disk full at /secret/path');
    return this.accounts.get(username);
  }
  async create(account: Account): Promise<boolean> {
    if (this.accounts.has(account.username)) return false;
    this.accounts.set(account.username, account);
    return true;
  }
  async update(username: string, change: Partial<Account>): Promise<boolean> {
    const before = this.accounts.get(username);
    if (!before) return false;
    this.accounts.set(username, { ...before, ...change });
    if (change.passwordHash !== undefined || change.disabled) this.endSessions(username);
    return true;
  }
  async addSession(session: StoredSession): Promise<void> {
    this.sessions.set(session.tokenHash, session);
  }
  async findSession(tokenHash: string): Promise<StoredSession | undefined> {
    return this.sessions.get(tokenHash);
  }
  async removeSession(tokenHash: string): Promise<void> {
    this.sessions.delete(tokenHash);
  }
  async removeExpiredSessions(now: number): Promise<void> {
    for (const [hash, session] of this.sessions) if (session.expiresAt <= now) this.sessions.delete(hash);
  }
  async findReply(key: string, username: string): Promise<StoredReply | undefined> {
    return this.replies.get(`${username} ${key}`);
  }
  async saveReply(reply: StoredReply): Promise<void> {
    this.replies.set(`${reply.username} ${reply.key}`, reply);
  }
  async removeRepliesBefore(at: number): Promise<void> {
    for (const [key, reply] of this.replies) if (reply.at < at) this.replies.delete(key);
  }
  async audit(entry: AuditEntry): Promise<void> {
    this.entries.push(entry);
  }
  async trail(action: string, limit: number): Promise<readonly AuditEntry[]> {
    return this.entries
      .filter((entry) => entry.action === action)
      .reverse()
      .slice(0, limit);
  }

  private endSessions(username: string): void {
    for (const [hash, session] of this.sessions) if (session.username === username) this.sessions.delete(hash);
  }
}

export class FakeOrders extends Source<WorkOrder> implements WorkOrderService {
  readonly orders: WorkOrder[] = [fakeOrder()];

  async list(): Promise<readonly WorkOrder[]> {
    return this.orders;
  }
  async get(id: number): Promise<WorkOrder | undefined> {
    return this.orders.find((order) => order.id === id);
  }
  async byKey(key: string): Promise<WorkOrder | undefined> {
    return this.orders.find((order) => order.key === key);
  }
  async create({ equipment = null, priority, title, description }: WorkOrderDraft, openedBy: string) {
    if (equipment !== null && equipment !== 'PUMP-1') return refused('EQUIPMENT_NOT_FOUND');
    const order = fakeOrder(this.orders.length + 1, { equipment, priority, title, description, openedBy });
    this.orders.push(order);
    return done(order);
  }
  async transition({ id, step }: Parameters<WorkOrderService['transition']>[0]) {
    const order = await this.get(id);
    if (!order) return refused('WORK_ORDER_NOT_FOUND');
    return step === 'resume' ? refused('WORK_ORDER_TRANSITION_REFUSED') : done(order);
  }
}

/** Believes everybody. */
const FAKE_CMMS: CmmsService = {
  ...NO_CMMS,
  settle: async () => done(null),
  hook: async () => done({ accepted: 1 }),
};

/** Takes everything and keeps nothing. */
const FAKE_OFFLINE: OfflineDesk = {
  submit: async (commands) =>
    commands.map(({ id, order }) => ({ id, order, state: 'applied', isRepeat: false, code: null, detail: null })),
  list: async () => [],
  decide: async (id, { note }, { username }) =>
    done({
      ...{ id, order: 1, step: 'start', actor: 'technician', deviceAt: 1000, receivedAt: 2000, state: 'dismissed' },
      ...{ body: {}, code: null, detail: null, decidedBy: username, decidedAt: 3000, note },
    }),
};

export class FakePlant extends Source<ConnectionState> implements PlantStatus {
  connections(): readonly ConnectionState[] {
    return [fakeConnection()];
  }
}

export const fakeConnection = (): ConnectionState => ({
  id: 'bus-1',
  driver: 'modbus',
  endpoint: '127.0.0.1:502',
  state: 'online',
  stateSince: 1000,
  reconnects: 0,
  loadPercent: 12,
  requestsPerSecond: 3,
  latency: { p50: 8, p95: 21 },
  errors: { timeout: 0, exception: 0, garbled: 0, linkLost: 0 },
  skippedCycles: 0,
  cautions: [text('The connection is not encrypted')],
  devices: [
    {
      ...{ id: 'bus-1/PUMP-1', state: 'suspect', stateSince: 1000, lastGoodAt: null, requests: 4, failures: 1 },
      ...{ successPercent: 75, latencyMs: 21, lastFailure: 'no answer in time', exceptions: { '2': 1 } },
      ...{ holes: ['holding 0x0FA0+2 refused'], items: null },
    },
  ],
});

export const fakeHistorian = (): Historian => ({
  append: () => {},
  flush: async () => {},
  backfill: async ({ length }) => ({ written: length, replaced: 0, present: 0, tooOld: 0, invalid: 0 }),
  onBackfill: () => () => {},
  reader: fakeReader(),
  upkeep: fakeUpkeep(),
  status: async () => ({
    loggedSamples: 1,
    droppedSamples: 0,
    logBytes: 2,
    historyBytes: 3,
    cursors: [],
    flow: {
      ...{ accepted: 1, logged: 1, waiting: 0, filtered: 0 },
      dropped: { 'queue-full': 0, 'disk-refused': 0, 'worker-down': 0, closed: 0, 'same-moment': 0, invalid: 0 },
    },
    losses: [{ kind: 'evicted', sink: 'influx', samples: 4 }],
    damagedRecords: 0,
    healthy: true,
    problem: null,
  }),
  close: async () => {},
});

const part = {
  system: 'all',
  title: text('All'),
  meters: ['PUMP-1.p0'],
  kwh: 1,
  coverage: 1,
  estimatedKwh: 0,
  quality: 'measured' as const,
  previousKwh: null,
  previousCoverage: 0,
  buckets: [{ startAt: 0, endAt: 1, kwh: 1, coverage: 1, estimatedKwh: 0, quality: 'measured' as const }],
  previousBuckets: [],
};

const fakeEnergy: EnergyService = {
  report: async (period): Promise<EnergyReport> => ({
    period,
    bucket: 'hour',
    startAt: 0,
    endAt: 1,
    previousStartAt: 0,
    previousEndAt: 1,
    total: part,
    systems: [],
    unmetered: null,
  }),
};

/** The web side over fakes, ready for `app.inject`. */
export interface FakeWeb {
  readonly http: HttpServer;
  readonly site: Site;
  readonly clock: ManualClock;
  readonly latest: Latest;
  readonly accounts: FakeAccounts;
  readonly alarms: FakeAlarms;
  readonly orders: FakeOrders;
  readonly writes: FakeWrites;
  readonly records: MemoryRecordBook;
  readonly plant: FakePlant;
  /** Cookie header of a fresh session of the account that bears the role's name. */
  cookieFor(role: Role): Promise<string>;
}

export async function startFakeWeb(change: Partial<HttpServerOptions> = {}, pointCount = 20): Promise<FakeWeb> {
  const site = change.site ?? fakeSite(pointCount);
  const clock = new ManualClock();
  const latest = new Latest(site.points.length);
  const accounts = new FakeAccounts();
  const alarms = new FakeAlarms();
  const orders = new FakeOrders();
  const writes = new FakeWrites();
  const records = new MemoryRecordBook();
  const upkeep = maintenanceBench(clock, new MemoryRecordBook(), orders);
  await seedMaintenance(upkeep);
  const runs = runsBench({ book: records, clock, alarms });
  const plant = new FakePlant();
  for (const one of role.options) accounts.accounts.set(one, fakeAccount(one));
  const http = await createHttpServer({
    site,
    settings: { host: '127.0.0.1', port: 0, secureCookies: false, trustProxy: false },
    simulated: true,
    version: '1.2.3',
    generation: 'g1',
    latest,
    raw: { of: () => undefined },
    alarms,
    onCall: new FakeOnCall(),
    performance: createAlarmPerformance(new MemoryAlarmRepository()),
    channels: new FakeChannels(),
    push: new FakePush(),
    delivery: new FakeDelivery(),
    answers: new FakeAnswers(),
    ...{ workOrders: orders, orderPlan: ordersPlan(), offline: FAKE_OFFLINE, cmms: FAKE_CMMS },
    meterRuns: new FakeMeterRuns(),
    rounds: new FakeRounds(),
    ...{ upkeep: upkeep.upkeep, stores: upkeep.stores, kpi: upkeep.kpi },
    register: await fakeRegister(site),
    files: new MemoryFileStore(),
    records,
    sheets: new FakeSheets(),
    ...{ testRuns: runs.testRuns.service, playbooks: runs.playbooks.service },
    ...{ outages: runs.outages.service, complaints: runs.complaints.service },
    useAnomalies: new FakeUseAnomalies(),
    shifts: new FakeShifts(),
    visits: new FakeVisits(),
    writes,
    siteDesk: new FakeSiteDesk(),
    historian: fakeHistorian(),
    energy: fakeEnergy,
    plant,
    accounts,
    readiness: async () => ({ ready: true, checks: { store: { ok: true, detail: 'path /data' } } }),
    metricsText: async () => 'plantroom_up 1\n',
    dashboardFolder: '/nonexistent',
    clock,
    logger: silentLogger,
    randomBytes,
    ...change,
  });
  const cookieFor = async (username: Role): Promise<string> => {
    const token = randomBytes(32).toString('base64url');
    const tokenHash = createHash('sha256').update(token).digest('hex');
    const createdAt = clock.nowMs();
    await accounts.addSession({ tokenHash, username, createdAt, expiresAt: createdAt + 3_600_000 });
    return `plantroom_session=${token}`;
  };
  return { http, site, clock, latest, accounts, alarms, orders, writes, records, plant, cookieFor };
}

const fakeAccount = (name: Role): Account => ({
  username: name,
  displayName: `The ${name}`,
  role: name,
  language: null,
  passwordHash: 'none',
  createdAt: 0,
  disabled: false,
});

const fakeReader = (): HistoryReader => ({
  query: async (tag, fromMs, toMs, width) => ({
    tag,
    fromMs,
    toMs,
    columnMs: (toMs - fromMs) / width,
    time: Float64Array.of(fromMs, fromMs + 1),
    min: Float64Array.of(1, Number.NaN),
    max: Float64Array.of(2, Number.NaN),
    mean: Float64Array.of(1.5, Number.NaN),
    last: Float64Array.of(2, Number.NaN),
    good: Float32Array.of(1, 0),
  }),
  losses: async (fromMs) => [
    { id: 7, kind: 'evicted', sink: 'influx', from: fromMs, to: fromMs + 1_000, samples: 4, foundAt: 5_000 },
  ],
  increments: async () => [],
  corrections: async () => [fakeCorrection()],
  meterReplacements: async () => [fakeReplacement()],
  samples: async (tag) => ({
    ...{ tag, time: Float64Array.of(0), value: Float64Array.of(1), quality: Uint8Array.of(0), nextMs: null },
  }),
  newest: async () => new BatchBuilder(),
});

export const fakeCorrection = (change: Partial<CounterCorrection> = {}): CounterCorrection => ({
  ...{ tag: 'PUMP-1.p0', unit: 'kWh', kind: 'jump', startAt: 1000, at: 2000, before: 10, after: 900, increment: 0 },
  ...{ quality: 'suspect', count: 1, decision: 'open', declaration: null, declaredBy: null, note: null },
  ...change,
});

export const fakeReplacement = (change: Partial<MeterReplacement> = {}): MeterReplacement => ({
  ...{ id: 1, tag: 'PUMP-1.p0', unit: 'kWh', at: 1500, finalReading: 12, startReading: 0, serialBefore: null },
  ...{ serialAfter: null, note: 'exchanged', declaredBy: 'engineer', declaredAt: 3000, undoneBy: null, undoneAt: null },
  ...change,
});

const fakeUpkeep = (): HistorianUpkeep => ({
  replaceMeter: async ({ tag, atMs, by }) => fakeReplacement({ tag, at: atMs, declaredBy: by }),
  undoReplacement: async (id, by) => fakeReplacement({ id, undoneBy: by, undoneAt: 4000 }),
  decideJump: async ({ tag, atMs, isAccepted, by }) =>
    fakeCorrection({ tag, at: atMs, decision: isAccepted ? 'accepted' : 'rejected', declaredBy: by }),
  quarantine: async () => [],
  retryQuarantined: async () => 0,
  dropQuarantined: async () => 0,
  replay: async (sink, from) => ({ sink, from, samples: 0 }),
});
