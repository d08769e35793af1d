import type { WireOutage } from '../../data/outage-api.ts';

export type OutageStage = 'planned' | 'announced' | 'off' | 'back' | 'over' | 'missed' | 'cancelled' | 'late';

/** Where an outage stands, in one word. */
export function outageStage({ state, announced, offAt, backAt, endAt }: WireOutage, now: number): OutageStage {
  if (state === 'done') return 'over';
  if (state !== 'open') return state;
  if (announced === null) return 'planned';
  if (backAt !== null) return 'back';
  if (now >= Date.parse(endAt)) return 'late';
  return offAt === null ? 'announced' : 'off';
}
