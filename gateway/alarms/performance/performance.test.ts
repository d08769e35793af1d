import { describe, expect, test } from 'vitest';
import { acknowledged, announced, begins, DAY, FROM, HOUR, MINUTE, report, row } from './performance.fixtures.ts';
import { PerformanceTally } from './performance-tally.ts';

test('without alarms there is nothing to judge but rates of nothing', () => {
  expect(report([])).toMatchObject({
    ...{ alarms: 0, perDay: { value: 0, verdict: 'good' }, topTenShare: { value: null, verdict: 'none' } },
    ...{ nuisanceShare: { value: null }, acknowledgedInTimeP1: { value: null }, standing: [] },
  });
});

test('only what reached the list of a person is counted, for whatever reason', () => {
  const rows = [
    ...begins('A~1', 0),
    row('B~1', 1, 'activated'),
    row('A~1', 2, 'realarmed', { annunciation: 'timer' }),
    row('A~1', 3, 'level-raised', { annunciation: 'level' }),
    row('B~1', 4, 'realarmed'),
    row('A~1', 5, 'ack-duplicate', { actor: 'kim' }),
  ];
  expect(report(rows)).toMatchObject({ alarms: 3, opcua: { alarmCount: 3, maximumReAlarmCount: 1 } });
});

describe('floods', () => {
  const spaced = (count: number, everyMs: number, from = 0) =>
    Array.from({ length: count }, (_, n) => announced(`A${n}~1`, from + n * everyMs));

  test('begin with the eleventh in ten minutes and end when fewer than five are left in them', () => {
    const { floods, floodShare, longestFloodMs, peakTenMinutes } = report(spaced(11, MINUTE / 2));
    // The eleventh comes after 5 min; the seventh, which came after 3 min, leaves after 13.
    expect([floods, longestFloodMs]).toEqual([1, 8 * MINUTE]);
    expect(floodShare.value).toBeCloseTo((8 * MINUTE) / DAY, 9);
    expect(peakTenMinutes).toMatchObject({ value: 11, verdict: 'review' });
  });

  test('ten are none', () => {
    expect(report(spaced(10, 1))).toMatchObject({
      floods: 0,
      busyShare: { value: 0 },
      peakTenMinutes: { verdict: 'good' },
    });
  });

  test('shares are of fixed stretches, floods of a sliding window', () => {
    const across = [...spaced(6, 1, 9.9 * MINUTE), ...spaced(6, 1, 10.1 * MINUTE)];
    expect(report(across)).toMatchObject({ floods: 1, busyShare: { value: 0 } });
  });

  test('one that lasts to the end and over midnight is parted by days', () => {
    const rows = spaced(80, MINUTE / 2, DAY - 20 * MINUTE);
    expect(report(rows, DAY + 20 * MINUTE).days).toMatchObject([
      { alarms: 40, floodMs: 15 * MINUTE },
      { alarms: 40, floodMs: 20 * MINUTE },
    ]);
  });
});

test('three within a minute chatter', () => {
  const at = (id: string, seconds: number[]) => seconds.map((s) => announced(id, s * 1000));
  const rows = [...at('A~1', [0, 30, 60, 61, 200, 210, 220]), ...at('B~1', [0, 31, 62, 93])];
  const marked = [...rows, row('C~1', 5, 'chatter-started')].sort((a, b) => a.at - b.at);
  expect(report(marked)).toMatchObject({
    chatteringConditions: { value: 2, verdict: 'action' },
    chattering: [
      { conditionId: 'A', count: 2 },
      { conditionId: 'C', count: 1 },
    ],
  });
});

