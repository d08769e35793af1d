import { randomBytes as systemRandom } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Kysely } from 'kysely';
import type { DutyRecord } from '../domain/duty/record.ts';
import { PlantroomError } from '../domain/errors.ts';
import type { WorkOrder } from '../domain/work-order.ts';
import type { AccountStore } from '../ports/account-store.ts';
import type { AlarmRepository } from '../ports/alarm-repository.ts';
import type { AnswerStore } from '../ports/answer-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { DutyStore } from '../ports/duty-store.ts';
import type { EscalationStore } from '../ports/escalation-store.ts';
import type { AttachmentIndex } from '../ports/file-store.ts';
import type { Logger } from '../ports/logger.ts';
import type { OrderLinks } from '../ports/order-links.ts';
import type { Outbox } from '../ports/outbox.ts';
import type { PushStore } from '../ports/push-store.ts';
import type { RecordBook } from '../ports/record-book.ts';
import type { WorkOrderRepository } from '../ports/work-order-repository.ts';
import type { WriteRepository } from '../ports/write-repository.ts';
import { createAccountStore } from './account-store.ts';
import { createAlarmRepository } from './alarm-repository.ts';
import { createAnswerStore } from './answer-store.ts';
import { createAttachmentIndex } from './attachment-index.ts';
import { createDutyStore } from './duty-store.ts';
import { createEscalationStore } from './escalation-store.ts';
import { createOrderLinks } from './link-store.ts';
import { migrate } from './migrate.ts';
import { Mutex } from './mutex.ts';
import { createOutbox } from './outbox.ts';
import { createPushStore } from './push-store.ts';
import { createRecordBook } from './record-book.ts';
import type { Database } from './schema.ts';
import { Signal } from './signals.ts';
import { createWorkOrderRepository } from './work-order-repository.ts';
import { WorkerClient } from './worker-client.ts';
import { createWorkerDialect } from './worker-dialect.ts';
import { createWriteRepository } from './write-repository.ts';

/** Operations data: everything people and alarms did. One file, `ops.sqlite`. */
export interface Store {
  readonly alarms: AlarmRepository;
  readonly workOrders: WorkOrderRepository;
  readonly orderLinks: OrderLinks;
  readonly outbox: Outbox;
  readonly escalations: EscalationStore;
  readonly duty: DutyStore;
  readonly push: PushStore;
  readonly answers: AnswerStore;
  readonly accounts: AccountStore;
  readonly writes: WriteRepository;
  readonly records: RecordBook;
  readonly attachments: AttachmentIndex;
  /** Finishes what was asked before, then closes the file. Later calls reject with STORE_UNAVAILABLE. */
  close(): Promise<void>;
}

export interface StoreOptions {
  readonly folder: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Starts the thread that owns the file; tests put their own in to make it die. */
  readonly spawn?: (path: string) => Worker;
  /** For secrets; the system's own unless a test wants to know them. */
  readonly randomBytes?: (size: number) => Uint8Array;
}

/** Transactions and statements waiting for the connection. */
const MAX_WAITING = 5_000;

const spawnWorker = (path: string): Worker =>
  new Worker(new URL('./worker.ts', import.meta.url), { workerData: path, execArgv: [] });

/** Opens the operations store, creating and upgrading it as needed. Throws STORE_UNAVAILABLE. */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { folder, clock, logger, spawn = spawnWorker, randomBytes = systemRandom } = options;
  await makeFolder(folder);
  const client = new WorkerClient({ spawn: () => spawn(join(folder, 'ops.sqlite')), clock, logger });
  const mutex = new Mutex(MAX_WAITING);
  const db = new Kysely<Database>({ dialect: createWorkerDialect(client, mutex) });
  const close = async (): Promise<void> => {
    await mutex.close();
    await client.close();
  };
  try {
    await migrate(db);
  } catch (error) {
    await close();
    throw error;
  }
  const orderChanged = new Signal<WorkOrder>(logger);
  const queued = new Signal<void>(logger);
  const escalated = new Signal<void>(logger);
  return {
    alarms: createAlarmRepository({ db, orderChanged, escalated }),
    workOrders: createWorkOrderRepository({ db, clock, changed: orderChanged }),
    orderLinks: createOrderLinks(db),
    outbox: createOutbox({ db, queued }),
    escalations: createEscalationStore({ db, clock, changed: escalated, queued }),
    duty: createDutyStore(db),
    push: createPushStore(db),
    answers: createAnswerStore({ db, randomBytes }),
    accounts: createAccountStore(db),
    writes: createWriteRepository(db),
    records: createRecordBook({ db, clock, changed: new Signal<DutyRecord>(logger) }),
    attachments: createAttachmentIndex(db, clock),
    close,
  };
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (cause) {
    throw new PlantroomError('STORE_UNAVAILABLE', `cannot create ${folder}`, { cause });
  }
}
