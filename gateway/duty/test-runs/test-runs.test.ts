import { expect, test } from 'vitest';
import { ManualClock } from '../../../tests/harness/manual-clock.ts';
import { type RunsBench, runsBench } from '../../../tests/harness/runs-bench.ts';
import { systemDeed } from '../../domain/duty/record-deed.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const at = (text: string): number => Date.parse(`${text}+08:00`);
/** A Wednesday. */
const START = at('2026-11-18T08:00:00');

const engineer = (now: number, by = 'wang') => ({ ...systemDeed(now), by, via: 'screen' as const });
const bench = () => runsBench({ clock: new ManualClock(START) });
const CHECKS = {
  oil: 'normal',
  coolant: 'normal',
  leaks: 'normal',
  noise: 'normal',
  smoke: 'none',
  auto: 'normal',
} as const;

/** Time goes on to then, and one turn is taken. */
async function turnAt(one: RunsBench, then: number): Promise<void> {
  one.clock.advance(then - one.clock.nowMs());
  await one.testRuns.tick();
}

/** The set stands still all the time but for these runs, each with its load. */
function write({ past }: RunsBench, from: number, to: number, runs: readonly (readonly [number, number, number])[]) {
  let stillFrom = from;
  for (const [begin, minutes, load] of runs) {
    const end = begin + minutes * MINUTE;
    past.hold('G1.rpm', stillFrom, begin, 0);
    past.hold('G1.rpm', begin, end, 1500);
    past.hold('G1.load_pct', begin, end, load);
    past.hold('G1.mains_v_a', begin - 5 * MINUTE, end, 230);
    past.hold('G1.fuel_pct', begin, end, 88);
    past.write('G1.load_pct', end, 0);
    stillFrom = end;
  }
  past.hold('G1.rpm', stillFrom, to, 0);
}

test('a run writes itself with length, load and values, and does what was due', async () => {
  const one = bench();
  const tuesday = at('2026-11-24T09:00:00');
  await turnAt(one, START);
  write(one, START, tuesday + 2 * 3_600_000, [[tuesday, 31, 42]]);
  await turnAt(one, tuesday + 10 * MINUTE);
  expect(await one.testRuns.service.runs({ limit: 10 })).toMatchObject([
    { state: 'open', body: { run: { endedAt: null } } },
  ]);
  await one.testRuns.start();
  await one.clock.advanceAsync(30 * MINUTE);
  const [run] = await one.testRuns.service.runs({ limit: 10 });
  expect(run?.body.run).toMatchObject({
    ...{ startedAt: tuesday, endedAt: tuesday + 31 * MINUTE, kind: 'load', loadMeanPct: 42, source: 'telemetry' },
    ...{ counts: ['weekly', 'loaded'], isStartSeen: true, isEndSeen: true, unseenMs: 0 },
    figures: [{ name: 'fuel_pct', start: 88, middle: 88, end: 88 }],
  });
  const duties = await one.testRuns.service.duties({ limit: 10 });
  expect(duties.map(({ state, body }) => [body.duty?.rule, state])).toEqual(
    expect.arrayContaining([
      ['weekly', 'done'],
      ['weekly', 'open'],
      ['loaded', 'done'],
      ['loaded', 'open'],
    ]),
  );
  expect(duties).toHaveLength(4);
  await one.testRuns.stop();
  expect(one.clock.pending).toBe(0);
});

test('fourteen minutes idle do not do for half an hour, and the reason is shown', async () => {
  const one = bench();
  const tuesday = at('2026-11-24T09:00:00');
  write(one, START, tuesday + DAY, [[tuesday, 14, 0]]);
  await turnAt(one, tuesday + 60 * MINUTE);
  const [run] = await one.testRuns.service.runs({ limit: 10 });
  expect(run?.body.run).toMatchObject({
    ...{ kind: 'no-load', counts: [] },
    shortfalls: [
      { rule: 'weekly', reason: 'too-short', found: 14, needed: 30 },
      { rule: 'loaded', reason: 'too-short', found: 14, needed: 30 },
    ],
  });
});

test('a real outage counts as a run', async () => {
  const one = bench();
  const tuesday = at('2026-11-24T09:00:00');
  write(one, START, tuesday + DAY, [[tuesday, 45, 60]]);
  one.past.write('G1.mains_v_a', tuesday + 41 * MINUTE, 0);
  await turnAt(one, tuesday + 60 * MINUTE);
  const [run] = await one.testRuns.service.runs({ limit: 10 });
  expect(run?.body.run).toMatchObject({ kind: 'outage', counts: ['weekly', 'loaded'] });
});

test('what was not run is told the day before and the morning after, is missed when its time is over, and is not invented', async () => {
  const one = bench();
  write(one, START, START + 16 * DAY, []);
  await turnAt(one, START);
  await turnAt(one, at('2026-11-23T08:05:00'));
  await turnAt(one, at('2026-11-23T09:05:00'));
  expect(one.told.map(({ code }) => code)).toEqual(['TEST_RUN_DUE']);
  expect(one.told[0]?.text.zh).toContain('2026-11-24');
  await turnAt(one, at('2026-11-25T08:05:00'));
  expect(one.told.map(({ code }) => code)).toEqual(['TEST_RUN_DUE', 'TEST_RUN_OVERDUE']);
  await turnAt(one, at('2026-12-02T08:05:00'));
  const duties = await one.testRuns.service.duties({ limit: 20 });
  const weekly = duties.filter(({ body }) => body.duty?.rule === 'weekly');
  expect(weekly.map(({ state }) => state)).toEqual(['open', 'missed']);
  expect(await one.testRuns.service.runs({ limit: 10 })).toEqual([]);
  expect(await one.testRuns.service.rate(START, START + 20 * DAY)).toEqual({ due: 1, met: 0, inTime: 0 });
});

