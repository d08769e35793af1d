import Fastify, { type FastifyInstance } from 'fastify';
import { validatorCompiler } from 'fastify-type-provider-zod';
import type { Readiness } from '../contract/resources.ts';
import type { OrdersPlan } from '../domain/duty/orders-plan.ts';
import { PlantroomError } from '../domain/errors.ts';
import type { Site } from '../domain/site.ts';
import type { AccountStore } from '../ports/account-store.ts';
import type { AlarmPerformanceService } from '../ports/alarm-performance.ts';
import type { AlarmService } from '../ports/alarm-service.ts';
import type { AnswerService } from '../ports/answer-service.ts';
import type { ChannelService } from '../ports/channel-service.ts';
import type { Clock } from '../ports/clock.ts';
import type { CmmsService } from '../ports/cmms-service.ts';
import type { ComplaintService } from '../ports/complaint-service.ts';
import type { DeliveryService } from '../ports/delivery-service.ts';
import type { EnergyService } from '../ports/energy-service.ts';
import type { EquipmentRegister } from '../ports/equipment-register.ts';
import type { FileStore } from '../ports/file-store.ts';
import type { Historian } from '../ports/historian.ts';
import type { KpiService } from '../ports/kpi-service.ts';
import type { LatestValues } from '../ports/latest-values.ts';
import type { Logger } from '../ports/logger.ts';
import type { MaintenanceService } from '../ports/maintenance-service.ts';
import type { MeterRunService } from '../ports/meter-run-service.ts';
import type { OfflineDesk } from '../ports/offline-desk.ts';
import type { OnCallService } from '../ports/on-call-service.ts';
import type { OutageService } from '../ports/outage-service.ts';
import type { PlantStatus } from '../ports/plant-status.ts';
import type { PlaybookService } from '../ports/playbook-service.ts';
import type { PushService } from '../ports/push-service.ts';
import type { RawReadings } from '../ports/raw-readings.ts';
import type { RecordBook } from '../ports/record-book.ts';
import type { RoundService } from '../ports/round-service.ts';
import type { SessionGate } from '../ports/session-gate.ts';
import type { SheetService } from '../ports/sheet-service.ts';
import type { ShiftService } from '../ports/shift-service.ts';
import type { SiteDesk } from '../ports/site-desk.ts';
import type { StoresService } from '../ports/stores-service.ts';
import type { TestRunService } from '../ports/test-run-service.ts';
import type { UseAnomalyService } from '../ports/use-anomaly-service.ts';
import type { VisitService } from '../ports/visit-service.ts';
import type { WorkOrderService } from '../ports/work-order-service.ts';
import type { WriteService } from '../ports/write-service.ts';
import { Audit } from './audit.ts';
import { addBodyParsers } from './body-parsers.ts';
import { guardRoutes } from './caller.ts';
import { compressLongAnswers } from './compress.ts';
import { serveDashboard } from './dashboard-files.ts';
import { serveDocs } from './docs.ts';
import { errorReply } from './error-reply.ts';
import { handleErrors } from './handle-errors.ts';
import type { Handlers } from './handler.ts';
import { Repeats } from './idempotency.ts';
import { LoginThrottle } from './login-throttle.ts';
import { hostOf, type OriginRule } from './origin.ts';
import { PasswordHasher } from './password.ts';
import { denyUndeclaredRoutes, registerRoutes, sendProblem } from './register-routes.ts';
import { accountRoutes } from './routes/accounts.ts';
import { alarmActionRoutes } from './routes/alarm-actions.ts';
import { alarmPerformanceRoutes } from './routes/alarm-performance.ts';
import { alarmRoutes } from './routes/alarms.ts';
import { answerRoutes } from './routes/answers.ts';
import { channelRoutes } from './routes/channels.ts';
import { cmmsRoutes } from './routes/cmms.ts';
import { complaintRoutes } from './routes/complaints.ts';
import { configRoutes } from './routes/config.ts';
import { counterRoutes } from './routes/counters.ts';
import { equipmentRegisterRoutes } from './routes/equipment-register.ts';
import { fileRoutes } from './routes/files.ts';
import { historyRoutes } from './routes/history.ts';
import { historyTransferRoutes } from './routes/history-transfer.ts';
import { kpiRoutes } from './routes/kpi.ts';
import { lossRoutes } from './routes/losses.ts';
import { maintenanceRoutes } from './routes/maintenance.ts';
import { maintenancePlanRoutes } from './routes/maintenance-plans.ts';
import { meterRunRoutes } from './routes/meter-runs.ts';
import { onCallRoutes } from './routes/on-call.ts';
import { outageRoutes } from './routes/outages.ts';
import { outboxRoutes } from './routes/outbox.ts';
import { plantRoutes } from './routes/plant.ts';
import { playbookRoutes } from './routes/playbooks.ts';
import { recordSearchRoutes } from './routes/record-search.ts';
import { roundRoutes } from './routes/rounds.ts';
import { sessionRoutes } from './routes/session.ts';
import { sheetRoutes } from './routes/sheets.ts';
import { shiftRoutes } from './routes/shifts.ts';
import { sinkRoutes } from './routes/sinks.ts';
import { storesRoutes } from './routes/stores.ts';
import { systemRoutes } from './routes/system.ts';
import { takeOverRoutes } from './routes/take-over.ts';
import { testRunRoutes } from './routes/test-runs.ts';
import { unusualUseRoutes } from './routes/use-anomalies.ts';
import { visitRoutes } from './routes/visits.ts';
import { workOrderRoutes } from './routes/work-orders.ts';
import { writeRoutes } from './routes/writes.ts';
import { addSecurityHeaders } from './security-headers.ts';
import { Sessions } from './sessions.ts';
import { tidyHourly } from './tidy.ts';

