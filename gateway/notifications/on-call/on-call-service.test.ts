import { describe, expect, test } from 'vitest';
import { ManualClock } from '../../../tests/harness/manual-clock.ts';
import { MemoryDutyStore } from '../../../tests/harness/memory-duty-store.ts';
import type { SystemEvent } from '../../ports/alarm-repository.ts';
import type { OverrideDraft } from '../../ports/on-call-service.ts';
import { agreed, plan, rotation } from './on-call.fixtures.ts';
import { createOnCallService } from './on-call-service.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Tuesday noon: bob has the duty until Wednesday 08:00. */
const NOW = Date.UTC(2026, 0, 6, 12);
const ENGINEER = { username: 'eva', role: 'engineer' } as const;
const BOB = { username: 'bob', role: 'technician' } as const;
const CAT = { username: 'cat', role: 'technician' } as const;

function service() {
  const [clock, duty, journal] = [new ManualClock(NOW), new MemoryDutyStore(), [] as SystemEvent[]];
  let changes = 0;
  const onCall = createOnCallService({
    ...{ plan: plan({ rotations: [rotation({ timeZone: 'UTC' })] }), duty, clock },
    escalations: { running: async () => [] },
    note: async (events) => void journal.push(...events),
    onChanged: () => {
      changes += 1;
    },
  });
  return { clock, duty, journal, onCall, changed: () => changes };
}

const draft = (change: Partial<OverrideDraft> = {}): OverrideDraft => ({
  ...{ rotation: 'duty', kind: 'replace', person: 'cat', instead: 'bob', from: NOW, to: NOW + HOUR_MS },
  ...{ reason: 'dentist', ...change },
});

describe('who has the duty', () => {
  test('with the name, until when, and who is next', async () => {
    const { onCall } = service();
    const [now] = await onCall.at(NOW);
    expect(now?.people).toEqual([
      {
        ...{ rotation: 'duty', person: 'bob', name: 'BOB', because: 'turn', override: null },
        ...{ startsAt: NOW - 4 * HOUR_MS, endsAt: NOW + 20 * HOUR_MS },
      },
    ]);
    expect(now?.next).toMatchObject({ person: 'ann', startsAt: NOW + 20 * HOUR_MS });
  });

  test('with overrides that count', async () => {
    const { onCall, duty } = service();
    await duty.add(agreed({ instead: 'bob', person: 'cat', from: NOW, to: NOW + HOUR_MS }));
    await duty.add({ ...agreed({ person: 'dan', from: NOW, to: NOW + HOUR_MS }), state: 'asked' });
    const [now] = await onCall.at(NOW);
    expect(now?.people).toMatchObject([{ person: 'cat', because: 'override', override: 1, endsAt: NOW + HOUR_MS }]);
    expect(now?.next).toMatchObject({ person: 'bob', startsAt: NOW + HOUR_MS });
  });

  test('over a range, no longer than 62 days', async () => {
    const { onCall } = service();
    expect((await onCall.turns(NOW, NOW + 3 * DAY_MS)).map(({ person }) => person)).toEqual([
      'bob',
      'ann',
      'bob',
      'ann',
    ]);
    expect(await onCall.turns(NOW, NOW + 900 * DAY_MS)).toHaveLength(63);
  });

  test('and when nobody does', async () => {
    const { onCall, duty } = service();
    await duty.add(agreed({ kind: 'remove', from: NOW + HOUR_MS, to: NOW + 2 * HOUR_MS }));
    expect((await onCall.coverage()).gaps).toMatchObject([{ startsAt: NOW + HOUR_MS, endsAt: NOW + 2 * HOUR_MS }]);
  });
});

