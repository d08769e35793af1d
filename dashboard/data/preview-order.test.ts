import { expect, it } from 'vitest';
import { sampleOrder } from '../pages/orders/sample-order.fixture.ts';
import type { OfflineStep } from './order-api.ts';
import { canWait, previewOrder } from './preview-order.ts';

const NOW = Date.UTC(2026, 0, 5, 9);
let ids = 0;
const step = (change: Pick<OfflineStep, 'step'> & Partial<OfflineStep>): OfflineStep => ({
  ...{ id: `id-${++ids}`, order: 7, deviceAt: '2026-01-05T08:30:00.000Z' },
  ...change,
});

it('is the order itself while nothing waits', () => {
  const order = sampleOrder();
  expect(previewOrder(order, [], NOW)).toBe(order);
  expect(previewOrder(order, [step({ step: 'done', order: 8 })], NOW)).toBe(order);
});

it('leads on as the gateway would, with the steps that can wait as well', () => {
  const order = sampleOrder({ state: 'assigned', steps: ['accept', 'decline'] });
  const started = previewOrder(order, [step({ step: 'accept' }), step({ step: 'start', method: 'hand' })], NOW);
  expect(started).toMatchObject({ state: 'in-progress', arrival: { method: 'hand' } });
  expect(started.steps).toContain('done');
  expect(started.steps).not.toContain('attach');
  expect(started.steps).not.toContain('arrive');
  expect(previewOrder(started, [step({ step: 'done', resolution: 'x' })], NOW).steps.every(canWait)).toBe(true);
});

it('shows the answers that wait in place of older ones', () => {
  const before = { item: 'a', value: false, note: null, file: null, live: null, isBad: true, isDoubtful: false };
  const order = sampleOrder({ answers: [{ ...before, at: '2026-01-05T08:00:00.000Z', by: 'li' }] });
  const shown = previewOrder(order, [step({ step: 'fill', answers: [{ item: 'a', value: true }] })], NOW);
  expect(shown.answers).toMatchObject([{ item: 'a', value: true, isBad: false }]);
});