export interface HttpServerOptions {
  readonly site: Site;
  readonly settings: {
    readonly host: string;
    readonly port: number;
    readonly secureCookies: boolean;
    /** One proxy in front is believed about address and host. */
    readonly trustProxy: boolean;
  };
  readonly simulated: boolean;
  readonly version: string;
  readonly generation: string;
  readonly latest: LatestValues;
  readonly raw: RawReadings;
  readonly alarms: AlarmService;
  readonly performance: AlarmPerformanceService;
  readonly onCall: OnCallService;
  readonly channels: ChannelService;
  readonly push: PushService;
  readonly delivery: DeliveryService;
  readonly answers: AnswerService;
  readonly workOrders: WorkOrderService;
  readonly kpi: KpiService;
  readonly meterRuns: MeterRunService;
  readonly stores: StoresService;
  readonly upkeep: MaintenanceService;
  readonly rounds: RoundService;
  readonly orderPlan: OrdersPlan;
  readonly offline: OfflineDesk;
  readonly cmms: CmmsService;
  readonly register: EquipmentRegister;
  readonly files: FileStore;
  readonly records: Pick<RecordBook, 'find'>;
  readonly shifts: ShiftService;
  readonly useAnomalies: UseAnomalyService;
  readonly visits: VisitService;
  readonly sheets: SheetService;
  readonly testRuns: TestRunService;
  readonly playbooks: PlaybookService;
  readonly outages: OutageService;
  readonly complaints: ComplaintService;
  readonly siteDesk: SiteDesk;
  readonly writes: WriteService;
  readonly historian: Historian;
  readonly energy: EnergyService;
  readonly plant: PlantStatus;
  readonly accounts: AccountStore;
  readonly readiness: () => Promise<Readiness>;
  readonly metricsText: () => Promise<string>;
  /** Where the built dashboard is; it may be absent. */
  readonly dashboardFolder: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly randomBytes: (size: number) => Uint8Array;
}

export interface HttpServer {
  /** Ready, not listening. */
  readonly app: FastifyInstance;
  /** For the live side. */
  readonly sessions: SessionGate;
  /** Listens where the settings say; resolves with the address. Throws WEB_ADDRESS_UNAVAILABLE. */
  listen(): Promise<string>;
  /** Stops listening, ends what is under way. */
  close(): Promise<void>;
}

