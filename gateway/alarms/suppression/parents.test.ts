import { describe, expect, test } from 'vitest';
import { alarmRig, parent, person, watching } from '../../../tests/harness/alarm-rig.ts';
import { QUALITY } from '../../domain/quality.ts';

const MAINS = watching(1, { id: 'mains', failureGroup: 'mains' });
const pump = (point: number, releaseDelayMs = 0, holdMs = 5_000) =>
  watching(point, { id: `pump${point}`, holdMs, suppressors: [parent('mains', releaseDelayMs)] });

describe('a consequence', () => {
  test('that trips before its cause, within its hold, is never announced and lies beneath it', async () => {
    const { clock, feed, announced, find, rows, repository } = await alarmRig({
      conditions: [MAINS, pump(2), pump(3)],
    });
    feed({ 2: 85 });
    await clock.advanceAsync(1_000);
    feed({ 1: 85 });
    await clock.advanceAsync(2_000);
    feed({ 3: 85 });
    await clock.advanceAsync(60_000);
    expect(announced()).toEqual(['mains']);
    expect(find('pump2')).toMatchObject({
      ...{ state: 'suppressed', parent: 'mains~1', annunciatedAt: null },
      suppressedBy: [{ kind: 'parent', key: 'mains' }],
    });
    expect(find('pump3')).toMatchObject({ state: 'suppressed', parent: 'mains~1' });
    expect(find('mains')).toMatchObject({ consequences: 2, parent: null });
    expect(rows('pump2')).toEqual(['activated', 'suppressed']);
    expect(repository.orders.size).toBe(1);
  });

  test('that was announced up to 10 s before moves beneath it, and its order with it', async () => {
    const { clock, feed, announced, find, repository } = await alarmRig({ conditions: [MAINS, pump(2, 0, 0)] });
    feed({ 2: 85 });
    await clock.advanceAsync(8_000);
    feed({ 1: 85 });
    await clock.advanceAsync(1_000);
    expect(announced()).toEqual(['pump2', 'mains']);
    expect(find('pump2')).toMatchObject({ state: 'suppressed', parent: 'mains~1' });
    expect(find('mains')?.consequences).toBe(1);
    expect(repository.superseded).toEqual([{ alarmId: 'pump2~1', parent: 'mains~1' }]);
  });

  test('one that was there long before is quiet, but nobody says that it is a consequence', async () => {
    const { clock, feed, find } = await alarmRig({ conditions: [MAINS, pump(2, 0, 0)] });
    feed({ 2: 85 });
    await clock.advanceAsync(11_000);
    feed({ 1: 85 });
    await clock.advanceAsync(1_000);
    expect(find('pump2')).toMatchObject({ state: 'suppressed', parent: null });
    expect(find('mains')?.consequences).toBe(0);
  });

  test('is announced when its cause is gone for the release delay and it is not', async () => {
    const { clock, feed, announced, find } = await alarmRig({
      conditions: [MAINS, pump(2, 120_000), pump(3, 120_000)],
    });
    feed({ 1: 85, 2: 85, 3: 85 });
    await clock.advanceAsync(60_000);
    feed({ 1: 20 });
    await clock.advanceAsync(60_000);
    feed({ 3: 20 });
    await clock.advanceAsync(59_000);
    expect(announced()).toEqual(['mains']);
    expect(find('pump2')?.state).toBe('suppressed');
    await clock.advanceAsync(2_000);
    expect(announced()).toEqual(['mains', 'pump2']);
    expect(find('pump2')).toMatchObject({ state: 'active-unacknowledged', parent: null });
    expect(find('pump3')).toBeUndefined();
  });
});

