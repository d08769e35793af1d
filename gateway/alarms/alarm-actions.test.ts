import { describe, expect, test } from 'vitest';
import { alarmRig, person, watching } from '../../tests/harness/alarm-rig.ts';
import type { Role } from '../domain/role.ts';
import type { AlarmAction } from '../ports/alarm-service.ts';

const acknowledge = (occurrence: number | null = null): AlarmAction => ({
  kind: 'acknowledge',
  occurrence,
  note: null,
});
const reviewBy = Date.UTC(2026, 0, 20);

async function activeAlarm() {
  const rig = await alarmRig({ conditions: [watching(1), watching(2, { latching: true, confirmRequired: true })] });
  rig.feed({ 1: 85, 2: 85 });
  await rig.clock.advanceAsync(50);
  const act = async (id: string, action: AlarmAction, role: Role = 'admin', name = 'li') => {
    const answer = rig.service.act(id, action, person(role, name));
    await rig.clock.advanceAsync(50);
    return answer;
  };
  return { ...rig, act };
}

describe('acknowledging', () => {
  test('is answered after its transaction and tells everybody', async () => {
    const { clock, service, told } = await activeAlarm();
    let answer: unknown;
    void service.act('P1.high~1', acknowledge(1), person('technician')).then((outcome) => (answer = outcome));
    await clock.advanceAsync(20);
    expect(answer).toBeUndefined();
    await clock.advanceAsync(20);
    const acknowledged = { state: 'active-acknowledged', acknowledgedBy: 'li', workOrder: 1 };
    expect(answer).toMatchObject({ ok: true, value: acknowledged });
    expect(told.at(-1)).toMatchObject(acknowledged);
  });

  test('two at once: both are answered with the first, the journal knows both', async () => {
    const { act, rows } = await activeAlarm();
    const answers = await Promise.all([
      act('P1.high~1', acknowledge(1), 'operator', 'wang'),
      act('P1.high~1', acknowledge(1), 'operator', 'li'),
    ]);
    for (const answer of answers) expect(answer).toMatchObject({ ok: true, value: { acknowledgedBy: 'wang' } });
    expect(rows('P1.high').slice(2)).toEqual(['acknowledged', 'ack-duplicate']);
  });

  test('refusals', async () => {
    const { sample, clock, act } = await activeAlarm();
    sample(1, 20);
    sample(1, 85);
    await clock.advanceAsync(50);
    expect(await act('P1.high~1', acknowledge(1))).toMatchObject({ code: 'ALARM_STALE_OCCURRENCE' });
    expect(await act('P1.high~2', acknowledge())).toMatchObject({ code: 'ALARM_NOT_FOUND' });
    expect(await act('nonsense', acknowledge())).toMatchObject({ code: 'ALARM_NOT_FOUND' });
    sample(1, 20);
    expect(await act('P1.high~1', acknowledge(2))).toMatchObject({ ok: true, value: { state: 'closed' } });
    expect(await act('P1.high~1', acknowledge())).toMatchObject({ code: 'ALARM_EPISODE_CLOSED' });
    sample(1, 85);
    expect(await act('P1.high~1', acknowledge())).toMatchObject({ code: 'ALARM_EPISODE_CLOSED' });
  });
});

describe('roles', () => {
  const actions: readonly [AlarmAction, Role, Role][] = [
    [acknowledge(), 'viewer', 'technician'],
    [{ kind: 'comment', note: 'seen' }, 'viewer', 'technician'],
    [{ kind: 'shelve', mode: 'timed', forMs: 60_000, reason: 'works' }, 'operator', 'engineer'],
    [{ kind: 'out-of-service', reason: 'broken sensor', reviewBy, second: null }, 'engineer', 'supervisor'],
    [{ kind: 'disable', reason: 'removed' }, 'engineer', 'supervisor'],
  ];
  test.each(actions)('%o', async (action, tooLow, enough) => {
    const { act } = await activeAlarm();
    expect(await act('P1.high', action, tooLow)).toMatchObject({ code: 'AUTH_FORBIDDEN' });
    expect(await act('P1.high', action, enough)).toMatchObject({ ok: true });
  });

  test('what ends such a state needs the role that began it', async () => {
    const { act } = await activeAlarm();
    for (const kind of ['unshelve', 'return-to-service'] as const)
      expect(await act('P1.high', { kind }, 'operator')).toMatchObject({ code: 'AUTH_FORBIDDEN' });
    for (const kind of ['confirm', 'reset'] as const)
      expect(await act('P2.high', { kind, note: null }, 'operator')).toMatchObject({ code: 'AUTH_FORBIDDEN' });
  });
});