describe('episodes', () => {
  test('over within ten seconds before anybody did anything: fleeting', () => {
    const fleeting = [
      ...begins('A~1', 0),
      row('A~1', 9_999, 'returned'),
      acknowledged('A~1', MINUTE),
      row('A~1', MINUTE, 'closed'),
    ];
    const long = [...begins('B~1', 0), row('B~1', 10_000, 'returned')];
    const seen = [...begins('C~1', 0), acknowledged('C~1', 1), row('C~1', 2, 'returned'), row('C~1', 2, 'closed')];
    const silent = [row('D~1', 0, 'activated'), row('D~1', 1, 'returned'), row('D~1', 1, 'closed')];
    expect(report([...fleeting, ...long, ...seen, ...silent])).toMatchObject({
      fleetingEpisodes: { value: 1 },
      fleeting: [{ conditionId: 'A', alarmId: 'A~1', count: 1 }],
      nuisanceShare: { value: 0.5 },
    });
  });

  test('one that came again is as long as all of it', () => {
    const again = row('A~1', 20_000, 'realarmed', { annunciation: 'recurrence' });
    const rows = [...begins('A~1', 0), row('A~1', 6_000, 'returned'), again, row('A~1', 26_000, 'returned')];
    expect(report(rows)).toMatchObject({ fleetingEpisodes: { value: 0 } });
  });

  test('active for more than a day: standing on each day from then on', () => {
    const rows = [...begins('A~1', 0), ...begins('B~1', HOUR), ...begins('C~1', 2 * DAY)];
    expect(report(rows, 3 * DAY)).toMatchObject({
      standingOnWorstDay: { value: 2, target: 4, verdict: 'good' },
      standing: [{ conditionId: 'A', activeAt: FROM }, { conditionId: 'B' }],
      opcua: { maximumActiveMs: 3 * DAY },
    });
    expect(report([...begins('A~1', 0), row('A~1', DAY, 'returned')], 3 * DAY)).toMatchObject({
      standingOnWorstDay: { value: 0 },
    });
  });

  test('one from before the range stands, and is no fleeting one', () => {
    const before = { alarmId: 'A~1', conditionId: 'A', priority: 'P2', isActedOn: false } as const;
    const earlier = [
      { ...before, activeAt: FROM - 2 * DAY, isAnnunciated: true },
      { ...before, alarmId: 'B~1', conditionId: 'B', activeAt: FROM - 3 * DAY, isAnnunciated: false },
      { ...before, alarmId: 'C~1', conditionId: 'C', activeAt: FROM - MINUTE, isAnnunciated: false },
    ];
    const rows = [
      announced('C~1', 5),
      row('C~1', 10, 'returned'),
      row('C~1', 11, 'closed'),
      row('A~1', HOUR, 'returned'),
    ];
    expect(report(rows, DAY, earlier)).toMatchObject({
      ...{
        standingOnWorstDay: { value: 1 },
        standing: [],
        fleetingEpisodes: { value: 0 },
        nuisanceShare: { value: 1 },
      },
    });
  });
});

test('delays to the acknowledgement: nearest rank, in whole seconds, by the priority that was told', () => {
  const one = (n: number, seconds: number) => [...begins(`A${n}~1`, 0, 'P1'), acknowledged(`A${n}~1`, seconds * 1000)];
  const rows = [...Array.from({ length: 10 }, (_, n) => one(n, (n + 1) * 10)).flat(), ...begins('B~1', 0, 'P1')];
  const twice = [...begins('C~1', 0, 'P2'), acknowledged('C~1', 60_000), acknowledged('C~1', 90_000)];
  const { acknowledgement, acknowledgedInTimeP1 } = report([...rows, ...twice].sort((a, b) => a.at - b.at));
  expect(acknowledgement.slice(0, 2)).toEqual([
    { priority: 'P1', acknowledged: 10, waiting: 1, meanMs: 55_000, p90Ms: 90_000 },
    { priority: 'P2', acknowledged: 1, waiting: 0, meanMs: 60_000, p90Ms: 60_000 },
  ]);
  expect(acknowledgedInTimeP1).toMatchObject({ value: 90_000, target: 120_000, verdict: 'good' });
});

test('shelved for more than a day, out of service for more than thirty: also what began before the range', () => {
  const tally = new PerformanceTally(FROM, FROM + 40 * DAY, []);
  const person = { actor: 'kim', alarmId: null };
  tally.before(row('OLD', -31 * DAY, 'out-of-service', person));
  tally.before(row('OVER', -50 * DAY, 'disabled', person));
  tally.before(row('OVER', -DAY, 'in-service', person));
  const shelf = (id: string, from: number, to: number) => [
    row(id, from, 'shelved', person),
    row(id, to, 'unshelved', person),
  ];
  for (const one of [...shelf('A', 0, DAY + 1), ...shelf('B', 0, DAY), row('OLD', HOUR, 'in-service', person)])
    tally.next(one);
  tally.next(row('C', 39 * DAY - 1, 'shelved', person));
  expect(tally.end()).toMatchObject({
    ...{ shelvedTooLong: { value: 2, verdict: 'review' }, outOfServiceTooLong: { value: 1 } },
    quieted: { shelved: 3, outOfService: 0, disabled: 0 },
  });
});

test('a verdict follows from target and limit', () => {
  const perDay = (count: number) =>
    report(Array.from({ length: count }, (_, n) => announced(`A${n}~1`, n * 4 * MINUTE))).perDay;
  expect(perDay(150)).toEqual({ value: 150, target: 150, limit: 300, verdict: 'good' });
  expect(perDay(151).verdict).toBe('review');
  expect(perDay(301).verdict).toBe('action');
});
