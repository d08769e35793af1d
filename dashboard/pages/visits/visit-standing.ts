import type { WireVisit } from '../../data/shift-api.ts';

/** How a visit stands, in one word for a screen. */
export type VisitStanding =
  | ('asked' | 'approved' | 'free' | 'inside' | 'overdue')
  | ('left' | 'refused' | 'cancelled' | 'missed');

export function visitStanding({ state, body }: Pick<WireVisit, 'state' | 'body'>, now: number): VisitStanding {
  const { decision, enteredAt, needsApproval, endsAt } = body;
  switch (state) {
    case 'done':
      return 'left';
    case 'missed':
      return 'missed';
    case 'cancelled':
      return decision && !decision.isApproved ? 'refused' : 'cancelled';
    case 'open': {
      if (enteredAt !== null) return Date.parse(endsAt) < now ? 'overdue' : 'inside';
      if (!needsApproval) return 'free';
      return decision?.isApproved ? 'approved' : 'asked';
    }
  }
}
