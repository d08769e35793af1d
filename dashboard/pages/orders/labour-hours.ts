import type { WireOrder } from '../../data/order-api.ts';

type Labour = WireOrder['labour'][number];
const HOUR_MS = 3_600_000;

/** How long one person of the line worked, hours. */
export const hoursOf = ({ startAt, endAt }: Pick<Labour, 'startAt' | 'endAt'>): number =>
  Math.max(0, Date.parse(endAt) - Date.parse(startAt)) / HOUR_MS;

/** Man-hours of all lines; travel is not work. */
export const labourHours = (labour: readonly Labour[]): number =>
  labour.reduce((sum, one) => sum + hoursOf(one) * one.people, 0);
