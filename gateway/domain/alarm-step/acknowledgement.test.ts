import { describe, expect, test } from 'vitest';
import type { Role } from '../role.ts';
import { AT_ONCE, actor, Run, START } from './alarm-step.fixtures.ts';
import { RENOTIFY_MS } from './episode.ts';
import { nextDeadline } from './step.ts';

const LATCHING = { ...AT_ONCE, latching: true };
const reset = (run: Run, at: number, role: Role = 'engineer') =>
  run.step(at, { kind: 'reset', actor: actor(role), note: null });
const confirm = (run: Run, at: number) => run.step(at, { kind: 'confirm', actor: actor('engineer'), note: null });

describe('acknowledging', () => {
  test('T6: acknowledged while active it stays', () => {
    const run = new Run(AT_ONCE).sample(0, 'alarm');
    expect(run.acknowledge(3, 1)).toBeNull();
    expect(run.state.episode?.acknowledgement).toEqual({ state: 'acknowledged', at: START + 3000, by: 'li' });
    expect(run.phase).toBe('active');
    expect(run.last).toMatchObject({ type: 'acknowledged', actor: 'li', via: 'ui' });
  });

  test('T6 with T9: acknowledged after the return it closes', () => {
    const run = new Run(AT_ONCE).sample(0, 'alarm').sample(5, 'normal');
    run.acknowledge(9);
    expect(run.log().slice(2)).toEqual(['returned@5', 'acknowledged@9', 'closed@9']);
    expect(run.last).toMatchObject({ actor: 'system', via: 'system' });
  });

  test('T5 with T9: acknowledged before, it closes when it returns', () => {
    const run = new Run(AT_ONCE).sample(0, 'alarm');
    run.acknowledge(3);
    run.sample(5, 'normal');
    expect(run.log().slice(2)).toEqual(['acknowledged@3', 'returned@5', 'closed@5']);
    expect(run.state.episode?.closedAt).toBe(START + 5000);
  });

  test('T6: a regulatory alarm wants a note', () => {
    const run = new Run({ ...AT_ONCE, acknowledgement: 'note-required' }).sample(0, 'alarm');
    expect(run.acknowledge(1)).toBe('ALARM_NOTE_REQUIRED');
    expect(run.acknowledge(1, null, actor(), '  ')).toBe('ALARM_NOTE_REQUIRED');
    expect(run.acknowledge(2, null, actor(), 'called the lift firm')).toBeNull();
    expect(run.last?.note).toBe('called the lift firm');
  });

  test('an alarm that nobody need acknowledge is acknowledged from the start and closes by itself', () => {
    const run = new Run({ ...AT_ONCE, acknowledgement: 'auto' }).sample(0, 'alarm');
    expect(run.state.episode?.acknowledgement).toMatchObject({ state: 'acknowledged', by: 'system' });
    expect(run.sample(5, 'normal').types).toEqual(['activated', 'annunciated', 'returned', 'closed']);
  });

  test('T6a: a second acknowledgement changes nothing but the journal', () => {
    const run = new Run(AT_ONCE).sample(0, 'alarm');
    run.acknowledge(3, 1);
    const before = run.state;
    expect(run.acknowledge(4, 1, actor('technician', 'wang'))).toBeNull();
    expect(run.state).toBe(before);
    expect(run.last).toMatchObject({ type: 'ack-duplicate', actor: 'wang' });
  });

  test('T6b: who has not seen the latest occurrence is refused', () => {
    const run = new Run(AT_ONCE).sample(0, 'alarm').sample(5, 'normal').sample(10, 'alarm');
    expect(run.acknowledge(12, 1)).toBe('ALARM_STALE_OCCURRENCE it is now at occurrence 2');
    expect(run.state.episode?.acknowledgement.state).toBe('unacknowledged');
  });

  test('T6c: a closed episode is never opened again', () => {
    const run = new Run(AT_ONCE).sample(0, 'alarm').sample(5, 'normal');
    run.acknowledge(6);
    const count = run.events.length;
    expect(run.acknowledge(7)).toBe('ALARM_EPISODE_CLOSED');
    expect(run.events).toHaveLength(count);
  });

  test('without any alarm there is none to acknowledge, confirm or reset', () => {
    const run = new Run(AT_ONCE);
    expect([run.acknowledge(0), confirm(run, 0), reset(run, 0)]).toEqual(Array(3).fill('ALARM_NOT_FOUND'));
  });

  test('a remark is kept with who made it, and must say something', () => {
    const run = new Run(AT_ONCE).sample(0, 'alarm');
    expect(run.step(1, { kind: 'comment', actor: actor(), note: ' ' })).toBe('ALARM_NOTE_REQUIRED');
    expect(run.step(2, { kind: 'comment', actor: actor(), note: 'bearing is warm' })).toBeNull();
    expect(run.last).toMatchObject({ type: 'commented', note: 'bearing is warm', actor: 'li' });
  });
});

