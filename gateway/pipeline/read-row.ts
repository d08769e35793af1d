import type { Point } from '../domain/point.ts';
import { isGood, qualityName } from '../domain/quality.ts';
import { BatchBuilder } from '../domain/sample.ts';
import type { Site } from '../domain/site.ts';
import type { TestRow } from '../ports/driver-tools.ts';
import { createConverter } from './convert.ts';

/** One point as it was read once, after scale, offset, sentinels and range. */
export interface ReadRow extends Omit<TestRow, 'quality'> {
  /** In engineering units; null where there is none. */
  readonly engineering: number | string | null;
  readonly unit: string;
  /** Name of the quality. */
  readonly quality: string;
  readonly isGood: boolean;
}

/** Makes rows of what a driver read, as the pipeline would make samples of it. */
export function rowMaker({ points }: Pick<Site, 'points'>): (row: TestRow) => ReadRow {
  const byTag = new Map(points.map((point) => [point.tag, point]));
  const convert = createConverter(points);
  return (row) => {
    const point = byTag.get(row.tag);
    const converted = point === undefined ? row : engineered(row, point, convert);
    const { value, quality } = converted;
    const alternatives = row.alternatives.map(({ label, value: raw }) => ({ label, value: scaled(raw, point) }));
    const unit = point?.unit ?? '';
    return {
      ...{ ...row, alternatives, unit, engineering: value },
      ...{ quality: qualityName(quality), isGood: isGood(quality) },
    };
  };
}

function engineered(
  row: TestRow,
  point: Point,
  convert: ReturnType<typeof createConverter>,
): { readonly value: number | string | null; readonly quality: number } {
  if (typeof row.value === 'string') return row;
  const batch = new BatchBuilder(1);
  batch.add(point.index, row.value ?? Number.NaN, row.quality, 0);
  convert(batch);
  const value = batch.value[0]!;
  return { value: Number.isNaN(value) ? null : value, quality: batch.quality[0]! };
}

const scaled = (raw: number, point: Point | undefined): number =>
  point === undefined ? raw : raw * point.scale + point.offset;
