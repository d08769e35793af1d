import { MAINTENANCE_TASK } from '../../../../gateway/domain/duty/maintenance/maintenance-task.ts';
import { MAINTENANCE_YEAR } from '../../../../gateway/domain/duty/maintenance/maintenance-year.ts';
import { METER_RUN } from '../../../../gateway/domain/duty/meter-runs/meter-run.ts';
import { needsCheck } from '../../../../gateway/domain/duty/meter-runs/meter-steps.ts';
import { placeCode } from '../../../../gateway/domain/duty/rounds/place-code.ts';
import { ROUND, type RoundCheck } from '../../../../gateway/domain/duty/rounds/round.ts';
import type { RoundAnswer } from '../../../../gateway/domain/duty/rounds/round-fill.ts';
import type { SheetRow } from '../../../../gateway/domain/duty/sheets/log-sheet.ts';
import { LOG_SHEET } from '../../../../gateway/domain/duty/sheets/log-sheet.ts';
import type { SheetColumn } from '../../../../gateway/domain/duty/sheets/sheet-form.ts';
import { unfilled } from '../../../../gateway/domain/duty/sheets/sheet-standing.ts';
import { SHIFT } from '../../../../gateway/domain/duty/shifts/shift.ts';
import { TEST_RUN } from '../../../../gateway/domain/duty/test-runs/test-run.ts';
import type { Outcome } from '../../../../gateway/domain/errors.ts';
import type { SheetCaller, SheetRecord } from '../../../../gateway/ports/sheet-service.ts';
import type { ShiftDeed } from '../../../../gateway/ports/shift-service.ts';
import type { DutyWeek } from './duty-week.ts';
import { FORGOTTEN } from './gaps.ts';
import { dateOfDayNumber, dayNumberOf, HOUR, MINUTE, minuteOf, onDutyAt } from './site-days.ts';

/** The shift lead, the engineer of the department, its chief. */
const [LEAD, ENGINEER, CHIEF] = ['zhao', 'qian', 'chen'] as const;
const PHOTO = 'a'.repeat(64);

const FINE = { result: 'ok', remark: null } as const;
/** Keys, tools and the room looked at. */
const ALL_CHECKED: ShiftDeed = { kind: 'write', words: { checks: { keys: FINE, tools: FINE, clean: FINE } } };
const TAKE_OVER: ShiftDeed = { kind: 'sign-in', walked: true, found: '', overrideReason: null };

/** What a deed made of a paper; a refusal fails the test with its words. */
export function must<T>(outcome: Outcome<T>, what: string): T {
  if (!outcome.ok) throw new Error(`${what}: ${outcome.code} ${outcome.detail ?? ''}`);
  return outcome.value;
}

/** Everybody looks at the desk and does what is his to do now. */
export async function doWhatIsDue(week: DutyWeek): Promise<void> {
  acknowledge(week);
  for (const sheet of week.tray.of(LOG_SHEET)) await keepSheet(week, sheet);
  await walkRounds(week);
  await handOver(week);
  await signRuns(week);
  await readMeters(week);
  await maintain(week);
  await approvePlans(week);
}

/** Not waited for: it is answered when it lies on the disk, and until then the clock has to go on. The journal says whether it did. */
function acknowledge({ alarms, clock }: DutyWeek): void {
  const actor = { name: onDutyAt(clock.nowMs()), role: 'operator', via: 'ui' } as const;
  for (const { id, occurrence, acknowledgedAt } of alarms.service.open())
    if (acknowledgedAt === null) void alarms.service.act(id, { kind: 'acknowledge', occurrence, note: null }, actor);
}

const caller = (username: string, role: SheetCaller['role']): SheetCaller => ({
  ...{ username, role, via: 'screen', deviceAt: null },
});

/** Fills and signs the rows whose moment has come; the lead signs the day at seven, two others look at it at nine. */
async function keepSheet(week: DutyWeek, sheet: SheetRecord): Promise<void> {
  const now = week.clock.nowMs();
  let present = sheet;
  for (const row of sheet.body.rows) present = await keepRow(week, present, row, now);
  const { body } = present;
  if (now >= body.endAt + 7 * HOUR && body.signatures.length === 0) {
    for (const { id, per } of body.form.signs)
      if (per === 'day') present = must(await signed(week, present, { day: id }, LEAD), `day of ${present.key}`);
  }
  if (now >= body.endAt + 9 * HOUR && body.reviews.length === 0) {
    for (const [step, who, role] of [
      ['engineer', ENGINEER, 'engineer'],
      ['chief', CHIEF, 'supervisor'],
    ] as const) {
      const mark = { step, remark: null, order: false };
      present = must(
        await week.room.sheets.review(present.id, mark, caller(who, role), present.version),
        `review of ${present.key}`,
      );
    }
  }
}

