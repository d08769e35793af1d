import type { EnergyReport } from '../domain/energy.ts';
import type { Site } from '../domain/site.ts';
import type { EnergyService } from '../ports/energy-service.ts';
import type { CounterIncrement, Historian } from '../ports/historian.ts';
import { type Edges, periodAt } from './period.ts';
import { energyReport, type IncrementsByTag } from './report.ts';

/** Energy figures of the site, read from the counters in the historian. */
export function createEnergyService(site: Site, historian: Historian): EnergyService {
  const { total, systems } = site.energy;
  const tags = [...new Set([...(total?.meters ?? []), ...systems.flatMap((group) => group.meters)])];
  const tagByPoint = new Map(site.points.map((point) => [point.index, point.tag]));

  const read = async (edges: Edges): Promise<IncrementsByTag> =>
    edges.length > 1 ? byTag(await historian.reader.increments(tags, edges), tagByPoint) : new Map();

  return {
    async report(period: EnergyReport['period'], now: number, at?: number): Promise<EnergyReport> {
      const buckets = periodAt(period, now, site.timeZone, at);
      const [current, previous] = await Promise.all([read(buckets.current), read(buckets.previous)]);
      return energyReport({ period, buckets, current, previous, total, systems });
    },
  };
}

function byTag(increments: readonly CounterIncrement[], tagByPoint: ReadonlyMap<number, string>): IncrementsByTag {
  const out = new Map<string, Map<number, CounterIncrement>>();
  for (const increment of increments) {
    const tag = tagByPoint.get(increment.point);
    if (tag === undefined) continue;
    const buckets = out.get(tag) ?? new Map<number, CounterIncrement>();
    buckets.set(increment.bucketStartMs, increment);
    out.set(tag, buckets);
  }
  return out;
}