test('a latched one is confirmed and reset', async () => {
  const { act, sample, rows } = await activeAlarm();
  const reset = { kind: 'reset', note: null } as const;
  expect(await act('P2.high~1', reset)).toMatchObject({ code: 'ALARM_RESET_REFUSED', detail: 'still_active' });
  sample(2, 20);
  expect(await act('P2.high~1', reset)).toMatchObject({ detail: 'not_acked' });
  expect(await act('P2.high~1', acknowledge())).toMatchObject({ value: { state: 'latched-acknowledged' } });
  expect(await act('P2.high~1', reset)).toMatchObject({ detail: 'not_confirmed' });
  expect(await act('P2.high~1', { kind: 'confirm', note: null })).toMatchObject({ ok: true });
  expect(await act('P2.high~1', { kind: 'confirm', note: null })).toMatchObject({ ok: true });
  expect(await act('P2.high~1', reset, 'engineer')).toMatchObject({ ok: true, value: { state: 'closed' } });
  expect(rows('P2.high').slice(2)).toEqual(['returned', 'acknowledged', 'confirmed', 'reset', 'closed']);
});

describe('without an alarm', () => {
  test('a condition is shelved, and listed as quiet with what people need to know', async () => {
    const rig = await alarmRig({ conditions: [watching(1), watching(2)] });
    const shelve = { kind: 'shelve', mode: 'timed', forMs: 3_600_000, reason: 'painting' } as const;
    const answer = rig.service.act('P1.high', shelve, person('engineer'));
    await rig.clock.advanceAsync(50);
    expect(await answer).toEqual({ ok: true, value: null });
    expect(rig.service.quiet()).toMatchObject([
      { conditionId: 'P1.high', state: 'shelved', by: 'li', reason: 'painting', isActive: false },
    ]);
    rig.sample(1, 85);
    await rig.clock.advanceAsync(50);
    expect(rig.find('P1.high')).toMatchObject({ state: 'shelved', shelvedBy: 'li' });
    expect(rig.announced()).toEqual([]);
  });

  test('quiet conditions are in order of their end; what has none comes last', async () => {
    const { act, service } = await activeAlarm();
    await act('P2.high', { kind: 'disable', reason: 'removed' });
    await act('P1.high~1', { kind: 'out-of-service', reason: 'broken sensor', reviewBy, second: null });
    expect(service.quiet()).toMatchObject([
      { conditionId: 'P1.high', state: 'out-of-service', until: reviewBy, isActive: true },
      { conditionId: 'P2.high', state: 'disabled', until: null, isActive: false },
    ]);
    expect(service.open()).toMatchObject([{ conditionId: 'P1.high', state: 'out-of-service' }]);
  });
});

describe('the response card', () => {
  const step = { kind: 'check', text: { en: 'Look', zh: '看' }, tag: undefined, required: true } as const;
  const conditions = [
    watching(1, {
      response: [
        { ...step, id: 'look' },
        { ...step, id: 'call' },
      ],
      latching: true,
    }),
  ];
  const tick = { alarmId: 'P1.high~1', at: 5, by: 'li', value: null, note: 'done' };

  test('says what to do and what of it is done; the journal has it', async () => {
    const { service, sample, clock, rows } = await alarmRig({ conditions });
    sample(1, 85);
    await clock.advanceAsync(50);
    expect(await service.tick({ ...tick, step: 'look' })).toMatchObject({
      ok: true,
      value: {
        steps: [
          { id: 'look', tick: { by: 'li' } },
          { id: 'call', tick: null },
        ],
        rules: { latching: true },
      },
    });
    await clock.advanceAsync(50);
    expect(rows('P1.high').at(-1)).toBe('ticked');
    expect(await service.card('P1.high~1')).toMatchObject({ value: { steps: [{ tick: { note: 'done' } }, {}] } });
  });

  test('refusals', async () => {
    const { service, sample, clock, repository } = await alarmRig({ conditions });
    sample(1, 85);
    await clock.advanceAsync(50);
    expect(await service.card('P1.high~2')).toMatchObject({ code: 'ALARM_NOT_FOUND' });
    expect(await service.card('nonsense')).toMatchObject({ code: 'ALARM_NOT_FOUND' });
    expect(await service.tick({ ...tick, step: 'jump' })).toMatchObject({ code: 'RESOURCE_NOT_FOUND' });
    expect(await service.tick({ ...tick, alarmId: 'P1.high~9', step: 'look' })).toMatchObject({
      code: 'ALARM_NOT_FOUND',
    });
    repository.isDown = true;
    expect(await service.card('P1.high~1')).toMatchObject({ code: 'STORE_UNAVAILABLE' });
  });
});