describe('latching', () => {
  test('T7: reset once it is over and acknowledged, by an engineer; then it closes', () => {
    const run = new Run(LATCHING).sample(0, 'alarm');
    expect(reset(run, 1)).toBe('ALARM_RESET_REFUSED still_active');
    run.sample(20, 'normal');
    expect(reset(run, 21)).toBe('ALARM_RESET_REFUSED not_acked');
    run.acknowledge(22);
    expect(run.state.episode?.closedAt).toBeNull();
    expect(reset(run, 23, 'operator')).toBe('AUTH_FORBIDDEN');
    expect(reset(run, 24)).toBeNull();
    expect(run.log().slice(-2)).toEqual(['reset@24', 'closed@24']);
    expect(reset(run, 25)).toBe('ALARM_EPISODE_CLOSED');
  });

  test('T7: what must be confirmed is confirmed before', () => {
    const run = new Run({ ...LATCHING, confirmRequired: true }).sample(0, 'alarm').sample(5, 'normal');
    expect(confirm(run, 6)).toBe('ALARM_CONFIRM_REFUSED not_acked');
    run.acknowledge(7);
    expect(reset(run, 8)).toBe('ALARM_RESET_REFUSED not_confirmed');
    expect([confirm(run, 9), confirm(run, 10)]).toEqual([null, null]);
    expect(run.types.filter((type) => type === 'confirmed')).toHaveLength(1);
    expect(run.state.episode?.acknowledgement).toMatchObject({ state: 'confirmed', at: START + 7000 });
    expect(reset(run, 11)).toBeNull();
  });

  test('T7: what does not latch is not reset', () => {
    expect(reset(new Run(AT_ONCE).sample(0, 'alarm').sample(1, 'normal'), 2)).toBe('ALARM_RESET_REFUSED not_latched');
  });

  test('T8: a new trip before the reset is the same episode, unacknowledged again', () => {
    const run = new Run(LATCHING).sample(0, 'alarm').sample(5, 'normal');
    run.acknowledge(6);
    run.sample(400, 'alarm');
    expect(run.last).toMatchObject({ type: 'realarmed', occurrence: 2, annunciation: 'recurrence', tells: true });
    expect(run.state.episode).toMatchObject({
      number: 1,
      isLatched: true,
      acknowledgement: { state: 'unacknowledged' },
    });
  });

  test('a trip that is over within its hold is told all the same', () => {
    const run = new Run({ ...LATCHING, holdMs: 5_000 }).sample(0, 'alarm').sample(2, 'normal').tick(5);
    expect(run.log()).toEqual(['activated@0', 'returned@2', 'annunciated@5']);
    expect(run.state.episode).toMatchObject({ isSilent: false, isLatched: true, closedAt: null });
  });
});

describe('coming again', () => {
  test('T8: before it was acknowledged it is an occurrence of the same episode, told no more for five minutes', () => {
    const run = new Run(AT_ONCE).sample(0, 'alarm').sample(5, 'normal').sample(10, 'alarm');
    expect(run.last).toMatchObject({ type: 'realarmed', occurrence: 2, annunciation: 'recurrence', tells: false });
    expect(run.state.episode).toMatchObject({ number: 1, occurrence: 2, returnedAt: null });
    run.sample(15, 'normal').sample(RENOTIFY_MS / 1000, 'alarm');
    expect(run.last).toMatchObject({ type: 'realarmed', occurrence: 3, tells: true });
  });

  test('T8: back after people were told that it was over, and there to stay, they are told five minutes after the last time', () => {
    const run = new Run(AT_ONCE).sample(0, 'alarm').sample(5, 'normal').sample(90, 'alarm').tick(299);
    expect(run.last).toMatchObject({ type: 'realarmed', tells: false });
    expect(nextDeadline(run.state)).toBe(300_000);
    run.tick(300).tick(301);
    expect(run.log().slice(-2)).toEqual(['realarmed@90', 'annunciated@300']);
    expect(run.last).toMatchObject({ annunciation: 'recurrence', tells: true, occurrence: 2 });
  });

  test.each([
    ['is acknowledged', (run: Run) => void run.acknowledge(120)],
    ['goes again', (run: Run) => void run.sample(120, 'normal')],
    ['is shelved', (run: Run) => void run.shelve(120, 60)],
    ['is not known', (run: Run) => void run.sample(120, 'unknown')],
  ])('T8: unless it %s meanwhile', (_what, meanwhile) => {
    const run = new Run(AT_ONCE).sample(0, 'alarm').sample(5, 'normal').sample(90, 'alarm');
    meanwhile(run);
    const count = run.events.filter(({ annunciation }) => annunciation === 'recurrence').length;
    run.tick(300);
    expect(run.events.filter(({ annunciation }) => annunciation === 'recurrence')).toHaveLength(count);
  });

  test('T8: a latched one that trips again soon after it was acknowledged is told, too', () => {
    const run = new Run({ ...LATCHING, priority: 'P1' }).sample(0, 'alarm');
    run.acknowledge(5);
    run.sample(10, 'normal').sample(20, 'alarm').tick(300);
    expect(run.log().slice(-2)).toEqual(['realarmed@20', 'annunciated@300']);
  });

  test('T8: who is being told all the time need not be told again', () => {
    const brief = new Run(AT_ONCE).sample(0, 'alarm').sample(5, 'normal').sample(10, 'alarm');
    const urgent = new Run({ ...AT_ONCE, priority: 'P1' }).sample(0, 'alarm').sample(5, 'normal').sample(90, 'alarm');
    expect([brief, urgent].map(({ state }) => nextDeadline(state))).toEqual([null, null]);
  });

  test('T9: after closing it is a new episode', () => {
    const run = new Run(AT_ONCE).sample(0, 'alarm').sample(5, 'normal');
    run.acknowledge(6);
    run.sample(10, 'alarm');
    expect(run.state.episode).toMatchObject({ number: 2, occurrence: 1 });
  });
});
