import { describe, expect, test } from 'vitest';
import type { DutyReport } from '../../../gateway/domain/duty/kpi/kpi.ts';
import { BuildingWeek, FRAME } from './week/building-week.ts';
import { askedOf } from './week/calendar.ts';
import { countWeek } from './week/count.ts';
import { type DutyWeek, openDutyWeek, STEP } from './week/duty-week.ts';
import { type FiledWeek, readFiled } from './week/filed.ts';
import { ASKED, AWAY, FORGOTTEN, LEFT, TEST_RUN, TRIPPED } from './week/gaps.ts';
import { holesOf, inventedIn } from './week/holes.ts';
import { takeRequests, workOffOrders } from './week/orders.ts';
import { doWhatIsDue, must } from './week/people.ts';
import { recordedTags, runTags } from './week/recorded-tags.ts';
import { dateOf, END, HOUR, MINUTE, MONDAY, momentOf, START, textOf, WEEK_END } from './week/site-days.ts';
import { weekSite } from './week/week-site.ts';

const loaded = weekSite();
let filed: FiledWeek;
let asked: ReturnType<typeof askedOf>;
let report: DutyReport;

async function passHour(week: DutyWeek, building: BuildingWeek, end: number): Promise<void> {
  const frames = building.until(end);
  for (const { recorded } of frames) week.historian.append(recorded);
  await week.historian.flush();
  for (let at = week.clock.nowMs() + STEP; at <= end; at += STEP) {
    await week.pass(frames.filter((frame) => frame.at > at - STEP && frame.at <= at));
    await takeRequests(week);
    await doWhatIsDue(week);
    await workOffOrders(week);
    await week.idle();
  }
}

