import { expect, test } from 'vitest';
import type { WireVisit } from '../../data/shift-api.ts';
import { visitStanding } from './visit-standing.ts';

const NOW = Date.parse('2026-01-05T08:00:00Z');
const BODY = {
  ...{ area: 'B1', visitor: 'x', company: '', phone: '', people: 1, purpose: 'y', host: 'z', needsApproval: true },
  ...{ startsAt: '2026-01-05T07:00:00Z', endsAt: '2026-01-05T09:00:00Z', askedBy: 'ann', decision: null },
  ...{ enteredAt: null, enteredBy: null, leftAt: null, leftBy: null, note: '' },
} as const;
const yes = { isApproved: true, by: 'eva', at: '2026-01-05T06:00:00Z', note: '' };
const visit = (state: WireVisit['state'], change: Partial<WireVisit['body']> = {}) => ({
  state,
  body: { ...BODY, ...change },
});

test.each([
  { given: visit('open'), standing: 'asked' },
  { given: visit('open', { decision: yes }), standing: 'approved' },
  { given: visit('open', { needsApproval: false }), standing: 'free' },
  { given: visit('open', { enteredAt: '2026-01-05T07:10:00Z' }), standing: 'inside' },
  { given: visit('open', { enteredAt: '2026-01-05T07:10:00Z', endsAt: '2026-01-05T07:30:00Z' }), standing: 'overdue' },
  { given: visit('done'), standing: 'left' },
  { given: visit('cancelled'), standing: 'cancelled' },
  { given: visit('cancelled', { decision: { ...yes, isApproved: false } }), standing: 'refused' },
  { given: visit('missed'), standing: 'missed' },
])('$standing', ({ given, standing }) => {
  expect(visitStanding(given, NOW)).toBe(standing);
});
