import type { PointState } from '../../gateway/contract/resources.ts';
import type { Language } from '../../gateway/domain/text.ts';
import { formatNumber, formatQuantity, MISSING } from './number.ts';

type Written = Pick<PointState, 'states' | 'decimals' | 'unit'>;

/** The value of a point in words or digits; a state nobody has named is written as its number. */
export function pointText(point: Written, value: number | null, language: Language): string {
  if (value === null) return MISSING;
  const state = point.states?.[String(value)];
  return state ? state[language] : formatNumber(value, point.decimals);
}

/** What was read once and kept with its unit: in words where the point has them, and readable when the point is gone. */
export const keptText = (
  point: Written | undefined,
  { value, unit }: { readonly value: number | null; readonly unit: string },
  language: Language,
): string =>
  value !== null && point?.states
    ? pointText(point, value, language)
    : value === null
      ? MISSING
      : formatQuantity(value, point?.decimals ?? 1, unit);

/** The unit belongs to numbers only. */
export const unitOf = (point: Written): string => (point.states ? '' : point.unit);
