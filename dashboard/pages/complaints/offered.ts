import type { WireComplaint } from '../../data/complaint-api.ts';

export type ComplaintOffer = 'take' | 'judge' | 'decide' | 'order' | 'answer' | 'callBack' | 'withdraw' | 'addNote';

export interface ComplaintPerson {
  readonly username: string | undefined;
  readonly mayWrite: boolean;
  readonly mayReview: boolean;
  readonly mayOrder: boolean;
}

/** What this person may do with a complaint as it stands, what comes next first. The gateway decides; this only spares refusals. */
export function offeredDeeds(complaint: WireComplaint, person: ComplaintPerson): readonly ComplaintOffer[] {
  const { state, answered, assignee, isMajor, decision } = complaint;
  const { username, mayWrite, mayReview, mayOrder } = person;
  if (!mayWrite) return [];
  if (state !== 'open') return ['addNote'];
  const offers: readonly (readonly [ComplaintOffer, boolean])[] = [
    ['callBack', answered !== null && answered.by !== username],
    ['decide', isMajor && decision === null && mayReview],
    ['answer', answered === null && (!isMajor || decision !== null)],
    ['take', assignee !== username && answered === null],
    ['order', mayOrder && answered === null],
    ['judge', mayReview],
    ['addNote', true],
    ['withdraw', mayReview],
  ];
  return offers.flatMap(([offer, isOffered]) => (isOffered ? offer : []));
}
