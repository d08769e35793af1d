import { readSiteEntry } from '../../format/site-entry.ts';

/** So many months on or back. */
export function otherMonth(month: string, by: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7);
}

/** A month of the site as the moments it begins and ends at. */
export function monthRange(month: string, timeZone: string): { readonly from: string; readonly to: string } {
  const start = (one: string): string =>
    new Date(readSiteEntry(`${one}-01 00:00`, timeZone) ?? Date.parse(`${one}-01`)).toISOString();
  return { from: start(month), to: start(otherMonth(month, 1)) };
}