const signed = (week: DutyWeek, { id, version }: SheetRecord, what: { row: string } | { day: string }, who: string) =>
  week.room.sheets.sign(id, what, caller(who, 'operator'), version);

async function keepRow(week: DutyWeek, sheet: SheetRecord, row: SheetRow, now: number): Promise<SheetRecord> {
  const isDue = row.kind !== 'sheet' && row.capturedAt !== null && row.signature === null && now < row.closesAt;
  if (!isDue) return sheet;
  const who = onDutyAt(now);
  const asked = unfilled(sheet.body.form, row);
  const entries = asked.map((column) => ({
    ...{ column: column.key, value: seenAt(week, sheet, row, column), remark: null, order: false },
  }));
  const fill = { row: row.id, entries };
  const filled =
    entries.length === 0
      ? sheet
      : must(
          await week.room.sheets.fill(sheet.id, fill, caller(who, 'operator'), sheet.version),
          `${sheet.key} ${row.id}`,
        );
  return must(await signed(week, filled, { row: row.id }, who), `${sheet.key} ${row.id}`);
}

/** What somebody sees who looks at it: all is well. */
function seenAt({ loaded }: DutyWeek, { subject }: { readonly subject: string }, row: SheetRow, column: SheetColumn) {
  const { type, normal, compareWith, options, digits } = column;
  switch (type) {
    case 'number': {
      const told = compareWith === null ? null : (row.cells[compareWith]?.auto?.value ?? null);
      return Number((told ?? middleOf(normal)).toFixed(digits));
    }
    case 'check':
      return 'ok';
    case 'choice':
      return (options.find(({ id }) => id === 'normal') ?? options[0]!).id;
    case 'scan':
      return placeCode(loaded.site.id, { kind: 'area', id: subject });
    default:
      return 'seen';
  }
}

const middleOf = (range: readonly (number | null)[] | null | undefined): number =>
  range ? ((range[0] ?? range[1] ?? 1) + (range[1] ?? range[0] ?? 1)) / 2 : 1;

/** Rounds are walked when their time has come, but for the one that is forgotten. */
async function walkRounds({ room, tray, clock, latest, loaded }: DutyWeek): Promise<void> {
  const now = clock.nowMs();
  const indexOf = new Map(loaded.site.points.map(({ tag, index }) => [tag, index]));
  const shown = (tag: string | null): number | null => {
    const index = tag === null ? undefined : indexOf.get(tag);
    const value = index === undefined ? Number.NaN : latest.value[index]!;
    return Number.isFinite(value) ? value : null;
  };
  const who = { username: onDutyAt(now), via: 'phone', offline: null } as const;
  for (const round of tray.of(ROUND)) {
    const isForgotten = round.subject === FORGOTTEN.plan && round.at === FORGOTTEN.at;
    if (round.state !== 'open' || now < round.at || isForgotten) continue;
    for (const { id: stop, code, checks } of round.body.stops) {
      must(await room.rounds.act(round.id, { kind: 'scan', stop, code, isTyped: false }, who), `${round.key} ${stop}`);
      const answers = checks.map((check) => answerTo(check, shown(check.point)));
      must(await room.rounds.act(round.id, { kind: 'fill', stop, answers }, who), `${round.key} ${stop}`);
    }
    must(await room.rounds.act(round.id, { kind: 'sign', note: '' }, who), round.key);
  }
}

/** A number that is on the screen is confirmed; one that is not is read off. */
function answerTo({ id, type, normal, decimals }: RoundCheck, shown: number | null): RoundAnswer {
  const read = type === 'number' && shown === null ? middleOf(normal) : null;
  const seen = shown === null ? null : Number(shown.toFixed(decimals));
  const isOut = type === 'number' && seen !== null && normal !== null && (seen < normal[0]! || seen > normal[1]!);
  const said = isOut ? { note: 'out of its band', photo: PHOTO } : { note: null, photo: null };
  return {
    check: id,
    mark: 'ok',
    value: read,
    text: type === 'text' ? 'seen' : null,
    ...said,
  };
}