describe('a change of the duty', () => {
  test('by who manages it counts at once and is on record', async () => {
    const { onCall, journal, changed } = service();
    expect(await onCall.override(draft({ from: NOW - HOUR_MS }), ENGINEER)).toMatchObject({
      ok: true,
      value: { id: 1, state: 'agreed', by: 'eva', from: NOW },
    });
    expect(journal).toMatchObject([{ type: 'duty-changed', actor: 'eva' }]);
    expect(changed()).toBe(1);
  });

  const refusals: readonly [string, Partial<OverrideDraft>, string][] = [
    ['of no rotation', { rotation: 'none' }, 'DUTY_ROTATION_NOT_FOUND'],
    ['with nobody we know', { person: 'zoe' }, 'DUTY_PERSON_NOT_FOUND'],
    ['instead of nobody we know', { instead: 'zoe' }, 'DUTY_PERSON_NOT_FOUND'],
    ['of the past', { from: NOW - DAY_MS, to: NOW }, 'DUTY_OVERRIDE_REFUSED'],
    ['for too long', { to: NOW + 63 * DAY_MS }, 'DUTY_OVERRIDE_REFUSED'],
    ['of somebody by himself', { person: 'bob' }, 'DUTY_OVERRIDE_REFUSED'],
    ['of somebody who has no duty then', { instead: 'ann' }, 'DUTY_OVERRIDE_REFUSED'],
    ['by a removal with a person', { kind: 'remove' }, 'DUTY_OVERRIDE_REFUSED'],
    ['by an addition that takes somebody out', { kind: 'add' }, 'DUTY_OVERRIDE_REFUSED'],
  ];
  test.each(refusals)('%s is refused', async (_what, change, code) => {
    const { onCall, duty, changed } = service();
    expect(await onCall.override(draft(change), ENGINEER)).toMatchObject({ ok: false, code });
    expect([duty.rows.size, changed()]).toEqual([0, 0]);
  });

  test('by anybody else is only asked, for the own place, and counts when the other agrees', async () => {
    const { onCall, changed } = service();
    expect(await onCall.override(draft(), BOB)).toMatchObject({ ok: true, value: { state: 'asked' } });
    expect((await onCall.at(NOW))[0]?.people[0]?.person).toBe('bob');
    expect(await onCall.agree(1, ENGINEER)).toMatchObject({ ok: false, code: 'AUTH_FORBIDDEN' });
    expect(changed()).toBe(0);
    expect(await onCall.agree(1, CAT)).toMatchObject({ ok: true, value: { state: 'agreed', agreedBy: 'cat' } });
    expect(await onCall.agree(1, CAT)).toMatchObject({ ok: true });
    expect((await onCall.at(NOW))[0]?.people[0]?.person).toBe('cat');
    expect(changed()).toBe(1);
  });

  test('of another person’s place is refused to who does not manage the duty', async () => {
    const { onCall } = service();
    expect(await onCall.override(draft(), CAT)).toMatchObject({ ok: false, code: 'AUTH_FORBIDDEN' });
    expect(await onCall.override(draft({ kind: 'remove', person: null }), BOB)).toMatchObject({ ok: false });
  });

  test('cannot be agreed to when it is over', async () => {
    const { onCall, clock } = service();
    await onCall.override(draft(), BOB);
    clock.advance(HOUR_MS);
    expect(await onCall.agree(1, CAT)).toMatchObject({ ok: false, code: 'DUTY_OVERRIDE_REFUSED' });
    expect(await onCall.agree(2, CAT)).toMatchObject({ ok: false, code: 'DUTY_OVERRIDE_NOT_FOUND' });
  });

  test('is taken back by who manages the duty, a swap that is only asked also by either of the two', async () => {
    const { onCall, changed } = service();
    await onCall.override(draft(), BOB);
    expect(await onCall.withdraw(1, { username: 'dan', role: 'technician' })).toMatchObject({ ok: false });
    expect(await onCall.withdraw(1, CAT)).toMatchObject({ ok: true });
    await onCall.override(draft(), ENGINEER);
    expect(await onCall.withdraw(1, BOB)).toMatchObject({ ok: false, code: 'AUTH_FORBIDDEN' });
    expect(await onCall.withdraw(1, ENGINEER)).toMatchObject({ ok: true });
    expect(await onCall.withdraw(1, ENGINEER)).toMatchObject({ ok: false, code: 'DUTY_OVERRIDE_NOT_FOUND' });
    expect(changed()).toBe(3);
  });
});
