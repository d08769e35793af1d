/** A minus as wide as a digit, so that columns do not jump when a value changes sign. */
const TRUE_MINUS = '\u2212';
export const THIN_SPACE = '\u2009';
/** What stands where no value is known; never 0. */
export const MISSING = '—';

/** Fixed decimals, thousands separated, true minus; `MISSING` when there is no number. */
export function formatNumber(value: number | null, decimals: number): string {
  if (value === null || !Number.isFinite(value)) return MISSING;
  const digits = Math.abs(value).toFixed(decimals);
  const [whole = '0', fraction] = digits.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  const negative = value < 0 && Number(digits) !== 0;
  return `${negative ? TRUE_MINUS : ''}${grouped}${fraction ? `.${fraction}` : ''}`;
}

/** Number and unit with a thin space between; a missing number keeps its unit. */
export function formatQuantity(value: number | null, decimals: number, unit: string): string {
  const number = formatNumber(value, decimals);
  return unit === '' ? number : `${number}${THIN_SPACE}${unit}`;
}

/** Energy for reading: kWh below ten thousand, MWh above, with decimals that fit. */
export function formatEnergy(kwh: number | null): string {
  if (kwh === null) return `${MISSING}${THIN_SPACE}kWh`;
  if (Math.abs(kwh) >= 10_000) return formatQuantity(kwh / 1000, 2, 'MWh');
  return formatQuantity(kwh, Math.abs(kwh) < 100 ? 1 : 0, 'kWh');
}

/** `+3.8 %` against a comparison value; `MISSING` without one to compare with. */
export function formatChange(value: number | null, previous: number | null): string {
  if (value === null || previous === null || previous === 0) return MISSING;
  const percent = (value / previous - 1) * 100;
  const sign = percent > 0 ? '+' : '';
  return `${sign}${formatQuantity(percent, 1, '%')}`;
}
