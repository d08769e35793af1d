import { isAnswered, type RoundRecord } from './round-step.ts';

/** How a round stands: late while it can still be walked, missed once its time was over with places not looked at. */
export function roundStanding({ state, body }: RoundRecord, now: number): 'in-order' | 'late' | 'missed' {
  if (state === 'missed') return 'missed';
  if (state !== 'open' || now < body.lateAt || now >= body.closesAt) return 'in-order';
  return body.stops.every(isAnswered) ? 'in-order' : 'late';
}
