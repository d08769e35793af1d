import type { EquipmentClass } from '../../equipment.ts';
import type { GoodOrderRules } from './equipment-plan.ts';

/** A machine that is counted, from when on until when. */
export interface CountedMachine {
  readonly equipment: string;
  readonly class: EquipmentClass;
  readonly since: number;
  /** Null: it still serves. */
  readonly until: number | null;
}

/** A time in which a machine did not do what it is there for. */
export interface FaultSpan {
  readonly equipment: string;
  readonly from: number;
  /** Null: not repaired yet. */
  readonly until: number | null;
}

/** A local day of the site. */
export interface CountedDay {
  readonly day: string;
  readonly startAt: number;
  readonly endAt: number;
}

/** Machine-days in good order over machine-days counted. */
export interface GoodOrderCount {
  readonly good: number;
  readonly counted: number;
}

export interface GoodOrderOfClass {
  readonly class: EquipmentClass;
  /** Percent that is aimed at. */
  readonly target: number;
  readonly total: GoodOrderCount;
  /** Percent; null with fewer than five machine-days, which say nothing. */
  readonly rate: number | null;
  readonly days: readonly (GoodOrderCount & { readonly day: string })[];
  /** Machines that were not in good order on some day, the worst first. */
  readonly faulty: readonly { readonly equipment: string; readonly days: number; readonly faultMs: number }[];
}

/** A rate of fewer cases is not shown. */
const LEAST_CASES = 5;

/**
 * The rate of good order by class: machine-days on which a machine's faults took no longer than the tolerance, over all
 * machine-days on which it served. A day under way counts up to `now`, days to come do not count.
 */
export function goodOrder(
  machines: readonly CountedMachine[],
  faults: readonly FaultSpan[],
  days: readonly CountedDay[],
  rules: GoodOrderRules,
  now: number,
): readonly GoodOrderOfClass[] {
  const faultsOf = Map.groupBy(faults, ({ equipment }) => equipment);
  return rules.classes.flatMap((one) => {
    const ofClass = machines.filter((machine) => machine.class === one);
    if (ofClass.length === 0) return [];
    const told = ofClass.map((machine) => daysOf(machine, faultsOf.get(machine.equipment) ?? [], days, now));
    return classOf(one, told, days, rules);
  });
}

interface MachineDays {
  readonly equipment: string;
  /** By day; undefined where it is not counted. */
  readonly faultMs: readonly (number | undefined)[];
}

function daysOf(machine: CountedMachine, faults: readonly FaultSpan[], days: readonly CountedDay[], now: number) {
  const faultMs = days.map((day) => {
    const from = Math.max(day.startAt, machine.since);
    const to = Math.min(day.endAt, now, machine.until ?? Number.POSITIVE_INFINITY);
    return from < to ? coveredMs(faults, from, to) : undefined;
  });
  return { equipment: machine.equipment, faultMs };
}

function classOf(
  one: EquipmentClass,
  machines: readonly MachineDays[],
  days: readonly CountedDay[],
  rules: GoodOrderRules,
): GoodOrderOfClass {
  const isGood = (ms: number): boolean => ms <= rules.toleranceMs;
  const counts = days.map(({ day }, i) => {
    const counted = machines.flatMap(({ faultMs }) => faultMs[i] ?? []);
    return { day, good: counted.filter(isGood).length, counted: counted.length };
  });
  const total = {
    good: counts.reduce((sum, { good }) => sum + good, 0),
    counted: counts.reduce((sum, { counted }) => sum + counted, 0),
  };
  const faulty = machines
    .map(({ equipment, faultMs }) => {
      const bad = faultMs.flatMap((ms) => (ms === undefined || isGood(ms) ? [] : ms));
      return { equipment, days: bad.length, faultMs: bad.reduce((sum, ms) => sum + ms, 0) };
    })
    .filter((machine) => machine.days > 0)
    .sort((a, b) => b.faultMs - a.faultMs || a.equipment.localeCompare(b.equipment));
  const rate = total.counted < LEAST_CASES ? null : (100 * total.good) / total.counted;
  return { class: one, target: rules.targets[one] ?? rules.target, total, rate, days: counts, faulty };
}

/** How much of a time the spans cover together; what overlaps counts once. */
export function coveredMs(spans: readonly FaultSpan[], from: number, to: number): number {
  const inside = spans
    .map((span) => [Math.max(from, span.from), Math.min(to, span.until ?? to)] as const)
    .filter(([start, end]) => start < end)
    .sort((a, b) => a[0] - b[0]);
  let covered = 0;
  let reached = from;
  for (const [start, end] of inside) {
    covered += Math.max(0, end - Math.max(start, reached));
    reached = Math.max(reached, end);
  }
  return covered;
}
