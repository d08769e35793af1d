import { dayOfText, SiteCalendar, textOfDay } from '../../domain/duty/calendar-days.ts';
import { bySystem, eventOf } from '../../domain/duty/deed.ts';
import { CALIBRATION, type Calibration, markTold, standingOn } from '../../domain/duty/maintenance/calibration.ts';
import { CALL_OUT, markCallLate } from '../../domain/duty/maintenance/call-out.ts';
import { CONTRACTOR, type ContractorRecord } from '../../domain/duty/maintenance/contractor.ts';
import type { RecordDraft, RecordShape } from '../../domain/duty/record.ts';
import { CERTIFICATE, certificateStanding, markCertificateTold } from '../../domain/duty/stores/certificate.ts';
import { isShort, PART } from '../../domain/duty/stores/part.ts';
import { linkPartOrder, type PartRecord } from '../../domain/duty/stores/part-steps.ts';
import type { StoresPlan } from '../../domain/duty/stores/stores-plan.ts';
import { TOOL } from '../../domain/duty/stores/tool.ts';
import { done, refused } from '../../domain/errors.ts';
import type { Clock, Timer } from '../../ports/clock.ts';
import type { Logger } from '../../ports/logger.ts';
import type { RecordBook } from '../../ports/record-book.ts';
import type { StoresService } from '../../ports/stores-service.ts';
import type { WorkOrderService } from '../../ports/work-order-service.ts';
import type { MaintenanceTold } from '../plans/told.ts';
import {
  decideCall,
  decideCertificate,
  decideContractor,
  decideInstrument,
  decidePart,
  decideTool,
} from './decisions.ts';
import {
  callDraft,
  certificateDraft,
  contractorDraft,
  fromCertificateEntry,
  fromContractorEntry,
  fromInstrumentEntry,
  fromPartEntry,
  instrumentDraft,
  partDraft,
  toolDraft,
} from './drafts.ts';
import { createRegister } from './register.ts';
import { callLate, certificateEnding, contractEnding, instrumentDue } from './stores-told.ts';

const MINUTE_MS = 60_000;
/** Entries of one register that are looked through. */
const MOST_ENTRIES = 1000;

