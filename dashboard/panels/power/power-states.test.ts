import { expect, it } from 'vitest';
import type { PointState } from '../../../gateway/contract/resources.ts';
import { planTopology } from '../../../gateway/domain/topology-plan.ts';
import type { Reading } from '../../data/point-store.ts';
import { createPowerStates, powerTags } from './power-states.ts';
import { powered } from './sample-power.fixture.ts';

const plan = planTopology([powered('Q1', 'breaker'), powered('INC', 'meter', ['Q1'])]);
const POINT: PointState = {
  ...{ index: 0, tag: '', name: '', equipment: '', device: '', unit: '', decimals: 0, kind: 'number', states: null },
  ...{ title: { en: '', zh: '' }, range: null, normal: null, scanClass: 'fast', periodMs: 1000, staleAfterMs: 3000 },
  ...{ writable: false, expression: null, value: null, text: null, quality: 'good', reason: 'good', sourceTime: null },
};
const pointByTag = new Map(['Q1.closed', 'INC.v_ab', 'INC.p_total'].map((tag) => [tag, { ...POINT, tag }]));

function fakePoints(values: Record<string, number>) {
  const listeners = new Map<string, () => void>();
  return {
    listeners,
    standing: 'good' as Reading['standing'],
    read(tag: string): Reading {
      return { value: values[tag] ?? null, standing: this.standing, reason: 'good', sourceTime: 1, ageSeconds: null };
    },
    subscribe: (tag: string, listener: () => void) => {
      listeners.set(tag, listener);
      return () => void listeners.delete(tag);
    },
  };
}

it('watches only what can change the state of a line', () => {
  expect(powerTags(plan, pointByTag)).toEqual(['Q1.closed', 'INC.v_ab']);
});

it('tells of a change once, however many readings made it, and of none that changes no state', async () => {
  const values = { 'Q1.closed': 1, 'INC.v_ab': 398 };
  const points = fakePoints(values);
  const states = createPowerStates(plan, points, pointByTag);
  let told = 0;
  const stop = states.subscribe(() => (told += 1));
  await Promise.resolve();
  expect([states.get().get('INC'), told]).toEqual(['live', 0]);
  const change = async (): Promise<void> => {
    for (const listener of points.listeners.values()) listener();
    await Promise.resolve();
  };
  values['INC.v_ab'] = 401;
  await change();
  expect(told).toBe(0);
  Object.assign(values, { 'Q1.closed': 0, 'INC.v_ab': 0 });
  await change();
  expect([states.get().get('INC'), told]).toEqual(['dead', 1]);
  stop();
  expect(points.listeners.size).toBe(0);
});

it('claims nothing from old readings', () => {
  const points = fakePoints({ 'Q1.closed': 1, 'INC.v_ab': 398 });
  points.standing = 'stale';
  expect(createPowerStates(plan, points, pointByTag).get().get('INC')).toBe('unknown');
});
