import { expect, test } from 'vitest';
import { exampleOnCallPlan } from '../../../tests/harness/builders.ts';
import { toldSteps } from './told-steps.ts';

const ALARM = {
  priority: 'P1',
  class: 'equipment',
  system: 'power',
  ...{ equipment: 'F1', kind: 'limit', conditionId: 'F1.high' },
} as const;

test('each step names whoever has the duty by then, and the channels of everybody', () => {
  const plan = exampleOnCallPlan();
  const told = toldSteps(plan, [], { alarm: ALARM, equipmentClass: undefined, at: Date.UTC(2026, 0, 5, 2) });
  expect(told.policies.length).toBeGreaterThan(0);
  expect(told.steps.length).toBeGreaterThan(0);
  const first = told.steps[0]!;
  expect(first.people.length + first.channels.length).toBeGreaterThan(0);
  for (const [index, step] of told.steps.entries()) {
    expect(step.afterMs).toBeGreaterThanOrEqual(told.steps[index - 1]?.afterMs ?? 0);
  }
});

test('an alarm that no policy is for reaches nobody, and says so', () => {
  const plan = { ...exampleOnCallPlan(), policies: [] };
  const told = toldSteps(plan, [], { alarm: ALARM, equipmentClass: undefined, at: 0 });
  expect(told).toMatchObject({ steps: [], isUnroutable: true });
});
