import { expect, test } from 'vitest';
import { ManualClock, settle } from '../../../tests/harness/manual-clock.ts';
import { silentLogger } from '../../../tests/harness/silent-logger.ts';
import type { Escalation, EscalationAdvance } from '../../ports/escalation-store.ts';
import { trappedAlarm } from '../notifications.fixtures.ts';
import { createHurry } from './hurry-escalation.ts';

async function hurried(change: Partial<Escalation>): Promise<readonly EscalationAdvance[]> {
  const clock = new ManualClock();
  const advances: EscalationAdvance[] = [];
  const dueAt = clock.nowMs() + 300_000;
  const one: Escalation = {
    alarm: trappedAlarm(),
    occurrence: 1,
    state: 'running',
    step: 1,
    round: 0,
    dueAt,
    policy: 'p1',
    ...change,
  };
  const escalations = {
    running: async () => [one],
    advance: async (advance: EscalationAdvance) => advances.push(advance) > 0,
  };
  createHurry({ escalations, clock, logger: silentLogger })({
    alarmId: trappedAlarm().id,
    occurrence: 1,
    step: 0,
    recipient: 'wang',
  });
  await settle();
  return advances.map((advance) => ({
    ...advance,
    next: advance.next && { ...advance.next, dueAt: advance.next.dueAt - clock.nowMs() },
  }));
}

test('the step after the one that reached nobody is due at once', async () => {
  expect(await hurried({})).toEqual([
    {
      ...{ alarmId: 'L01.trapped~3', occurrence: 1, fromStep: 1, fromRound: 0, policy: 'p1', notices: [] },
      next: { step: 1, round: 0, dueAt: 0 },
    },
  ]);
});

test.each([
  ['already further', { step: 2 }],
  ['about to begin again', { step: 0, round: 1 }],
  ['of another occurrence', { occurrence: 2 }],
  ['over', { state: 'stopped' }],
] as const)('an escalation that is %s keeps its pace', async (_what, change) => {
  expect(await hurried(change)).toEqual([]);
});
