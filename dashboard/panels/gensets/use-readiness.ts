import type { PointState } from '../../../gateway/contract/resources.ts';
import { presentValue, useReadingSummary } from '../../data/hooks/use-readings.ts';
import { usePlant } from '../../data/hooks/use-site.ts';
import type { Reading } from '../../data/point-store.ts';
import {
  type Check,
  judgeReadiness,
  READINESS_IDS,
  READINESS_POINTS,
  type ReadController,
  type ReadinessItem,
  readinessOf,
} from './readiness.ts';

/** The readiness of a set now; changes only when an item does. */
export function useReadiness(id: string): readonly ReadinessItem[] {
  const { pointByTag } = usePlant();
  const points = READINESS_POINTS.flatMap((name) => pointByTag.get(`${id}.${name}`) ?? []);
  const tags = points.map(({ tag }) => tag);
  const said = useReadingSummary(tags, (readings) => {
    const valueByTag = new Map(tags.map((tag, i) => [tag, readings[i]]));
    return judgeReadiness(readerOf(id, pointByTag, valueByTag))
      .map(({ check, tag = '' }) => `${check} ${tag}`)
      .join('\n');
  });
  return said.split('\n').map((line, i): ReadinessItem => {
    const [check = 'unknown', tag = ''] = line.split(' ');
    return { id: READINESS_IDS[i] ?? 'auto', check: isCheck(check) ? check : 'unknown', tag: tag || undefined };
  });
}

/** How many of these sets would start, and how many are known not to. */
export function useReadyCount(ids: readonly string[]): { readonly ready: number; readonly notReady: number } {
  const { pointByTag } = usePlant();
  const points = ids.flatMap((id) => READINESS_POINTS.flatMap((name) => pointByTag.get(`${id}.${name}`) ?? []));
  const tags = points.map(({ tag }) => tag);
  const count = (wanted: 'ready' | 'notReady') => (readings: readonly (Reading | undefined)[]) => {
    const valueByTag = new Map(tags.map((tag, i) => [tag, readings[i]]));
    return ids.filter((id) => readinessOf(judgeReadiness(readerOf(id, pointByTag, valueByTag))) === wanted).length;
  };
  return { ready: useReadingSummary(tags, count('ready')), notReady: useReadingSummary(tags, count('notReady')) };
}

const readerOf =
  (
    id: string,
    pointByTag: ReadonlyMap<string, PointState>,
    valueByTag: ReadonlyMap<string, Reading | undefined>,
  ): ReadController =>
  (name) => {
    const point = pointByTag.get(`${id}.${name}`);
    const reading = point && valueByTag.get(point.tag);
    return point && !isUnused(point, reading) ? { ...point, value: presentValue(reading) } : undefined;
  };

/** A named alarm that the controller answers with "not implemented" is one it does not have. */
const isUnused = (point: PointState, reading: Reading | undefined): boolean =>
  point.kind === 'enum' && reading?.reason === 'bad-sentinel';

const isCheck = (word: string): word is Check => word === 'pass' || word === 'fail' || word === 'unknown';