describe('a cause', () => {
  test('that is shelved keeps quiet what is beneath it', async () => {
    const { clock, feed, announced, service } = await alarmRig({ conditions: [MAINS, pump(2)] });
    const shelve = { kind: 'shelve', mode: 'timed', forMs: 3_600_000, reason: 'known' } as const;
    const shelved = service.act('mains', shelve, person('engineer'));
    await clock.advanceAsync(50);
    await shelved;
    feed({ 1: 85, 2: 85 });
    await clock.advanceAsync(60_000);
    expect(announced()).toEqual([]);
  });

  test.each([
    { kind: 'out-of-service', reason: 'meter broken', reviewBy: Date.UTC(2026, 0, 20), second: null },
    { kind: 'disable', reason: 'meter removed' },
  ] as const)('that is taken out does not: $kind', async (action) => {
    const { clock, feed, announced, service } = await alarmRig({ conditions: [MAINS, pump(2, 120_000)] });
    feed({ 1: 85, 2: 85 });
    await clock.advanceAsync(10_000);
    const taken = service.act('mains', action, person('supervisor'));
    await clock.advanceAsync(50);
    expect(await taken).toMatchObject({ ok: true });
    expect(announced()).toEqual(['mains', 'pump2']);
  });

  test('whose value is not known for over a minute does not, until it is known again', async () => {
    const { clock, feed, announced, find } = await alarmRig({ conditions: [MAINS, pump(2, 120_000)] });
    feed({ 1: 85, 2: 85 });
    await clock.advanceAsync(10_000);
    feed({ 1: Number.NaN }, QUALITY['bad-timeout']);
    await clock.advanceAsync(59_000);
    expect(announced()).toEqual(['mains']);
    await clock.advanceAsync(2_000);
    expect(announced()).toEqual(['mains', 'pump2']);
    feed({ 1: 85 });
    await clock.advanceAsync(1_000);
    expect(find('pump2')?.state).toBe('suppressed');
  });

  test('beneath another one counts for that: one cause, and all that lies behind it', async () => {
    const board = watching(2, { id: 'board', holdMs: 5_000, suppressors: [parent('mains')] });
    const behind = (point: number) =>
      watching(point, { id: `p${point}`, holdMs: 5_000, suppressors: [parent('board')] });
    const { clock, feed, announced, find } = await alarmRig({ conditions: [MAINS, board, behind(3), behind(4)] });
    feed({ 2: 85, 3: 85, 4: 85 });
    await clock.advanceAsync(1_000);
    feed({ 1: 85 });
    await clock.advanceAsync(60_000);
    expect(announced()).toEqual(['mains']);
    expect(find('board')).toMatchObject({ consequences: 2, parent: 'mains~1' });
    expect(find('mains')?.consequences).toBe(3);
  });

  test('that becomes active with several known is the topmost of them', async () => {
    const board = watching(2, { id: 'board', holdMs: 5_000, suppressors: [parent('mains')] });
    const both = watching(3, { id: 'p3', holdMs: 5_000, suppressors: [parent('board'), parent('mains')] });
    const { clock, feed, find } = await alarmRig({ conditions: [MAINS, board, both] });
    feed({ 1: 85, 2: 85 });
    await clock.advanceAsync(1_000);
    feed({ 3: 85 });
    await clock.advanceAsync(1_000);
    expect(find('p3')).toMatchObject({ parent: 'mains~1' });
  });
});

test('what protects people is told whatever is above it', async () => {
  const conditions = [
    MAINS,
    watching(2, { id: 'entrapment', class: 'safety', suppressors: [parent('mains')] }),
    watching(3, { id: 'ups', suppressible: false, suppressors: [parent('mains')] }),
  ];
  const { clock, feed, announced } = await alarmRig({ conditions });
  feed({ 1: 85, 2: 85, 3: 85 });
  await clock.advanceAsync(100);
  expect(announced()).toEqual(['mains', 'entrapment', 'ups']);
});

test('a worse level of the same equipment makes the milder one quiet, and gives it back at once', async () => {
  const mild = watching(1, { id: 'hi', suppressors: [{ kind: 'superseded', condition: 'hihi' }] });
  const worse = watching(1, { id: 'hihi', options: { high: 90, deadband: 1 } });
  const { clock, sample, find } = await alarmRig({ conditions: [mild, worse] });
  sample(1, 95);
  await clock.advanceAsync(100);
  expect(find('hi')).toMatchObject({
    state: 'suppressed',
    suppressedBy: [{ kind: 'superseded', key: 'hihi' }],
    parent: null,
  });
  sample(1, 85);
  await clock.advanceAsync(100);
  expect(find('hi')?.state).toBe('active-unacknowledged');
});

test('mains failure: a thousand alarms are four annunciations, four orders and no flood', async () => {
  const children = Array.from({ length: 996 }, (_, index) => pump(index + 10, 120_000));
  const others = [
    watching(2, { id: 'ups', suppressible: false }),
    watching(3, { id: 'genset', priority: 'P1', suppressible: false }),
    watching(4, { id: 'entrapment', priority: 'P1', class: 'safety' }),
  ];
  const { clock, feed, announced, find, service, repository, rows } = await alarmRig({
    ...{ conditions: [watching(1, { id: 'mains', priority: 'P1' }), ...others, ...children], points: 1_100 },
  });
  const tripped = (from: number, to: number) =>
    feed(Object.fromEntries(Array.from({ length: to - from }, (_, index) => [from + index, 85])));
  tripped(10, 70);
  await clock.advanceAsync(1_000);
  feed({ 1: 85, 2: 85 });
  await clock.advanceAsync(4_000);
  feed({ 4: 85 });
  tripped(70, 500);
  await clock.advanceAsync(7_000);
  feed({ 3: 85 });
  await clock.advanceAsync(18_000);
  tripped(500, 1_006);
  await clock.advanceAsync(10_000);
  expect(announced().sort()).toEqual(['entrapment', 'genset', 'mains', 'ups']);
  expect(find('mains')?.consequences).toBe(996);
  expect(service.open().filter(({ state }) => state === 'suppressed')).toHaveLength(996);
  expect(repository.orders.size).toBe(4);
  expect(service.desk().flood).toBeNull();
  expect(rows('')).toEqual(['restarted']);
  feed(Object.fromEntries(Array.from({ length: 995 }, (_, index) => [index + 10, 20])));
  feed({ 1: 20 });
  await clock.advanceAsync(119_000);
  expect(announced()).toHaveLength(4);
  await clock.advanceAsync(2_000);
  expect(announced().at(-1)).toBe('pump1005');
  expect(announced()).toHaveLength(5);
  expect(repository.orders.size).toBe(5);
});
