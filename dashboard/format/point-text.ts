import type { PointState } from '../../gateway/contract/resources.ts';
import type { Language } from '../../gateway/domain/text.ts';
import { formatNumber, MISSING } from './number.ts';

type Written = Pick<PointState, 'states' | 'decimals' | 'unit'>;

/** The value of a point in words or digits; a state nobody has named is written as its number. */
export function pointText(point: Written, value: number | null, language: Language): string {
  if (value === null) return MISSING;
  const state = point.states?.[String(value)];
  return state ? state[language] : formatNumber(value, point.decimals);
}

/** The unit belongs to numbers only. */
export const unitOf = (point: Written): string => (point.states ? '' : point.unit);
