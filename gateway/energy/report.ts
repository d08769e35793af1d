import type { EnergyBucket, EnergyReport, EnergySystem } from '../domain/energy.ts';
import type { EnergyGroup } from '../domain/site.ts';
import type { CounterIncrement } from '../ports/historian.ts';
import type { Edges, Period } from './period.ts';

/** Increments by tag, then by start of bucket. */
export type IncrementsByTag = ReadonlyMap<string, ReadonlyMap<number, CounterIncrement>>;

export interface EnergyInput {
  readonly period: EnergyReport['period'];
  readonly buckets: Period;
  readonly current: IncrementsByTag;
  readonly previous: IncrementsByTag;
  readonly total: EnergyGroup | undefined;
  readonly systems: readonly EnergyGroup[];
}

const UNMETERED = { id: 'unmetered', title: { en: 'Losses and unmetered', zh: '损耗及未计量' } };
const SUM = { id: 'total', title: { en: 'Whole building', zh: '全楼' } };

/** kWh per group and bucket. Without an incomer meter the total is the sum of the groups and nothing is called unmetered. */
export function energyReport(input: EnergyInput): EnergyReport {
  const systems = input.systems.map((group) => measure(input, group, bucketsOfMeters(group.meters)));
  const total = input.total
    ? measure(input, input.total, bucketsOfMeters(input.total.meters))
    : combine(input, SUM, systems, (parts) => parts.reduce((sum, part) => sum + part, 0));
  return {
    period: input.period,
    bucket: input.buckets.bucket,
    startAt: input.buckets.current[0]!,
    endAt: input.buckets.current.at(-1)!,
    previousStartAt: input.buckets.previous[0]!,
    previousEndAt: input.buckets.previous.at(-1)!,
    total,
    systems,
    unmetered: input.total
      ? combine(input, UNMETERED, [total, ...systems], ([all, ...parts]) =>
          parts.reduce((rest, part) => rest - part, all!),
        )
      : null,
  };
}

type BucketSource = (edges: Edges, increments: IncrementsByTag) => EnergyBucket[];

function measure(input: EnergyInput, group: Pick<EnergyGroup, 'id' | 'title'>, source: BucketSource): EnergySystem {
  const buckets = source(input.buckets.current, input.current);
  const previousBuckets = source(input.buckets.previous, input.previous);
  const now = sumUp(buckets);
  const before = sumUp(previousBuckets);
  return {
    system: group.id,
    title: group.title,
    kwh: now.kwh,
    coverage: now.coverage,
    previousKwh: before.kwh,
    previousCoverage: before.coverage,
    buckets,
    previousBuckets,
  };
}

/** A bucket in which any meter has no reading at all has no figure: a part is never passed off as the whole. */
function bucketsOfMeters(meters: readonly string[]): BucketSource {
  return (edges, increments) =>
    eachBucket(edges, (startAt, endAt) => {
      const parts = meters.map((tag) => increments.get(tag)?.get(startAt));
      const coverage = Math.min(...parts.map((part) => part?.coverage ?? 0));
      const kwh = parts.reduce((sum, part) => sum + (part?.increment ?? 0), 0);
      return { startAt, endAt, kwh: coverage > 0 ? kwh : null, coverage };
    });
}

function combine(
  input: EnergyInput,
  group: Pick<EnergyGroup, 'id' | 'title'>,
  parts: readonly EnergySystem[],
  join: (kwh: readonly number[]) => number,
): EnergySystem {
  const source = (pick: (part: EnergySystem) => readonly EnergyBucket[]): BucketSource => {
    return (edges) =>
      eachBucket(edges, (startAt, endAt, i) => {
        const bucket = parts.map((part) => pick(part)[i]);
        const known = bucket.map((part) => part?.kwh ?? null);
        const coverage = parts.length > 0 ? Math.min(...bucket.map((part) => part?.coverage ?? 0)) : 0;
        const complete = coverage > 0 && known.every((kwh) => kwh !== null);
        return { startAt, endAt, kwh: complete ? join(known) : null, coverage };
      });
  };
  const current = source((part) => part.buckets)(input.buckets.current, input.current);
  const previous = source((part) => part.previousBuckets)(input.buckets.previous, input.previous);
  return measure(input, group, (edges) => (edges === input.buckets.current ? current : previous));
}

function eachBucket(edges: Edges, make: (startAt: number, endAt: number, i: number) => EnergyBucket): EnergyBucket[] {
  return edges.slice(1).map((endAt, i) => make(edges[i]!, endAt, i));
}

function sumUp(buckets: readonly EnergyBucket[]): { kwh: number | null; coverage: number } {
  const known = buckets.filter((bucket) => bucket.kwh !== null);
  const length = buckets.reduce((sum, bucket) => sum + bucket.endAt - bucket.startAt, 0);
  const covered = buckets.reduce((sum, bucket) => sum + bucket.coverage * (bucket.endAt - bucket.startAt), 0);
  return {
    kwh: known.length > 0 ? known.reduce((sum, bucket) => sum + bucket.kwh!, 0) : null,
    coverage: length > 0 ? covered / length : 0,
  };
}
