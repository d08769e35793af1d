/** The month after `2026-12`. */
export const afterMonth = (month: string): string => shiftMonth(month, 1);

/** So many months on or back. */
export function shiftMonth(month: string, by: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7);
}

/** So many days after a day such as `2026-01-05`. */
export const shiftDay = (day: string, by: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + by * 86_400_000).toISOString().slice(0, 10);

/** A day that was typed, or undefined. */
export function readDay(text: string): string | undefined {
  const isDay = /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
  return isDay && shiftDay(text, 0) === text ? text : undefined;
}

/** A number that was typed, with a comma or a point; undefined where it is none. */
export function readNumber(text: string): number | undefined {
  const number = text === '' ? Number.NaN : Number(text.replace(',', '.'));
  return Number.isFinite(number) ? number : undefined;
}