describe('a week of the duty room in the simulated building', () => {
  test('seven days and the morning after go by: nothing is complained of, every chain holds, everything stops in order', async () => {
    const week = await openDutyWeek(loaded);
    const building = new BuildingWeek(loaded.site.points, recordedTags(loaded), runTags(loaded));
    await week.idle();
    for (let now = START; now < END; now += HOUR) await passHour(week, building, Math.min(now + HOUR, END));
    filed = await readFiled(week.store);
    asked = askedOf(loaded, building);
    report = must(await week.room.kpi.report('weekly', dateOf(MONDAY)), 'the report of the week');
    expect(week.complaints).toEqual([]);
    expect(await week.store.alarms.verify()).toEqual([]);
    expect(await week.close()).toEqual([]);
  }, 600_000);

  test('a sheet for every day and room, a row for every slot, start and stop, all of it taken, filled, signed and looked at', () => {
    const found = filed.sheets.map(({ at, state, body }) => ({
      ...{ id: body.sheet, at, date: body.date },
      slots: body.rows.filter(({ kind }) => kind === 'slot').map((row) => row.at),
      starts: body.rows.filter(({ kind }) => kind === 'start').map((row) => row.at),
      stops: body.rows.filter(({ kind }) => kind === 'stop').map((row) => row.at),
      state,
    }));
    const wanted = asked.sheets.map((one) => ({ ...one, state: 'done' }));
    expect(found.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))).toEqual(wanted);
    expect(new Set(wanted.map(({ id }) => id)).size).toBe(loaded.duty.sheets.sheets.length);
    for (const { key, body } of filed.sheets) {
      const rows = body.rows.filter(({ kind }) => kind !== 'sheet');
      expect([key, rows.filter(({ signature }) => signature === null || signature.isLate)]).toEqual([key, []]);
      for (const { at, capturedAt } of rows) expect(capturedAt! - at).toBeLessThanOrEqual(STEP);
      expect([key, body.signatures.map(({ isLate }) => isLate)]).toEqual([key, [false]]);
      expect([key, body.reviews.map(({ step }) => step)]).toEqual([key, ['engineer', 'chief']]);
    }
  });

  test('the sheets have no hole but that of the meter that was away, with its reason, and nobody wrote a number into it', () => {
    const room = loaded.duty.sheets.sheets.find(({ form }) => form.form === 'distribution-room-log')!;
    const own = room.form.blocks.filter(({ per, equipment }) => per === 'slot' && equipment === AWAY.equipment);
    const columns = own.flatMap((block) => block.columns).filter(({ fill }) => fill !== 'hand');
    const slots = room.form.slots.map((minute) => momentOf(2, minute)).filter((at) => at >= AWAY.from && at < AWAY.to);
    expect(slots.map(textOf)).toEqual(['2026-07-01 14:00', '2026-07-01 16:00']);
    expect(columns.length).toBeGreaterThan(9);
    const holes = filed.sheets.flatMap(holesOf);
    expect(holes.map(({ sheet, at, column }) => `${sheet} ${at} ${column}`).sort()).toEqual(
      slots.flatMap((at) => columns.map(({ key }) => `${room.id} ${textOf(at)} ${key}`)).sort(),
    );
    for (const { column, fill, reason } of holes)
      if (fill === 'auto') expect([column, reason]).toEqual([column, 'device-offline']);
    expect(filed.sheets.flatMap(inventedIn)).toEqual([]);
  });

  test('after the gap the energy of the whole of it stands in the next slot, and the day is whole', () => {
    const sheet = filed.sheets.find(
      ({ body }) => body.form.form === 'distribution-room-log' && body.date === dateOf(AWAY.from),
    )!;
    const cell = (at: number, key: string) =>
      sheet.body.rows.find((row) => row.kind === 'slot' && row.at === at)!.cells[key]!.auto!;
    const [before, after] = [momentOf(2, 12 * 60), momentOf(2, 18 * 60)];
    const register = (at: number): number => cell(at, `lv.${AWAY.equipment}.kwh`).value!;
    const spanning = cell(after, `lv.${AWAY.equipment}.kwh_d`);
    expect(spanning.spansSince).toBe(before);
    expect(spanning.value).toBeCloseTo(register(after) - register(before), 3);
    const day = sheet.body.rows.find(({ kind }) => kind === 'sheet')!.cells[`day.${AWAY.equipment}.kwh`]!.auto!;
    expect(day.value).toBeGreaterThan(register(momentOf(2, 22 * 60)) - register(momentOf(2, 0)) - 0.001);
  });

  test('every start by the clock is there, judged by what the building did', () => {
    expect(
      filed.starts.map(({ body }) => ({ id: body.plan, what: body.what, at: body.plannedAt, verdict: body.verdict })),
    ).toEqual(asked.starts);
    expect(asked.starts.length).toBeGreaterThan(0);
  });

  test('every round is there and walked, but for the one nobody walked: it is marked, and nothing stands in it', () => {
    const found = filed.rounds.map(({ at, body }) => ({
      id: body.plan,
      at,
      places: body.stops.map(({ id }) => id).sort(),
    }));
    expect(found.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))).toEqual(asked.rounds);
    const isForgotten = ({ at, body }: FiledWeek['rounds'][number]) =>
      body.plan === FORGOTTEN.plan && at === FORGOTTEN.at;
    for (const round of filed.rounds) {
      const { key, state, body, events } = round;
      const entries = body.stops.flatMap(({ checks }) => checks.map(({ entry }) => entry));
      if (isForgotten(round)) {
        expect([state, body.signed, body.startedAt]).toEqual(['missed', null, null]);
        expect(new Set(body.stops.map((stop) => stop.state))).toEqual(new Set(['missed']));
        expect(entries.every((entry) => entry === null)).toBe(true);
        expect(events.map(({ type, actor }) => [type, actor])).toEqual([
          ['open', 'system'],
          ['missed', 'system'],
        ]);
        continue;
      }
      expect([key, state, body.signed === null]).toEqual([key, 'done', false]);
      expect([key, body.stops.filter((stop) => stop.state !== 'done')]).toEqual([key, []]);
      expect([key, entries.filter((entry) => entry === null || entry.mark === null)]).toEqual([key, []]);
    }
    expect(filed.rounds.filter(isForgotten)).toHaveLength(1);
  });

  test('every shift is there, with who had the duty, and handed over in time; the handover tells of the round that was missed', () => {
    expect(filed.shifts.map(({ at, state, body }) => [body.trade, textOf(at), textOf(body.endsAt), state])).toEqual(
      asked.shifts.map(({ id, at, endsAt }) => [id, textOf(at), textOf(endsAt), 'done']),
    );
    for (const [index, { person, relief, isChecked }] of asked.shifts.entries()) {
      const { body } = filed.shifts[index]!;
      const { handover, check, people } = body;
      expect(people.map((one) => one.person)).toEqual([person]);
      expect([handover?.outgoing?.by, handover?.incoming?.by, handover?.isLate]).toEqual([person, relief, false]);
      expect(check !== null).toBe(isChecked);
      expect(check?.isMissed ?? false).toBe(false);
      expect(check?.doneAt === null).toBe(false);
    }
    const night = filed.shifts.find(({ body }) => body.startsAt <= FORGOTTEN.at && body.endsAt > FORGOTTEN.at)!;
    const told = night.body.handover!.report.rounds.items.filter(({ state }) => state === 'round/missed');
    expect(told.map(({ at }) => at)).toEqual([FORGOTTEN.at]);
    expect(night.body.handover!.report.unknown).toEqual([]);
  });

  test('both generators ran for half an hour on Tuesday, and what the rules ask for is met or not due yet', () => {
    const sets = loaded.duty.testRuns.sets.map(({ equipment }) => equipment);
    const runs = filed.testRuns.filter(({ body }) => body.run !== null);
    expect(runs.map(({ subject }) => subject).sort()).toEqual([...sets].sort());
    for (const { body, state } of runs) {
      const run = body.run!;
      expect(state).toBe('done');
      expect([run.kind, run.counts, run.isStartSeen, run.isEndSeen]).toEqual(['no-load', ['weekly'], true, true]);
      expect(run.startedAt).toBeGreaterThanOrEqual(TEST_RUN.from);
      expect(run.endedAt! - run.startedAt).toBeGreaterThanOrEqual(30 * MINUTE);
      expect(run.endedAt!).toBeLessThanOrEqual(TEST_RUN.to + 10 * MINUTE);
      expect(run.figures.find(({ name }) => name === 'rpm')!.middle).toBeCloseTo(1500, -2);
      expect([run.signed === null, run.reviewed?.by]).toEqual([false, 'chen']);
    }
    const duties = filed.testRuns.flatMap(({ subject, state, body }) =>
      body.duty ? [{ subject, state, ...body.duty }] : [],
    );
    expect(duties.map(({ subject, state, dueAt }) => [subject, state, textOf(dueAt)]).sort()).toEqual(
      // A Tuesday; and a month with load, counted from the day the gateway was there.
      sets.flatMap((id) => [[`${id}:weekly`, 'done', textOf(momentOf(1, 24 * 60))]]).sort(),
    );
  });

  test('the month end is read: every meter has its reading, and two have signed', () => {
    expect(filed.meterRuns.map(({ at, state, body }) => [textOf(at), state, body.period])).toEqual([
      ['2026-06-30 10:00', 'done', '2026-06-30'],
    ]);
    const { lines, signed, approved } = filed.meterRuns[0]!.body;
    const { meters } = loaded.duty.meterRuns;
    expect(lines.map(({ meter }) => meter)).toEqual(meters.map(({ id }) => id));
    for (const { meter, point, reading, how, auto } of lines) {
      expect([meter, reading !== null, point === null ? how : auto?.reason]).toEqual([
        meter,
        true,
        point === null ? 'hand' : null,
      ]);
    }
    expect(signed?.by).not.toBe(approved?.by);
  });

  test('every turn of maintenance that fell due is done by its day and accepted by another; what comes later is open', () => {
    const found = filed.tasks.map(({ body, state }) => [body.plan, body.slot, state]).sort();
    const stateOf = (slot: string): string => (slot < dateOf(WEEK_END) ? 'done' : 'open');
    expect(found).toEqual(asked.tasks.map(({ plan, slot }) => [plan, slot, stateOf(slot)]).sort());
    for (const { key, state, body } of filed.tasks.filter((task) => task.state === 'done')) {
      expect([key, body.doneOn, body.isLate, body.overdueSince]).toEqual([key, body.slot, false, null]);
      const hands = body.signatures.map(({ by }) => by);
      expect([key, state, new Set(hands).size, hands.includes(body.accepted!.by)]).toEqual([
        key,
        'done',
        body.people,
        false,
      ]);
      expect([key, body.answers.length]).toEqual([key, body.items.length]);
    }
    expect(filed.tasks.filter(({ state }) => state === 'done').length).toBeGreaterThan(10);
  });

  test('the lost meter and the tripped chiller rang once each, were answered, had one order each and are over; nothing else rang', () => {
    const rows = filed.journal.filter(({ conditionId }) => conditionId !== null);
    const at = (alarm: string, type: string) => rows.filter((row) => row.conditionId === alarm && row.type === type);
    const device = loaded.site.points.find(({ equipment }) => equipment === AWAY.equipment)!.device;
    const wanted = [
      { alarm: `${device}.comms-lost`, from: AWAY.from, to: AWAY.to },
      { alarm: `${TRIPPED.equipment}.shutdown`, from: TRIPPED.from, to: TRIPPED.to },
    ];
    expect(rows.filter(({ type }) => type === 'annunciated').map(({ conditionId }) => conditionId)).toEqual(
      wanted.map(({ alarm }) => alarm),
    );
    for (const { alarm, from, to } of wanted) {
      const [[rung], [acknowledged], [over]] = [
        at(alarm, 'annunciated'),
        at(alarm, 'acknowledged'),
        at(alarm, 'closed'),
      ];
      expect([alarm, rung!.at >= from && rung!.at < from + 2 * FRAME]).toEqual([alarm, true]);
      expect([alarm, acknowledged!.at - rung!.at <= STEP]).toEqual([alarm, true]);
      // A trip is over when it has stayed away for as long as the site asks.
      expect([alarm, over!.at >= to && over!.at <= to + 4 * FRAME]).toEqual([alarm, true]);
      const orders = filed.orders.filter(({ alarmId }) => alarmId === rung!.alarmId);
      expect(orders.map(({ state }) => state)).toEqual(['closed']);
    }
  });

  test('the chiller that tripped has a row at its stop, the one that took over a row at its start, with values', () => {
    const extra = filed.sheets.flatMap(({ body }) =>
      body.rows.filter(({ kind }) => kind === 'start' || kind === 'stop'),
    );
    expect(extra.map(({ kind }) => kind).sort()).toEqual(['start', 'stop']);
    for (const { at, cells } of extra) {
      expect(at - TRIPPED.from).toBeLessThanOrEqual(FRAME);
      expect(Object.values(cells).some(({ auto }) => auto !== null && auto.value !== null)).toBe(true);
    }
  });

  test('the plan of the coming month is there and approved', () => {
    expect(filed.years.map(({ key, state }) => [key, state])).toEqual([['plan:2026-07', 'done']]);
  });

  test('every order has a reason to be there, one for each, and those that could be done are closed', () => {
    const keyed = filed.orders.filter(({ alarmId, source }) => alarmId === null && source.kind !== 'round');
    const wanted = [...filed.tasks.map(({ key }) => key), ASKED.key, LEFT.key];
    expect(keyed.map(({ key }) => key).sort()).toEqual(wanted.sort());
    const opened = new Set(filed.journal.flatMap(({ alarmId }) => alarmId ?? []));
    const findings = new Set(filed.rounds.flatMap(({ body }) => body.findings.flatMap(({ order }) => order ?? [])));
    for (const { id, alarmId, source } of filed.orders) {
      if (alarmId !== null) expect([id, opened.has(alarmId)]).toEqual([id, true]);
      if (source.kind === 'round') expect([id, findings.has(id)]).toEqual([id, true]);
    }
    const stays = new Set([LEFT.key, ...filed.tasks.filter(({ state }) => state === 'open').map(({ key }) => key)]);
    const left = keyed.filter(({ state }) => state !== 'closed').map(({ key }) => key);
    expect(left.sort()).toEqual([...stays].sort());
    const asking = filed.orders.find(({ key }) => key === ASKED.key)!;
    expect(asking.callBack).toMatchObject({ isSolved: true, by: 'chen' });
  });

  test('the figures of the week are those of a count over every line that was written', () => {
    const counted = countWeek(filed);
    const told = new Map(
      report.parts.flatMap(({ id, lines }) => lines.map(({ label, value }) => [`${id}: ${label.en}`, value])),
    );
    const share = ({ count, of }: { readonly count: number; readonly of: number }) => `${count} / ${of}`;
    expect(Object.fromEntries([...told].filter(([name]) => COUNTED.has(name)))).toEqual({
      'alarms: Alarms': String(counted.alarms),
      'incidents: Runs of generators': String(counted.runs),
      'incidents: Test runs due, made': share(counted.rules),
      'incidents: Emergency plans run': '0',
      'orders: Reported': String(counted.orders.reported),
      'orders: Done': String(counted.orders.done),
      'orders: Open': String(counted.orders.open),
      'orders: Open and late': String(counted.orders.late),
      'records: Log sheets': String(counted.sheets),
      'records: Slots filled': share(counted.slots),
      'records: Rounds': String(counted.rounds),
      'records: Places visited in time': share(counted.places),
      'records: Rounds missed': String(counted.missedRounds),
      'maintenance: With a hard date, done in time': share(counted.statutory),
      'maintenance: Other due, done in time': share(counted.otherTasks),
    });
    expect(report.isWhole).toBe(true);
    // And they are what the calendar and the two gaps say they are.
    const forgotten = loaded.duty.rounds.plans.find(({ id }) => id === FORGOTTEN.plan)!;
    expect(counted.slots.of - counted.slots.count).toBe(2);
    expect(counted.places.of - counted.places.count).toBe(forgotten.stops.length);
    expect([counted.missedRounds, counted.rules.count, counted.orders.late]).toEqual([1, counted.rules.of, 1]);
    console.log(summary(counted));
  });
});