test('a gateway that was off finds the runs of that time, once', async () => {
  const one = bench();
  const tuesday = at('2026-11-24T09:00:00');
  await one.testRuns.start();
  await one.testRuns.stop();
  write(one, START, tuesday + 3 * DAY, [[tuesday, 35, 40]]);
  one.clock.advance(tuesday + 2 * DAY - START);
  const after = runsBench({ book: one.book, clock: one.clock, past: one.past });
  await after.testRuns.start();
  await after.testRuns.tick();
  const runs = await after.testRuns.service.runs({ limit: 10 });
  expect(runs).toHaveLength(1);
  const weekly = (await after.testRuns.service.duties({ limit: 10 })).filter(
    ({ body }) => body.duty?.rule === 'weekly',
  );
  expect(weekly.map(({ state, body }) => [state, body.duty?.isLate])).toEqual([
    ['open', false],
    ['done', false],
  ]);
  await after.testRuns.stop();
});

test('while the history cannot be read nothing is missed', async () => {
  const one = bench();
  await turnAt(one, START);
  one.past.fails = true;
  await turnAt(one, START + 30 * DAY);
  const duties = await one.testRuns.service.duties({ limit: 10 });
  expect(duties.map(({ state }) => state)).toEqual(['open', 'open']);
});

test('who ran it signs, another reviews, and what was signed takes addenda only', async () => {
  const one = bench();
  const tuesday = at('2026-11-24T09:00:00');
  write(one, START, tuesday + DAY, [[tuesday, 31, 42]]);
  one.clock.advance(tuesday + 60 * MINUTE - START);
  await one.testRuns.tick();
  const { service } = one.testRuns;
  const [run] = await service.runs({ limit: 1 });
  const now = one.clock.nowMs();
  const signed = await service.sign(
    run!.id,
    { checks: CHECKS, result: 'pass', kind: undefined, note: null },
    engineer(now),
    run!.version,
  );
  expect(signed).toMatchObject({ ok: true, value: { state: 'done', body: { run: { result: 'pass' } } } });
  const again = { checks: CHECKS, result: 'fail', kind: undefined, note: 'smoke' } as const;
  expect(await service.sign(run!.id, again, engineer(now))).toMatchObject({ ok: false, code: 'RECORD_STEP_REFUSED' });
  expect(await service.review(run!.id, null, engineer(now))).toMatchObject({ ok: false });
  expect(await service.review(run!.id, null, engineer(now, 'chen'))).toMatchObject({ ok: true });
  const added = await service.add(run!.id, 'the filter was changed afterwards', engineer(now));
  expect(added.ok && added.value.body.run?.addenda).toMatchObject([{ by: 'wang' }]);
  expect((await service.events(run!.id)).map(({ type }) => type)).toEqual([
    ...['started', 'ended', 'signed', 'reviewed', 'addendum'],
  ]);
});

test('a run that failed opens a work order', async () => {
  const one = bench();
  const tuesday = at('2026-11-24T09:00:00');
  write(one, START, tuesday + DAY, [[tuesday, 31, 42]]);
  one.clock.advance(tuesday + 60 * MINUTE - START);
  await one.testRuns.tick();
  const [run] = await one.testRuns.service.runs({ limit: 1 });
  const failed = {
    checks: { ...CHECKS, leaks: 'abnormal' },
    result: 'fail',
    kind: undefined,
    note: 'oil leak',
  } as const;
  const outcome = await one.testRuns.service.sign(run!.id, failed, engineer(one.clock.nowMs()));
  expect(outcome).toMatchObject({ ok: true, value: { body: { run: { order: 1 } } } });
  expect(one.ordered).toMatchObject([{ equipment: 'G1', key: `test-run:${run!.id}`, source: { kind: 'test-run' } }]);
});

test('a run that nobody measured is entered by hand and marked so; not twice, not in the future', async () => {
  const one = bench();
  const now = START;
  const said = {
    ...{ equipment: 'G1', startedAt: now - 2 * 3_600_000, endedAt: now - 3_600_000, kind: 'load' as const },
    ...{ loadMeanPct: null, note: 'gateway was being exchanged' },
  };
  const { service } = one.testRuns;
  const entered = await service.enter(said, engineer(now));
  expect(entered).toMatchObject({ ok: true, value: { body: { run: { source: 'hand', counts: ['weekly'] } } } });
  expect(await service.enter({ ...said, endedAt: now - 1_800_000 }, engineer(now))).toMatchObject({ ok: false });
  expect(await service.enter({ ...said, endedAt: now + 1 }, engineer(now))).toMatchObject({ ok: false });
  expect(await service.enter({ ...said, equipment: 'G9' }, engineer(now))).toMatchObject({
    ...{ ok: false, code: 'EQUIPMENT_NOT_FOUND' },
  });
});

test('readiness is told item by item; a bad value is unknown, never ready', async () => {
  const one = bench();
  one.show('G1.rpm', 0);
  one.show('G1.fuel_pct', 65);
  const [low] = await one.testRuns.service.standing();
  expect(low?.isRunning).toBe(false);
  expect(low?.readiness.map(({ subject, state }) => [subject, state])).toEqual([
    ['fuel', 'not-ready'],
    ['oil', 'look'],
  ]);
  one.show('G1.fuel_pct', Number.NaN);
  one.show('G1.rpm', Number.NaN);
  const [bad] = await one.testRuns.service.standing();
  expect(bad?.readiness[0]?.state).toBe('unknown');
  expect(bad?.isRunning).toBeNull();
});