/** At the end of a shift both sign; at half past ten in the evening the equipment has been looked at. */
async function handOver({ room, tray, clock }: DutyWeek): Promise<void> {
  const now = clock.nowMs();
  const act = async (id: number, deed: Parameters<typeof room.shifts.act>[1], username: string) =>
    must(
      await room.shifts.act(id, deed, { username, displayName: username, role: 'operator', via: 'screen' }),
      `shift ${id} ${deed.kind}`,
    );
  for (const { id, state, body } of tray.of(SHIFT)) {
    if (state !== 'open') continue;
    const own = body.people[0]!.person;
    if (body.check?.doneAt === null && now >= body.check.dueAt - 30 * MINUTE)
      await act(id, { kind: 'check', note: '' }, own);
    if (!body.handover) continue;
    if (!body.handover.outgoing) {
      await act(id, ALL_CHECKED, own);
      await act(id, { kind: 'sign-out' }, own);
    }
    if (now >= body.endsAt) await act(id, TAKE_OVER, onDutyAt(now));
  }
}

/** Whoever has the duty signs a run of a generator; the chief looks at it. */
async function signRuns({ room, tray, clock }: DutyWeek): Promise<void> {
  const at = clock.nowMs();
  const checks = {
    oil: 'normal',
    coolant: 'normal',
    leaks: 'normal',
    noise: 'normal',
    smoke: 'normal',
    auto: 'normal',
  } as const;
  for (const { id, state, body } of tray.of(TEST_RUN)) {
    if (state !== 'open' || body.run === null || body.run.endedAt === null) continue;
    const by = (name: string) => ({ by: name, via: 'screen', at, deviceAt: null }) as const;
    const said = { checks, note: null, result: 'pass', kind: undefined } as const;
    must(await room.testRuns.sign(id, said, by(onDutyAt(at))), `run ${id}`);
    must(await room.testRuns.review(id, null, by(CHIEF)), `run ${id}`);
  }
}

/** What telemetry does not read, and what is to be looked at, is read by hand, and checked by another. */
async function readMeters({ room, tray, clock }: DutyWeek): Promise<void> {
  for (const { id, state, body } of tray.of(METER_RUN)) {
    if (state !== 'open' || !body.isAutoDone) continue;
    const [reader, second] = [onDutyAt(clock.nowMs()), ENGINEER];
    const act = async (deed: Parameters<typeof room.meterRuns.act>[1], username: string) =>
      must(await room.meterRuns.act(id, deed, { username, via: 'phone', offline: null }), `meter run ${deed.kind}`);
    let run = body;
    for (const { meter, point, isSample, auto } of body.lines) {
      if (point !== null && !isSample) continue;
      const value = auto?.value ?? 1207;
      run = (await act({ kind: 'read', meter, value, photo: PHOTO, note: null }, reader)).body;
    }
    for (const { meter, odd, reason } of run.lines)
      if (odd.length > 0 && reason === null)
        run = (await act({ kind: 'explain', meter, reason: 'new in the register' }, reader)).body;
    for (const line of run.lines)
      if (needsCheck(line) && line.check === null)
        await act({ kind: 'check', meter: line.meter, result: 'ok', note: '' }, second);
    await act({ kind: 'sign', note: '' }, reader);
    await act({ kind: 'approve', note: '' }, CHIEF);
  }
}

const recordCaller = (username: string) =>
  ({ username, via: 'screen', deviceAt: null, expectedVersion: undefined }) as const;

/** At two in the afternoon of its day a turn of maintenance is done by those who sign for it, and accepted by the lead. */
async function maintain({ room, tray, clock }: DutyWeek): Promise<void> {
  const now = clock.nowMs();
  if (minuteOf(now) < 14 * 60) return;
  const today = dateOfDayNumber(dayNumberOf(now));
  for (const { id, key, state, body } of tray.of(MAINTENANCE_TASK)) {
    if (state !== 'open' || body.slot > today) continue;
    const sayings = body.items.map(({ id: item, kind, range }) => ({
      ...{ item, result: 'ok' as const, value: kind === 'measure' ? middleOf(range) : null },
      ...{ note: null, file: null, reason: null },
    }));
    const hands = ['sun', 'ma', 'hu', 'lin'].slice(0, body.people);
    must(await room.upkeep.fill(id, sayings, recordCaller(hands[0]!)), key);
    for (const hand of hands) must(await room.upkeep.sign(id, recordCaller(hand)), key);
    must(await room.upkeep.accept(id, null, recordCaller(LEAD)), key);
  }
}

/** The plan of the coming month is handed in by the lead and approved by the chief. */
async function approvePlans({ room, tray, clock }: DutyWeek): Promise<void> {
  if (minuteOf(clock.nowMs()) < 10 * 60) return;
  for (const { id, key, state } of tray.of(MAINTENANCE_YEAR)) {
    if (state !== 'open') continue;
    must(await room.upkeep.submitYear(id, recordCaller(LEAD)), key);
    must(await room.upkeep.approveYear(id, null, recordCaller(CHIEF)), key);
  }
}
