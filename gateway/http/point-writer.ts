import type { Point } from '../domain/point.ts';
import { qualityLevel, qualityName } from '../domain/quality.ts';
import type { Site } from '../domain/site.ts';
import type { LatestValues } from '../ports/latest-values.ts';

interface PointFilter {
  readonly tag?: readonly string[];
  readonly equipment?: string;
  readonly limit: number;
}

type PlantPoints = Pick<Site, 'points' | 'writable' | 'computed'>;

/**
 * Writes points as JSON (the schema `Point` of the contract). What never changes is written once;
 * an answer of a thousand points only adds five fields to each.
 */
export class PointWriter {
  private readonly points: readonly Point[];
  private readonly latest: LatestValues;
  /** By point index: the JSON object without its closing part. */
  private readonly fixed: readonly string[];
  private readonly indexByTag: ReadonlyMap<string, number>;
  private readonly indexesByEquipment: ReadonlyMap<string, readonly number[]>;

  constructor({ points, writable, computed = [] }: PlantPoints, latest: LatestValues) {
    const expressions = new Map(computed.map(({ point, expression }) => [point, expression]));
    this.points = points;
    this.latest = latest;
    this.fixed = points.map((point) => {
      const expression = expressions.get(point.index) ?? null;
      const fixed = { ...fixedPart(point), writable: writable?.has(point.index) ?? false, expression };
      return `${JSON.stringify(fixed).slice(0, -1)},"value":`;
    });
    this.indexByTag = new Map(points.map((point) => [point.tag, point.index]));
    const grouped = Map.groupBy(points, (point) => point.equipment);
    this.indexesByEquipment = new Map([...grouped].map(([id, own]) => [id, own.map((point) => point.index)]));
  }

  /** JSON array of the points asked for, in the order of their index or of the tags; unknown tags are left out. */
  write(filter: PointFilter): string {
    const indexes = this.select(filter);
    let json = '[';
    for (const index of indexes) json += json.length > 1 ? `,${this.one(index)}` : this.one(index);
    return `${json}]`;
  }

  private select({ tag, equipment, limit }: PointFilter): readonly number[] {
    if (tag) return this.byTag(tag, equipment).slice(0, limit);
    if (equipment !== undefined) return (this.indexesByEquipment.get(equipment) ?? []).slice(0, limit);
    return this.points.slice(0, limit).map((point) => point.index);
  }

  private byTag(tags: readonly string[], equipment: string | undefined): number[] {
    const found = [...new Set(tags)].flatMap((tag) => this.indexByTag.get(tag) ?? []);
    return equipment === undefined ? found : found.filter((index) => this.points[index]?.equipment === equipment);
  }

  private one(index: number): string {
    const value = this.latest.value[index] ?? Number.NaN;
    const quality = this.latest.quality[index] ?? 128;
    const at = this.latest.sourceTime[index] ?? 0;
    // The number of a text only carries its quality.
    const isText = this.points[index]?.kind === 'text';
    const number = Number.isFinite(value) && !isText ? value : null;
    const text = isText ? JSON.stringify(this.latest.text(index)) : null;
    const sourceTime = at > 0 ? `"${new Date(at).toISOString()}"` : null;
    const state = `"quality":"${qualityLevel(quality)}","reason":"${qualityName(quality)}"`;
    return `${this.fixed[index]}${number},"text":${text},${state},"sourceTime":${sourceTime}}`;
  }
}

function fixedPart(point: Point) {
  const { index, tag, name, equipment, device, title, kind, unit, decimals, scanClass, periodMs, staleAfterMs } = point;
  const optional = { states: point.states ?? null, range: point.range ?? null, normal: point.normal ?? null };
  return {
    index,
    tag,
    name,
    equipment,
    device,
    title,
    kind,
    unit,
    decimals,
    ...optional,
    scanClass,
    periodMs,
    staleAfterMs,
  };
}
