import { describe, expect, test } from 'vitest';
import { AT_ONCE, actor, Run } from './alarm-step.fixtures.ts';
import { nextDeadline } from './step.ts';

const AGAIN = { ...AT_ONCE, reAlarm: { afterMs: 7_200_000, times: 2 } };
const HOUR = 3_600;

describe('re-alarm', () => {
  test('T10: still active so long after the acknowledgement it comes again, as often as the rule says', () => {
    const run = new Run(AGAIN).sample(0, 'alarm');
    for (const hour of [0, 3, 6]) {
      run.acknowledge(hour * HOUR);
      run
        .tick((hour + 2) * HOUR - 1)
        .tick((hour + 2) * HOUR)
        .tick((hour + 2) * HOUR + 1);
    }
    const again = run.events.filter(({ type }) => type === 'realarmed');
    expect(again.map(({ annunciation, occurrence, tells }) => [annunciation, occurrence, tells])).toEqual([
      ...[
        ['timer', 2, true],
        ['timer', 3, true],
      ],
    ]);
    expect(nextDeadline(run.state)).toBeNull();
  });

  test('T10: not when it has returned, is shelved, or nobody has acknowledged it', () => {
    const returned = new Run(AGAIN).sample(0, 'alarm');
    returned.acknowledge(1);
    returned.sample(5, 'normal');
    const shelved = new Run(AGAIN).sample(0, 'alarm');
    shelved.acknowledge(1);
    shelved.shelve(2, 60);
    const open = new Run(AGAIN).sample(0, 'alarm');
    expect([returned, open].map(({ state }) => nextDeadline(state))).toEqual([null, null]);
    expect(nextDeadline(shelved.state)).toBe(62_000);
  });

  test('T10: waits while it is on its way back or unknown', () => {
    const run = new Run({ ...AGAIN, offDelayMs: 60_000 }).sample(0, 'alarm');
    run.acknowledge(0);
    run.sample(2 * HOUR - 5, 'unknown').tick(2 * HOUR);
    expect([run.last?.type, nextDeadline(run.state)]).toEqual(['acknowledged', null]);
    run.sample(2 * HOUR + 5, 'normal').tick(2 * HOUR + 6);
    expect(run.last?.type).toBe('acknowledged');
    run.sample(2 * HOUR + 10, 'alarm');
    expect(nextDeadline(run.state)).toBe(2 * HOUR * 1000);
    expect(run.tick(2 * HOUR + 10).last).toMatchObject({ type: 'realarmed', annunciation: 'timer' });
  });

  test('T10: what nobody need acknowledge comes again by itself', () => {
    const run = new Run({ ...AGAIN, acknowledgement: 'auto' })
      .sample(0, 'alarm')
      .tick(2 * HOUR)
      .tick(4 * HOUR)
      .tick(9 * HOUR);
    expect(run.log().slice(2)).toEqual(['realarmed@7200', 'realarmed@14400']);
  });

  test('T11: raised in between, it is not due any more', () => {
    const levels = [
      { name: 'high', priority: 'P3', onDelayMs: 0, offDelayMs: 0 },
      { name: 'highHigh', priority: 'P2', onDelayMs: 0, offDelayMs: 0 },
    ] as const;
    const run = new Run({ ...AGAIN, levels }).sample(0, 'alarm');
    run.acknowledge(1);
    expect(nextDeadline(run.sample(5, 'alarm', 1).state)).toBeNull();
  });
});

