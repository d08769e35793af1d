import { type IncrementQuality, worseOf } from '../domain/counter-correction.ts';
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
  const systems = input.systems.map((group) => measure(input, group, bucketsOfMeters(group.meters), group.meters));
  const total = input.total
    ? measure(input, input.total, bucketsOfMeters(input.total.meters), input.total.meters)
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

function measure(
  input: EnergyInput,
  group: Pick<EnergyGroup, 'id' | 'title'>,
  source: BucketSource,
  meters: readonly string[] = [],
): EnergySystem {
  const buckets = source(input.buckets.current, input.current);
  const previousBuckets = source(input.buckets.previous, input.previous);
  const now = sumUp(buckets);
  const before = sumUp(previousBuckets);
  return {
    system: group.id,
    title: group.title,
    meters: [...meters],
    kwh: now.kwh,
    coverage: now.coverage,
    estimatedKwh: now.estimatedKwh,
    quality: now.quality,
    previousKwh: before.kwh,
    previousCoverage: before.coverage,
    buckets,
    previousBuckets,
  };
}

/**
 * A bucket in which nothing is known of one of the meters has no figure: a part is never passed off as the whole. Across
 * a gap the total is known, so there is a figure, estimated.
 */
function bucketsOfMeters(meters: readonly string[]): BucketSource {
  return (edges, increments) =>
    eachBucket(edges, (startAt, endAt) => {
      const parts = meters.map((tag) => increments.get(tag)?.get(startAt));
      const isKnown = parts.every((part) => part !== undefined && part.known > 0);
      const sum = (pick: (part: CounterIncrement) => number): number =>
        parts.reduce((total, part) => total + (part ? pick(part) : 0), 0);
      return {
        startAt,
        endAt,
        kwh: isKnown ? sum((part) => part.increment) : null,
        coverage: Math.min(...parts.map((part) => part?.coverage ?? 0)),
        estimatedKwh: isKnown ? sum((part) => part.estimated) : 0,
        quality: worstOf(parts.map((part) => part?.quality ?? 'measured')),
      };
    });
}

const worstOf = (qualities: readonly IncrementQuality[]): IncrementQuality => qualities.reduce(worseOf, 'measured');

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
        const complete = known.length > 0 && known.every((kwh) => kwh !== null);
        const estimated = bucket.reduce((sum, part) => sum + (part?.estimatedKwh ?? 0), 0);
        const estimatedKwh = complete ? estimated : 0;
        const quality = worstOf(bucket.map((part) => part?.quality ?? 'measured'));
        return { startAt, endAt, kwh: complete ? join(known) : null, coverage, estimatedKwh, quality };
      });
  };
  const current = source((part) => part.buckets)(input.buckets.current, input.current);
  const previous = source((part) => part.previousBuckets)(input.buckets.previous, input.previous);
  return measure(input, group, (edges) => (edges === input.buckets.current ? current : previous));
}

function eachBucket(edges: Edges, make: (startAt: number, endAt: number, i: number) => EnergyBucket): EnergyBucket[] {
  return edges.slice(1).map((endAt, i) => make(edges[i]!, endAt, i));
}

function sumUp(buckets: readonly EnergyBucket[]): Pick<EnergySystem, 'kwh' | 'coverage' | 'estimatedKwh' | 'quality'> {
  const known = buckets.filter((bucket) => bucket.kwh !== null);
  const sum = (pick: (bucket: EnergyBucket) => number): number =>
    buckets.reduce((total, bucket) => total + pick(bucket), 0);
  const length = sum(({ startAt, endAt }) => endAt - startAt);
  const covered = sum(({ startAt, endAt, coverage }) => coverage * (endAt - startAt));
  return {
    kwh: known.length > 0 ? sum(({ kwh }) => kwh ?? 0) : null,
    coverage: length > 0 ? covered / length : 0,
    estimatedKwh: sum(({ estimatedKwh }) => estimatedKwh),
    quality: worstOf(buckets.map(({ quality }) => quality)),
  };
}
