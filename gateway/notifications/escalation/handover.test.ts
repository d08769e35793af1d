import { describe, expect, test } from 'vitest';
import { insisting, startRig, urgent } from '../../../tests/harness/escalation-rig.ts';
import type { Person } from '../../domain/on-call.ts';
import { agreed, person, plan, policy, step, text, toChannel, toPerson, toTeam } from '../on-call/on-call.fixtures.ts';

const HOUR_MS = 3_600_000;
const NIGHTS = [{ days: [1, 2, 3, 4, 5, 6, 7], from: 1320, to: 420 }];

const withQuiet = (id: string, includesP2 = false): readonly Person[] =>
  plan().people.map((one) => (one.id === id ? person(id, { quiet: { hours: NIGHTS, includesP2 } }) : one));

describe('over a handover', () => {
  // ann has the duty until 08:00 on Tuesday, then bob.
  test('each step goes to who has the duty at that moment', async () => {
    const rig = await startRig(insisting());
    await rig.raise({ priority: 'P1' });
    await rig.minutes(2);
    expect(rig.told()).toEqual(['0 alarm ann', '2 alarm bob']);
    await rig.escalator.stop();
  });

  test('a substitute is told instead of who is sick', async () => {
    const rig = await startRig(insisting());
    const [from, to] = [rig.startMs + 2 * 60_000, rig.startMs + 8 * HOUR_MS];
    await rig.duty.add(agreed({ kind: 'replace', instead: 'bob', person: 'cat', from, to }));
    await rig.raise({ priority: 'P1' });
    await rig.minutes(2);
    expect(rig.told()).toEqual(['0 alarm ann', '2 alarm cat']);
    await rig.escalator.stop();
  });

  test('a swap that nobody has agreed to changes nothing', async () => {
    const rig = await startRig(insisting());
    const swap = agreed({ kind: 'replace', instead: 'ann', person: 'cat', from: 0, to: rig.startMs + HOUR_MS });
    await rig.duty.add({ ...swap, state: 'asked' });
    await rig.raise({ priority: 'P1' });
    expect(rig.told()).toEqual(['0 alarm ann']);
    await rig.escalator.stop();
  });
});

describe('quiet hours', () => {
  test('do not keep P1 from anybody', async () => {
    const rig = await startRig(insisting({ people: withQuiet('ann') }), '2026-01-05T23:00');
    await rig.raise({ priority: 'P1' });
    expect(rig.outbox.rows.map(({ recipient, dueAt }) => [recipient, dueAt])).toEqual([['ann', 0]]);
    await rig.escalator.stop();
  });

  test('keep P3 until they end, and then it is told if it is still open', async () => {
    const rig = await startRig(plan({ people: withQuiet('ann') }), '2026-01-05T23:00');
    await rig.raise({ id: 'a~1', priority: 'P3' });
    const answered = await rig.raise({ id: 'b~1', priority: 'P3' });
    await rig.leap(60);
    await rig.acknowledge(answered);
    expect(rig.told()).toEqual([]);
    await rig.leap(7 * 60 - 1);
    expect(rig.told()).toEqual([]);
    await rig.minutes(2);
    expect(rig.told()).toEqual(['480 alarm ann']);
    expect(rig.outbox.rows[0]!.alarmId).toBe('a~1');
    await rig.escalator.stop();
  });

  test('let a group be told at once, and each person when his own are over', async () => {
    const quiet = (id: string, from: number, to: number): Person =>
      person(id, { quiet: { hours: [{ days: [1, 2, 3, 4, 5, 6, 7], from, to }], includesP2: false } });
    const teams = [{ id: 'hall', title: text('Hall'), members: ['ann', 'bob'], deputies: [] }];
    const steps = [step(0, [toTeam('hall'), toChannel('robot')]), step(60, [toPerson('eva')])];
    const people = [quiet('ann', 1320, 420), quiet('bob', 360, 1380), person('eva')];
    const rig = await startRig(plan({ people, teams, policies: [policy('all', steps)] }), '2026-01-05T22:30');
    await rig.raise({ priority: 'P3' });
    await rig.leap(29);
    await rig.minutes(2);
    expect(rig.told()).toEqual(['0 alarm robot', '30 alarm bob']);
    await rig.leap(8 * 60 - 2);
    await rig.minutes(2);
    expect(rig.told().slice(2)).toEqual(['510 alarm ann']);
    await rig.leap(58);
    await rig.minutes(2);
    expect(rig.told().slice(3)).toEqual(['570 alarm eva']);
    await rig.escalator.stop();
  });

  test('hold P2 only for who asked for it, while the steps go on', async () => {
    const rig = await startRig(urgent({ people: withQuiet('ann', true) }), '2026-01-05T23:00');
    await rig.raise({ priority: 'P2' });
    await rig.minutes(10);
    expect(rig.outbox.rows.map(({ recipient, dueAt }) => [recipient, dueAt])).toEqual([
      ['ann', Date.UTC(2026, 0, 6, 7)],
      ['eva', 0],
    ]);
    await rig.escalator.stop();
  });
});
