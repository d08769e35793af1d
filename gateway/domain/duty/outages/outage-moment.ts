import type { Outage } from './outage.ts';
import type { OutagePlan } from './outage-plan.ts';

const DAY_MS = 86_400_000;
/** A little before the switch is thrown the alarms are marked, so that the first of them is. */
const AHEAD_MS = 60_000;

/** What an outage that is not over needs at a moment. */
export interface OutageNeeds {
  /** The affected machines are in maintenance mode: their alarms are planned. */
  readonly isMarked: boolean;
  readonly remind: boolean;
  /** The end has passed and nobody has said that it is over. */
  readonly tellOverdue: boolean;
  readonly miss: boolean;
}

/** What is to be done now; nothing of it twice. */
export function outageNeeds(body: Outage, plan: OutagePlan, now: number): OutageNeeds {
  const { announced, startAt, endAt, offAt, backAt, remindedAt, overdueToldAt } = body;
  if (!announced) return { isMarked: false, remind: false, tellOverdue: false, miss: now >= startAt };
  const isUnderWay = now >= startAt - AHEAD_MS && backAt === null;
  const isForgotten = offAt === null && now >= endAt + DAY_MS;
  return {
    isMarked: isUnderWay && !isForgotten,
    remind: remindedAt === null && now >= startAt - plan.remindMs && now < startAt,
    tellOverdue: overdueToldAt === null && now >= endAt,
    miss: isForgotten,
  };
}

/** Whether telemetry shows machines without supply; undefined: it shows nothing. */
export function isDead(values: readonly (number | undefined)[], limits: readonly number[]): boolean | undefined {
  const known = values.flatMap((value, i) => (value === undefined ? [] : [value < limits[i]!]));
  return known.length === 0 ? undefined : known.some(Boolean);
}
