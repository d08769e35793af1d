import { expect, test } from 'vitest';
import type { WireOutage } from '../../data/outage-api.ts';
import { outageStage } from './outage-stage.ts';

const AT = '2026-11-24T01:00:00.000Z';
const NOW = Date.parse(AT);
const outage = (change: Partial<WireOutage>): WireOutage => ({
  ...{ id: 1, key: 'k', subject: 'power', state: 'open', at: AT, dueAt: AT, closedAt: null, version: 1, kind: 'power' },
  ...{ title: 'F1', reason: '', equipment: ['F1'], scope: '', advice: '', contact: '', startAt: AT, affected: [] },
  ...{ endAt: '2026-11-24T03:00:00.000Z', plannedBy: { by: 'a', at: AT }, announced: null, remindedAt: null },
  ...{ offAt: null, offBy: null, backAt: null, backBy: null, restored: null, overdueToldAt: null, marked: [] },
  ...{ cancelled: null },
  ...change,
});
const announced = { by: 'a', at: AT, isShort: false, excuse: null };

test.each([
  ['planned', {}],
  ['announced', { announced }],
  ['off', { announced, offAt: AT }],
  ['late', { announced, offAt: AT, endAt: AT }],
  ['back', { announced, offAt: AT, backAt: AT, endAt: AT }],
  ['over', { announced, state: 'done' }],
  ['missed', { state: 'missed' }],
  ['cancelled', { state: 'cancelled' }],
] as const)('%s', (stage, change) => {
  expect(outageStage(outage(change), NOW)).toBe(stage);
});