describe('what a rule demands of the work orders', () => {
  test('active: when people are told, and again when they are told anew', () => {
    const run = new Run({ ...AT_ONCE, holdMs: 5_000, order: { when: 'active' } }).sample(0, 'alarm').tick(5);
    expect(run.orders).toEqual([[5, 'open']]);
    run.suppress(60).release(90);
    expect(run.orders.slice(1)).toEqual([[90, 'open']]);
  });

  test('active for so long: once, if it is still active', () => {
    const rule = { ...AT_ONCE, order: { when: 'active-for', ms: 900_000 } } as const;
    const stays = new Run(rule).sample(0, 'alarm').tick(899).tick(900).tick(901);
    expect(stays.orders).toEqual([[900, 'open']]);
    const goes = new Run(rule).sample(0, 'alarm').sample(600, 'normal').tick(900);
    expect(goes.orders).toEqual([]);
    const again = goes.sample(1_000, 'alarm').tick(1_899).tick(1_900);
    expect(again.orders).toEqual([[1_900, 'open']]);
  });

  test('never announced, none', () => {
    const rule = { ...AT_ONCE, order: { when: 'active-for', ms: 60_000 } } as const;
    expect(new Run(rule).suppress(0).sample(1, 'alarm').tick(100).orders).toEqual([]);
    const shelved = new Run(rule).sample(0, 'alarm');
    shelved.shelve(10, 600);
    expect(shelved.tick(60).tick(610).orders).toEqual([]);
    expect(shelved.tick(670).orders).toEqual([[670, 'open']]);
  });

  test('so many episodes within a time', () => {
    const run = new Run({ ...AT_ONCE, order: { when: 'count', count: 3, windowMs: 100_000 } });
    for (const at of [0, 80, 120, 160]) {
      run.sample(at, 'alarm').sample(at + 1, 'normal');
      run.acknowledge(at + 2);
    }
    expect(run.orders).toEqual([[160, 'open']]);
    expect(run.state.episodes).toHaveLength(3);
  });

  test('never', () => {
    expect(new Run({ ...AT_ONCE, order: { when: 'never' } }).sample(0, 'alarm').tick(9_999).orders).toEqual([]);
  });
});

describe('chattering', () => {
  const RULE = {
    ...AT_ONCE,
    maxGapMs: 3_600_000,
    chatter: { count: 3, windowMs: 60_000, holdOffMs: 300_000, releaseMs: 600_000 },
  };

  test('three activations within a minute: from then on it takes five quiet minutes to return', () => {
    const run = new Run(RULE);
    for (let at = 0; at < 300; at += 10) run.sample(at, 'alarm').sample(at + 6, 'normal');
    run.tick(596).sample(596, 'normal');
    expect(run.log()).toEqual([
      ...['activated@0', 'annunciated@0', 'returned@6', 'realarmed@10', 'returned@16', 'realarmed@20'],
      ...['chatter-started@20', 'returned@596'],
    ]);
    expect(run.events.filter(({ tells }) => tells)).toHaveLength(1);
    expect(run.state.episode).toMatchObject({ number: 1, occurrence: 3 });
    run.tick(889).tick(890);
    expect(run.last?.type).toBe('chatter-ended');
    expect(run.state.isChattering).toBe(false);
  });

  test('three within more than a minute are none', () => {
    const run = new Run(RULE);
    for (const at of [0, 30, 61]) run.sample(at, 'alarm').sample(at + 1, 'normal');
    expect(run.state.isChattering).toBe(false);
    expect(run.state.activations).toHaveLength(3);
  });

  test('it never shelves and never acknowledges', () => {
    const run = new Run(RULE);
    for (const at of [0, 5, 10]) run.sample(at, 'alarm').sample(at + 1, 'normal');
    expect(run.state).toMatchObject({
      shelving: { state: 'unshelved' },
      episode: { acknowledgement: { state: 'unacknowledged' } },
    });
    expect(run.acknowledge(12, null, actor())).toBeNull();
  });
});

test('the next deadline is the earliest of all', () => {
  const run = new Run({ ...AT_ONCE, holdMs: 30_000 });
  expect(nextDeadline(run.state)).toBeNull();
  run.sample(0, 'alarm');
  expect(nextDeadline(run.state)).toBe(30_000);
  run.suppress(1).release(2, undefined, 5);
  expect(nextDeadline(run.state)).toBe(7_000);
});
