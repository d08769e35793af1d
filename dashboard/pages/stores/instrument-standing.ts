import type { WireInstrument } from '../../data/maintenance-api.ts';

export type InstrumentStanding = 'ok' | 'soon' | 'overdue' | 'sent' | 'out';

const DAY_MS = 86_400_000;
/** So many days before it is due an instrument is due soon. */
const SOON_DAYS = 30;

/** How an instrument stands on a day of the site. */
export function instrumentStanding(
  { status, dueOn }: Pick<WireInstrument['body'], 'status' | 'dueOn'>,
  today: string,
): InstrumentStanding {
  if (status === 'ended' || status === 'failed') return 'out';
  if (status === 'sent') return 'sent';
  if (dueOn === null || dueOn < today) return 'overdue';
  return Date.parse(dueOn) - Date.parse(today) <= SOON_DAYS * DAY_MS ? 'soon' : 'ok';
}
