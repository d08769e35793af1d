import type { Alarm } from '../../domain/alarm.ts';
import { daysOfMonth, monthOfDay, SiteCalendar, textOfDay } from '../../domain/duty/calendar-days.ts';
import { EQUIPMENT_CARD, type EquipmentCard } from '../../domain/duty/equipment/equipment-card.ts';
import { fillCard, gapsFilledBy, newCard } from '../../domain/duty/equipment/equipment-card-steps.ts';
import { equipmentHistory, faultSpans } from '../../domain/duty/equipment/equipment-history.ts';
import type { CardStart, EquipmentRegisterPlan } from '../../domain/duty/equipment/equipment-plan.ts';
import { type CountedMachine, goodOrder } from '../../domain/duty/equipment/good-order.ts';
import type { DutyRecord } from '../../domain/duty/record.ts';
import { done, type Outcome, PlantroomError, refused } from '../../domain/errors.ts';
import type { Site } from '../../domain/site.ts';
import type { AlarmService } from '../../ports/alarm-service.ts';
import type { Clock, Timer } from '../../ports/clock.ts';
import type { EquipmentRegister, GoodOrderMonth, RegisteredEquipment } from '../../ports/equipment-register.ts';
import type { HistoryReader } from '../../ports/historian.ts';
import type { LatestValues } from '../../ports/latest-values.ts';
import type { Logger } from '../../ports/logger.ts';
import type { RecordBook, Records } from '../../ports/record-book.ts';
import type { WorkOrderService } from '../../ports/work-order-service.ts';
import { CardViewer, type RegisterMoment } from './card-view.ts';
import { readHours } from './hours-reader.ts';
import { readLife } from './life-reader.ts';
import { countersOf, readUse } from './use-reader.ts';

export interface EquipmentRegisterDeps {
  readonly site: Site;
  readonly plan: EquipmentRegisterPlan;
  readonly book: RecordBook;
  readonly alarms: Pick<AlarmService, 'open' | 'list' | 'desk'>;
  /** Episodes that were open at a moment. */
  readonly alarmsOpenAt: (at: number) => Promise<readonly Alarm[]>;
  readonly orders: Pick<WorkOrderService, 'list'>;
  readonly history: Pick<HistoryReader, 'query' | 'increments'>;
  readonly latest: LatestValues;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface EquipmentRegisterEngine {
  readonly register: EquipmentRegister;
  /** Gives every machine of the site its card, and goes on trying while the store does not answer. */
  start(): void;
  stop(): Promise<void>;
  /** Opens the cards that are missing; once they are all there it does nothing. Never rejects. */
  tick(): Promise<void>;
}

const MINUTE_MS = 60_000;
const MOST_CARDS = 1000;
const MOST_LINES = 1000;
const MOST_OPEN_ORDERS = 1000;
/** Months that are being counted or wait for their turn. */
const MOST_WAITING = 8;

/** The equipment register over the record book, the alarms, the orders and the history. */
export function createEquipmentRegister(deps: EquipmentRegisterDeps): EquipmentRegisterEngine {
  const cards = deps.book.of(EQUIPMENT_CARD);
  const keeper = new CardKeeper(deps, cards);
  return {
    register: registerOver(deps, cards),
    start: () => keeper.start(),
    stop: () => keeper.stop(),
    tick: () => keeper.tick(),
  };
}

/** Sees to it that every machine has a card. */
class CardKeeper {
  private readonly deps: EquipmentRegisterDeps;
  private readonly cards: Records<EquipmentCard>;
  private timer: Timer | undefined;
  private working: Promise<void> | undefined;
  private isComplete = false;

  constructor(deps: EquipmentRegisterDeps, cards: Records<EquipmentCard>) {
    this.deps = deps;
    this.cards = cards;
  }

  start(): void {
    this.timer ??= this.deps.clock.every(MINUTE_MS, () => void this.tick());
    void this.tick();
  }

  async stop(): Promise<void> {
    this.timer?.cancel();
    this.timer = undefined;
    await this.working;
  }

  tick(): Promise<void> {
    if (this.isComplete) return Promise.resolve();
    this.working ??= this.openMissing()
      .catch((error: unknown) => this.deps.logger.warn({ err: error }, 'equipment cards could not be opened'))
      .finally(() => {
        this.working = undefined;
      });
    return this.working;
  }