/** The web side: REST interface, documents and dashboard, built from the route table. */
export async function createHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const { site, settings, accounts, clock, logger } = options;
  const origins: OriginRule = { trustProxy: settings.trustProxy, publicHost: hostOf(site.publicUrl ?? '') };
  const sessions = new Sessions({ ...options, secureCookies: settings.secureCookies, origins });
  const audit = new Audit(accounts, clock);
  const repeats = new Repeats(accounts, clock);
  const app = createApp(settings.trustProxy);
  handleErrors(app, logger);
  compressLongAnswers(app);
  denyUndeclaredRoutes(app);
  await addSecurityHeaders(app, settings.secureCookies);
  guardRoutes(app, { sessions, origins, audit });
  registerRoutes(app, createHandlers(options, sessions, audit), repeats);
  await serveDocs(app, options.version);
  await serveDashboard(app, options.dashboardFolder);
  const tidying = tidyHourly({ accounts, repeats, clock, logger });
  app.addHook('onClose', async () => tidying.cancel());
  await app.ready();
  const { host, port } = settings;
  return { app, sessions, listen: () => listen(app, host, port), close: () => app.close() };
}

async function listen(app: FastifyInstance, host: string, port: number): Promise<string> {
  try {
    return await app.listen({ host, port });
  } catch (cause) {
    throw new PlantroomError('WEB_ADDRESS_UNAVAILABLE', `${host}:${port}`, { cause });
  }
}

function createHandlers(options: HttpServerOptions, sessions: Sessions, audit: Audit): Handlers {
  const hasher = new PasswordHasher(options.randomBytes);
  const throttle = new LoginThrottle();
  return {
    ...sessionRoutes({ ...options, sessions, hasher, throttle, audit }),
    ...plantRoutes(options),
    ...historyRoutes({ ...options, points: options.site.points }),
    ...historyTransferRoutes({ ...options, audit }),
    ...counterRoutes({ ...options, audit }),
    ...lossRoutes(options),
    ...alarmRoutes(options),
    ...alarmPerformanceRoutes(options),
    ...alarmActionRoutes({ ...options, hasher, throttle, audit }),
    ...maintenanceRoutes(options),
    ...onCallRoutes(options),
    ...channelRoutes({ ...options, audit }),
    ...configRoutes(options),
    ...outboxRoutes({ ...options, audit }),
    ...answerRoutes(options.answers),
    ...workOrderRoutes({ ...options, audit }),
    ...cmmsRoutes(options),
    ...equipmentRegisterRoutes(options),
    ...takeOverRoutes(options),
    ...fileRoutes(options.files),
    ...recordSearchRoutes(options),
    ...shiftRoutes(options),
    ...unusualUseRoutes(options),
    ...visitRoutes(options),
    ...sheetRoutes(options),
    ...kpiRoutes(options),
    ...maintenancePlanRoutes(options),
    ...meterRunRoutes(options),
    ...storesRoutes(options),
    ...roundRoutes(options),
    ...writeRoutes(options.writes),
    ...accountRoutes({ ...options, sessions, hasher, audit }),
    ...sinkRoutes({ ...options, audit }),
    ...testRunRoutes(options),
    ...playbookRoutes(options),
    ...outageRoutes(options),
    ...complaintRoutes(options),
    ...systemRoutes(options),
  };
}

const BODY_BYTES = 256 * 1024;
const HEADER_BYTES = 16 * 1024;
const CONNECTIONS = 2000;

function createApp(trustProxy: boolean): FastifyInstance {
  const app = Fastify({
    logger: false,
    trustProxy: trustProxy ? (_address, hop) => hop === 0 : false,
    bodyLimit: BODY_BYTES,
    requestTimeout: 30_000,
    keepAliveTimeout: 30_000,
    forceCloseConnections: true,
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
    routerOptions: { maxParamLength: 1000 },
    http: { maxHeaderSize: HEADER_BYTES, headersTimeout: 10_000, connectionsCheckingInterval: 5000 },
    frameworkErrors: (error, _request, reply) => void sendProblem(reply, errorReply(error).problem),
  });
  app.server.maxConnections = CONNECTIONS;
  app.setValidatorCompiler(validatorCompiler);
  addBodyParsers(app);
  return app;
}