/** Lines of the report that are counts of something written down; the others are means. */
const COUNTED: ReadonlySet<string> = new Set([
  'alarms: Alarms',
  'incidents: Runs of generators',
  'incidents: Test runs due, made',
  'incidents: Emergency plans run',
  'orders: Reported',
  'orders: Done',
  'orders: Open',
  'orders: Open and late',
  'records: Log sheets',
  'records: Slots filled',
  'records: Rounds',
  'records: Places visited in time',
  'records: Rounds missed',
  'maintenance: With a hard date, done in time',
  'maintenance: Other due, done in time',
]);

function summary({ slots, alarms, runs, places }: ReturnType<typeof countWeek>): string {
  const { sheets, rounds, shifts, meterRuns, tasks, orders, starts } = filed;
  const lines = [...sheets, ...rounds, ...shifts, ...meterRuns, ...tasks, ...starts].reduce(
    (sum, { events }) => sum + events.length,
    0,
  );
  const isDone = tasks.filter(({ state }) => state === 'done').length;
  return (
    `a week: ${sheets.length} sheets, ${slots.count} of ${slots.of} slots, ${rounds.length} rounds with ${places.count} of ${places.of} places, ` +
    `${shifts.length} handovers, ${runs} generator runs, ${starts.length} timed starts, ${meterRuns.length} meter run of ${meterRuns[0]!.body.lines.length} meters, ` +
    `${isDone} of ${tasks.length} maintenance tasks, ${orders.length} orders, ${alarms} alarms, ${lines} lines of history`
  );
}