  private async openMissing(): Promise<void> {
    const { site, plan, clock } = this.deps;
    const starts = new Map(plan.cards.map((start): [string, CardStart['fields']] => [start.equipment, start.fields]));
    for (const { id } of site.equipment) {
      const known = starts.get(id) ?? {};
      const { record } = await this.cards.open(newCard(id, known, clock.nowMs()));
      if (gapsFilledBy(record, known).length > 0) {
        await this.cards.change(record.id, (card) => fillCard(card, known, clock.nowMs()));
      }
    }
    this.isComplete = true;
  }
}

function registerOver(deps: EquipmentRegisterDeps, cards: Records<EquipmentCard>): EquipmentRegister {
  const { site, plan, clock, history } = deps;
  const viewer = new CardViewer(site, plan, deps.latest);
  const calendar = new SiteCalendar(site.timeZone);
  const thisMonth = (): string => monthOfDay(calendar.dayAt(clock.nowMs()));
  const order = new Map(site.equipment.map(({ id }, index) => [id, index]));
  const rank = ({ record }: RegisteredEquipment): number =>
    (record.state === 'open' ? 0 : 1e6) + (order.get(record.subject) ?? 1e5);
  const view = async (record: DutyRecord<EquipmentCard>) => viewer.view(record, await momentOf(deps, record.subject));
  const counting = oneAfterTheOther();
  const meters = new Map(plan.cards.map(({ equipment, meters: named }) => [equipment, named]));

  return {
    async list(equipment) {
      const subject = equipment === undefined ? {} : { subject: equipment };
      const records = await cards.list({ ...subject, limit: MOST_CARDS });
      const moment = await momentOf(deps, equipment);
      return records.map((record) => viewer.view(record, moment)).sort((a, b) => rank(a) - rank(b));
    },
    async get(id) {
      const record = await cards.get(id);
      return record && view(record);
    },
    events: (id) => cards.events(id),
    async history(id, from, to) {
      const record = await cards.get(id);
      if (!record) return refused('RECORD_NOT_FOUND');
      const life = await readLife(deps, from, to, record.subject);
      const lines = equipmentHistory({ ...life, entries: record.body.entries }, from, to);
      return done({ lines: lines.slice(0, MOST_LINES), isWhole: life.isWhole && lines.length <= MOST_LINES });
    },
    async hours(id) {
      const record = await cards.get(id);
      if (!record) return refused('RECORD_NOT_FOUND');
      const signals = viewer.signalsOf(record.subject);
      return done(signals ? await readHours(history, signals, calendar, clock.nowMs()) : []);
    },
    async use(id) {
      const record = await cards.get(id);
      if (!record) return refused('RECORD_NOT_FOUND');
      const counters = countersOf(site.points, record.subject, meters.get(record.subject));
      return done(await readUse(history, counters, calendar, clock.nowMs()));
    },
    goodOrder: (month) => counting(() => countMonth(deps, cards, calendar, month ?? thisMonth())),
    async change(id, by, { expectedVersion, decide }): Promise<Outcome<RegisteredEquipment>> {
      const deed = { ...by, at: clock.nowMs(), deviceAt: null };
      const outcome = await cards.change(id, (card) => decide(card, deed, thisMonth()), expectedVersion);
      return outcome.ok ? done(await view(outcome.value)) : outcome;
    },
  };
}

async function momentOf(
  { alarms, orders, plan, clock }: EquipmentRegisterDeps,
  equipment?: string,
): Promise<RegisterMoment> {
  const open = await orders.list({
    ...(equipment === undefined ? {} : { equipment }),
    ...{ state: 'open', limit: MOST_OPEN_ORDERS },
  });
  const owned = open.filter((one): one is typeof one & { equipment: string } => one.equipment !== null);
  return {
    now: clock.nowMs(),
    underRepair: new Set(alarms.desk().maintenance.map((mode) => mode.equipment)),
    faults: faultSpans(alarms.open(), open, plan.goodOrder),
    openOrders: new Map([...Map.groupBy(owned, (one) => one.equipment)].map(([id, list]) => [id, list.length])),
  };
}

async function countMonth(
  deps: EquipmentRegisterDeps,
  cards: Records<EquipmentCard>,
  calendar: SiteCalendar,
  month: string,
): Promise<GoodOrderMonth> {
  const { site, plan, clock } = deps;
  const [first, next] = daysOfMonth(month);
  const days = Array.from({ length: next - first }, (_, i) => {
    const day = first + i;
    return { day: textOfDay(day), startAt: calendar.startOf(day), endAt: calendar.endOf(day) };
  });
  const [from, to] = [days[0]!.startAt, days.at(-1)!.endAt];
  const life = await readLife(deps, from, to);
  const classes = new Map(site.equipment.map((one) => [one.id, one.class]));
  const machines = (await cards.list({ limit: MOST_CARDS })).flatMap((record): CountedMachine[] => {
    const one = classes.get(record.subject);
    return one ? [{ equipment: record.subject, class: one, since: record.at, until: record.closedAt }] : [];
  });
  const rules = plan.goodOrder;
  const faults = faultSpans(life.alarms, life.orders, rules);
  return { month, rules, classes: goodOrder(machines, faults, days, rules, clock.nowMs()), isWhole: life.isWhole };
}

/** Long counts take turns, so that the store has time for alarms. Rejects with REQUEST_TOO_MANY when too many wait. */
function oneAfterTheOther() {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  return <T>(work: () => Promise<T>): Promise<T> => {
    if (waiting >= MOST_WAITING) return Promise.reject(new PlantroomError('REQUEST_TOO_MANY'));
    waiting++;
    const turn = last.then(work).finally(() => waiting--);
    last = turn.catch(() => {});
    return turn;
  };
}
