import { done, PlantroomError, refused } from '../../domain/errors.ts';
import type { Point } from '../../domain/point.ts';
import type { Clock } from '../../ports/clock.ts';
import type { EnergyService } from '../../ports/energy-service.ts';
import type { Historian, HistoryColumns } from '../../ports/historian.ts';
import { Gate } from '../gate.ts';
import type { Handlers } from '../handler.ts';

/** A page shows a dozen trends at once; several people may look at the same time. */
const AT_ONCE = 96;
const AT_ONCE_PER_USER = 24;

interface HistoryServices {
  readonly points: readonly Point[];
  readonly historian: Historian;
  readonly energy: EnergyService;
  readonly clock: Clock;
}

/** Trends and energy: both ask the historian, so both pass the same gate. */
export function historyRoutes(services: HistoryServices): Handlers<'readHistory' | 'readEnergy'> {
  const { points, historian, energy, clock } = services;
  const pointByTag = new Map(points.map((point) => [point.tag, point]));
  const gate = new Gate(AT_ONCE, AT_ONCE_PER_USER);
  return {
    readHistory: async ({ query, caller }) => {
      const point = pointByTag.get(query.tag);
      if (!point) return refused('POINT_NOT_FOUND');
      const { tag, from, to, width } = query;
      const ask = (): Promise<HistoryColumns> => historian.reader.query(tag, from, to, width);
      const columns = await gate.run(caller.username, () => readable(ask));
      return done(toSeries(columns, point.unit));
    },
    readEnergy: async ({ query, caller }) => {
      const ask = () => energy.report(query.period, clock.nowMs(), query.at);
      return done(await gate.run(caller.username, () => readable(ask)));
    },
  };
}

/** A failure without a code of its own means that history cannot be read; the cause goes to the log. */
async function readable<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (cause) {
    if (cause instanceof PlantroomError) throw cause;
    throw new PlantroomError('HISTORY_UNAVAILABLE', undefined, { cause });
  }
}

function toSeries(columns: HistoryColumns, unit: string) {
  return {
    tag: columns.tag,
    unit,
    from: new Date(columns.fromMs).toISOString(),
    to: new Date(columns.toMs).toISOString(),
    columnMs: columns.columnMs,
    time: Array.from(columns.time),
    min: finite(columns.min),
    max: finite(columns.max),
    mean: finite(columns.mean),
    last: finite(columns.last),
    good: Array.from(columns.good),
    missing: missingPart(columns),
  };
}

function missingPart({ missing }: HistoryColumns) {
  if (!missing) return null;
  const { fromMs, toMs, reason } = missing;
  return { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString(), reason };
}

const finite = (numbers: Float64Array): (number | null)[] =>
  Array.from(numbers, (number) => (Number.isFinite(number) ? number : null));