export interface StoresRuntimeOptions {
  readonly plan: StoresPlan;
  readonly timeZone: string;
  readonly book: RecordBook;
  readonly orders: Pick<WorkOrderService, 'create'>;
  readonly equipment: ReadonlySet<string>;
  readonly tell: (message: MaintenanceTold) => void;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface StoresRuntime {
  readonly service: StoresService;
  /** Enters what the site file begins with, then watches calls and instruments. Rejects with STORE_UNAVAILABLE. */
  start(): Promise<void>;
  stop(): Promise<void>;
  tick(): Promise<void>;
}

/** The registers of parts, tools, contractors, instruments and certificates, and what becomes late in them. */
export function createStoresRuntime(options: StoresRuntimeOptions): StoresRuntime {
  const { book, clock, logger, plan } = options;
  const calendar = new SiteCalendar(options.timeZone);
  const told = new Set<string>();
  let timer: Timer | undefined;
  let watching: Promise<void> | undefined;
  /** One look at a time; who asks while one is under way gets that one. */
  const tick = (): Promise<void> => {
    watching ??= watch(options, calendar, told).finally(() => {
      watching = undefined;
    });
    return watching;
  };
  return {
    service: createStores(options, calendar),
    start: async () => {
      await enter(plan, book, clock.nowMs(), calendar);
      await tick();
      timer = clock.every(MINUTE_MS, () => {
        tick().catch((error: unknown) =>
          logger.error({ err: error }, 'calls and instruments could not be looked through'),
        );
      });
    },
    stop: async () => {
      timer?.cancel();
      await watching?.catch(() => undefined);
    },
    tick,
  };
}

function createStores(options: StoresRuntimeOptions, calendar: SiteCalendar): StoresService {
  const { book, clock, equipment } = options;
  const common = { book, clock };
  const known = (id: string | null): boolean => id === null || equipment.has(id);
  return {
    parts: createRegister({
      ...{ ...common, shape: PART, decide: decidePart, after: (record) => askForMore(record, options) },
      draft: async (draft, { at }) => done(partDraft(draft, at)),
    }),
    tools: createRegister({
      ...{ ...common, shape: TOOL },
      draft: async (draft, { at }) => done(toolDraft(draft, at)),
      decide: (record, step, deed) => decideTool(record, step, deed, calendar),
    }),
    contractors: createRegister({
      ...{ ...common, shape: CONTRACTOR, decide: decideContractor },
      draft: async (draft, { at }) => done(contractorDraft(draft, at)),
    }),
    callOuts: createRegister({
      ...{ ...common, shape: CALL_OUT, decide: decideCall },
      draft: async (draft, deed) => {
        const contractor = await book.of(CONTRACTOR).get(draft.contractor);
        if (!contractor) return refused('RECORD_NOT_FOUND', 'there is no such contractor');
        return known(draft.equipment) ? done(callDraft(draft, contractor, deed)) : refused('EQUIPMENT_NOT_FOUND');
      },
    }),
    instruments: createRegister({
      ...{ ...common, shape: CALIBRATION },
      draft: async (draft, { at }) =>
        known(draft.equipment) ? done(instrumentDraft(draft, at, calendar)) : refused('EQUIPMENT_NOT_FOUND'),
      decide: (record, step, deed) => decideInstrument(record, step, deed, calendar),
    }),
    certificates: createRegister({
      ...{ ...common, shape: CERTIFICATE, decide: decideCertificate },
      draft: async (draft, { at }) => done(certificateDraft(draft, at, calendar)),
    }),
  };
}

/** Each entry of the site file once; what people have changed since stays as they left it. */
async function enter(plan: StoresPlan, book: RecordBook, at: number, calendar: SiteCalendar): Promise<void> {
  for (const entry of plan.parts) await open(book, PART, partDraft(fromPartEntry(entry), at, entry.onHand), at);
  for (const { id, name, place } of plan.tools) await open(book, TOOL, toolDraft({ code: id, name, place }, at), at);
  for (const entry of plan.contractors)
    await open(book, CONTRACTOR, contractorDraft(fromContractorEntry(entry), at), at);
  for (const entry of plan.instruments) {
    await open(book, CALIBRATION, instrumentDraft(fromInstrumentEntry(entry), at, calendar), at);
  }
  for (const entry of plan.certificates) {
    await open(book, CERTIFICATE, certificateDraft(fromCertificateEntry(entry), at, calendar), at);
  }
}

async function open<B>(
  book: RecordBook,
  shape: RecordShape<B>,
  draft: Omit<RecordDraft<B>, 'event'>,
  at: number,
): Promise<void> {
  const event = eventOf(bySystem(at), { type: 'opened', note: 'site file' });
  await book.of(shape).open({ ...draft, event });
}

/** Too few on the shelf become one order; with enough again the next shortage makes another. */
async function askForMore(record: PartRecord, { book, orders, clock, logger }: StoresRuntimeOptions): Promise<void> {
  const { body, id, version } = record;
  const parts = book.of(PART);
  if (!isShort(body)) {
    if (body.order !== null) await parts.change(id, (one) => linkPartOrder(one, null, bySystem(clock.nowMs())));
    return;
  }
  if (body.order !== null || record.state !== 'open') return;
  const created = await orders.create(
    {
      ...{ kind: 'request', priority: 'P4', key: `stock:${body.code}:${version}`, place: body.shelf || 'stores' },
      title: { en: `Buy: ${body.name.en}`, zh: `补充备件：${body.name.zh}` },
      description: {
        en: `${body.onHand} ${body.unit} on the shelf, at least ${body.least} are wanted.`,
        zh: `现存${body.onHand}${body.unit}，低于最低库存${body.least}${body.unit}。`,
      },
      source: { kind: 'part', record: id },
    },
    'system',
  );
  if (!created.ok) {
    logger.warn({ part: body.code, code: created.code }, 'a shortage of parts could not be made an order');
    return;
  }
  await parts.change(id, (one) => linkPartOrder(one, created.value.id, bySystem(clock.nowMs())));
}

/** `told`: contracts of which this process has told; there are as many as ends of contracts. */
async function watch(options: StoresRuntimeOptions, calendar: SiteCalendar, told: Set<string>): Promise<void> {
  const now = options.clock.nowMs();
  const today = textOfDay(calendar.dayAt(now));
  await watchCalls(options, now);
  await watchInstruments(options, today, now);
  await watchContracts(options, today, now, told);
  await watchCertificates(options, today, now);
}

async function watchCalls({ book, tell }: StoresRuntimeOptions, now: number): Promise<void> {
  const calls = book.of(CALL_OUT);
  for (const { id } of await calls.list({ states: ['open'], limit: MOST_ENTRIES })) {
    const outcome = await calls.change(id, (record) => markCallLate(record, bySystem(now)));
    if (outcome.ok) tell(callLate(outcome.value, now));
  }
}

async function watchInstruments({ book, plan, tell }: StoresRuntimeOptions, today: string, now: number): Promise<void> {
  const instruments = book.of(CALIBRATION);
  for (const record of await instruments.list({ states: ['open'], limit: MOST_ENTRIES })) {
    const standing = toldFor(record.body, standingOn(record.body, today, plan.noticeDays));
    if (standing === undefined || record.body.told === standing) continue;
    const outcome = await instruments.change(record.id, (one) => markTold(one, standing, bySystem(now)));
    if (outcome.ok) tell(instrumentDue(outcome.value, standing.startsWith('overdue'), now));
  }
}

async function watchContracts(
  { book, plan, tell }: StoresRuntimeOptions,
  today: string,
  now: number,
  told: Set<string>,
): Promise<void> {
  for (const record of await book.of(CONTRACTOR).list({ states: ['open'], limit: MOST_ENTRIES })) {
    const ending = endingOf(record, today, plan.noticeDays);
    const name = `${record.id} ${record.body.contractEnd} ${ending}`;
    if (ending === undefined || told.has(name)) continue;
    told.add(name);
    tell(contractEnding(record, ending === 'over', now));
  }
}

async function watchCertificates(
  { book, plan, tell }: StoresRuntimeOptions,
  today: string,
  now: number,
): Promise<void> {
  const certificates = book.of(CERTIFICATE);
  for (const { id, body } of await certificates.list({ states: ['open'], limit: MOST_ENTRIES })) {
    const standing = certificateStanding(body, today, plan.noticeDays);
    const told = `${standing} ${body.validUntil}`;
    if (standing === 'ok' || body.told === told) continue;
    const outcome = await certificates.change(id, (one) => markCertificateTold(one, told, bySystem(now)));
    if (outcome.ok) tell(certificateEnding(outcome.value, standing === 'over', now));
  }
}

/** Whether a contract ends soon, or has ended; what is told of it has the same key each time, so that it comes once. */
function endingOf({ body }: ContractorRecord, today: string, noticeDays: number): 'soon' | 'over' | undefined {
  if (body.contractEnd === null) return undefined;
  if (body.contractEnd < today) return 'over';
  return dayOfText(body.contractEnd) - dayOfText(today) <= noticeDays ? 'soon' : undefined;
}

/** What is to be told of an instrument; once for each due day, and once more when it has passed. */
function toldFor({ dueOn }: Calibration, standing: ReturnType<typeof standingOn>): string | undefined {
  return standing === 'soon' || standing === 'overdue' ? `${standing} ${dueOn ?? ''}`.trim() : undefined;
}
