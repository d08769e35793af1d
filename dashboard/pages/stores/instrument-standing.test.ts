import { expect, test } from 'vitest';
import { instrumentStanding } from './instrument-standing.ts';

test.each([
  ['in-use', '2027-03-01', 'ok'],
  ['in-use', '2026-12-20', 'soon'],
  ['in-use', '2026-11-21', 'overdue'],
  ['in-use', null, 'overdue'],
  ['sent', '2020-01-01', 'sent'],
  ['failed', '2027-03-01', 'out'],
] as const)('one that is %s and due on %s is %s', (status, dueOn, standing) => {
  expect(instrumentStanding({ status, dueOn }, '2026-11-22')).toBe(standing);
});
