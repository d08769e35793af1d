import { actorOf } from '../../domain/duty/caller-time.ts';
import type { RecordStep } from '../../domain/duty/record.ts';
import { readPlaceCode } from '../../domain/duty/rounds/place-code.ts';
import { ROUND, type Round } from '../../domain/duty/rounds/round.ts';
import { addAddendum, correctEntry, reviewRound, signRound, skipStop } from '../../domain/duty/rounds/round-close.ts';
import { planFigures } from '../../domain/duty/rounds/round-figures.ts';
import { fillStop, scanStop } from '../../domain/duty/rounds/round-fill.ts';
import { recheckFinding } from '../../domain/duty/rounds/round-findings.ts';
import type { RoundActor, RoundRecord } from '../../domain/duty/rounds/round-step.ts';
import type { RoundsPlan } from '../../domain/duty/rounds/rounds-plan.ts';
import { type Outcome, refused } from '../../domain/errors.ts';
import type { Site } from '../../domain/site.ts';
import type { WorkOrder } from '../../domain/work-order.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DutyNotices } from '../../ports/duty-notices.ts';
import type { HistoryReader } from '../../ports/historian.ts';
import type { LatestValues } from '../../ports/latest-values.ts';
import type { Logger } from '../../ports/logger.ts';
import type { RecordBook, Records } from '../../ports/record-book.ts';
import type { RoundDeed, RoundService } from '../../ports/round-service.ts';
import type { WorkOrderService } from '../../ports/work-order-service.ts';
import { TickTask } from '../tick-task.ts';
import { FindingDesk } from './finding-desk.ts';
import { PresentValues } from './present-values.ts';
import { RoundOpener } from './round-opener.ts';
import { RoundTeller } from './round-teller.ts';

export interface RoundsOptions {
  readonly plan: RoundsPlan;
  readonly site: Pick<Site, 'id' | 'timeZone' | 'points' | 'areas'>;
  readonly book: RecordBook;
  readonly latest: Pick<LatestValues, 'value' | 'quality' | 'sourceTime'>;
  readonly history: Pick<HistoryReader, 'newest'>;
  readonly orders: Pick<WorkOrderService, 'create' | 'get' | 'onChange'>;
  readonly notices: DutyNotices;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface Rounds {
  readonly service: RoundService;
  /** Opens what is due, follows what was found, and goes on every minute. Never rejects. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** One turn, or the one under way; twice does nothing more. Never rejects. */
  tick(): Promise<void>;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const MOST_ROUNDS = 1000;

/** Rounds: opened at their moments, filled by people with what telemetry says beside it, ended when their time is over; what is late or missed is told. */
export function createRounds(options: RoundsOptions): Rounds {
  const { plan, site, book, orders, notices, clock, logger } = options;
  const records = book.of(ROUND);
  const opener = new RoundOpener(plan, site.timeZone, book);
  const teller = new RoundTeller({ plan, timeZone: site.timeZone, book, notices });
  const areas = new Map(site.areas.map(({ id, name }) => [id, name]));
  const areaName = (id: string) => areas.get(id) ?? { en: id, zh: id };
  const desk = new FindingDesk({ book, orders, logger, areaName });
  const values = new PresentValues({ ...options, points: site.points });
  const endings: (() => void)[] = [];
  let isRecalled = false;

  const task = new TickTask({
    ...{ clock, logger, periodMs: MINUTE_MS, name: 'rounds' },
    task: async () => {
      const now = clock.nowMs();
      if (!isRecalled) await desk.recall(now);
      isRecalled = true;
      await opener.turn(now);
      await desk.turn(now);
      await teller.turn(now);
    },
  });

  const isOfRound = ({ source }: WorkOrder): boolean => source.kind === 'round';
  return {
    service: createService(options, records, desk, values, () => void task.run()),
    start() {
      endings.push(orders.onChange((order) => void (isOfRound(order) && task.run())));
      return task.start();
    },
    async stop() {
      for (const end of endings.splice(0)) end();
      await task.stop();
    },
    tick: () => task.run(),
  };
}

function createService(
  { plan, site, clock }: RoundsOptions,
  records: Records<Round>,
  desk: FindingDesk,
  values: PresentValues,
  follow: () => void,
): RoundService {
  return {
    plan,
    list: (query) => records.list(query),
    get: async (id) => {
      const record = await records.get(id);
      return record && { record, events: await records.events(id) };
    },
    openAt: async (code) => {
      const place = readPlaceCode(site.id, code);
      if (place === undefined) return [];
      const now = clock.nowMs();
      const open = await records.list({ states: ['open'], limit: MOST_ROUNDS });
      const here = open.filter(({ body }) => body.opensAt <= now && body.stops.some((stop) => stop.code === code));
      return here.sort((a, b) => a.body.closesAt - b.body.closesAt);
    },
    act: async (id, deed, caller, expectedVersion) => {
      const who = actorOf(caller, clock.nowMs());
      const decide = await stepOf(deed, who, records, id, values);
      const outcome = await records.change(id, decide, expectedVersion);
      if (outcome.ok) {
        desk.take(outcome.value);
        follow();
      }
      return outcome;
    },
    figures: async (from, to) => {
      const coverage = { from: to - plan.coverageDays * DAY_MS, to };
      const range = await records.list({ from: Math.min(from, coverage.from), to, limit: MOST_ROUNDS });
      const asked = range.filter(({ at }) => at >= from);
      return plan.plans.map((one) => ({ ...planFigures(one, asked, coverage), ...coveredBy(one, range, coverage) }));
    },
    findings: async () => desk.open(),
  };
}

/** Coverage looks back further than a short range does. */
function coveredBy(...question: Parameters<typeof planFigures>) {
  const { covered, uncovered } = planFigures(...question);
  return { covered, uncovered };
}

type Decide = (record: RoundRecord) => Outcome<RecordStep<Round>>;

async function stepOf(
  deed: RoundDeed,
  who: RoundActor,
  records: Records<Round>,
  id: number,
  values: PresentValues,
): Promise<Decide> {
  switch (deed.kind) {
    case 'scan':
      return (record) => scanStop(record, deed, who);
    case 'fill': {
      const stop = (await records.get(id))?.body.stops.find((one) => one.id === deed.stop);
      const tags = (stop?.checks ?? []).flatMap(({ point }) => point ?? []);
      const seen = await values.at(tags, who.at, who.receivedAt);
      return (record) => fillStop(record, { ...deed, seen }, who);
    }
    case 'skip':
      return (record) => skipStop(record, deed, who);
    case 'correct':
      return (record) => correctEntry(record, deed, who);
    case 'sign':
      return (record) => signRound(record, deed.note, who);
    case 'review':
      return (record) => reviewRound(record, deed.note, who);
    case 'addendum':
      return (record) => addAddendum(record, deed.note, who);
    case 'recheck':
      return (record) => recheckFinding(record, deed, who);
    default:
      return unknownDeed(deed);
  }
}

const unknownDeed =
  (_deed: never): Decide =>
  () =>
    refused('RECORD_STEP_REFUSED');
