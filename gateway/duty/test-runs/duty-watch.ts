import type { SiteCalendar } from '../../domain/duty/calendar-days.ts';
import type { DutyRecord } from '../../domain/duty/record.ts';
import { firstWindow, nextWindow, overdueAt, soonAt } from '../../domain/duty/test-runs/run-duties.ts';
import { dutySubject, type RunDuty, runSubject, type TestRun } from '../../domain/duty/test-runs/test-run.ts';
import type { TestRunRule, TestRunSet } from '../../domain/duty/test-runs/test-run-plan.ts';
import { dutyDraft, meetDuty, missDuty, toldOfDuty } from '../../domain/duty/test-runs/test-run-steps.ts';
import type { DutyNotices } from '../../ports/duty-notices.ts';
import type { Records } from '../../ports/record-book.ts';
import { dueNotice, overdueNotice } from './run-texts.ts';

const NEWEST = 200;
/** Windows one turn goes through at most: a gateway that was off for years catches up over some turns. */
const MOST_WINDOWS = 200;

export interface DutyWatchParts {
  readonly records: Records<TestRun>;
  readonly days: SiteCalendar;
  readonly notices: DutyNotices;
  /** Name of equipment as people read it. */
  readonly nameOf: (equipment: string) => { readonly en: string; readonly zh: string };
}

/** Judges what a set has to do by one rule, up to `now`: met, missed, the next one opened, people told once. */
export async function watchDuty(parts: DutyWatchParts, set: TestRunSet, rule: TestRunRule, now: number): Promise<void> {
  for (let turn = 0; turn < MOST_WINDOWS; turn++) {
    const record = await presentDuty(parts, set, rule, now);
    const { duty } = record.body;
    if (duty === null) return;
    const run = now < duty.opensAt ? undefined : await runThatMeets(parts.records, set.equipment, rule.id, duty);
    if (run) await parts.records.change(record.id, (one) => meetDuty(one, run.id, run.endedAt, now));
    else if (now >= duty.closesAt) await parts.records.change(record.id, (one) => missDuty(one, now));
    else return tell(parts, set, rule, record, now);
  }
}

/** The duty that is open, made from the one before where there is none. */
async function presentDuty(parts: DutyWatchParts, set: TestRunSet, rule: TestRunRule, now: number) {
  const { records, days } = parts;
  const [last] = await records.list({ subject: dutySubject(set.equipment, rule.id), limit: 1 });
  if (last?.state === 'open') return last;
  const before = last?.body.duty;
  const window = before
    ? nextWindow(rule, days, before, await metAt(records, before, last?.closedAt ?? null))
    : firstWindow(rule, days, now, await lastRunFor(records, set.equipment, rule.id));
  return (await records.open(dutyDraft(set.equipment, rule, window, now))).record;
}

/** When the duty before was done; an excused one counts as done at that moment, a missed one not at all. */
async function metAt(records: Records<TestRun>, { run, excuse }: RunDuty, closedAt: number | null) {
  if (excuse) return closedAt ?? excuse.at;
  if (run === null) return undefined;
  return (await records.get(run))?.body.run?.endedAt ?? undefined;
}

interface MeetingRun {
  readonly id: number;
  readonly endedAt: number;
}

/** The earliest run that counts for the rule and ended in the window. */
async function runThatMeets(
  records: Records<TestRun>,
  equipment: string,
  rule: string,
  { opensAt, closesAt }: RunDuty,
): Promise<MeetingRun | undefined> {
  const runs = await records.list({ subject: runSubject(equipment), to: closesAt, limit: NEWEST });
  const counting = runs.flatMap((record) => endedRun(record, rule) ?? []);
  return counting.filter(({ endedAt }) => endedAt > opensAt && endedAt <= closesAt).at(-1);
}

async function lastRunFor(records: Records<TestRun>, equipment: string, rule: string): Promise<number | undefined> {
  const runs = await records.list({ subject: runSubject(equipment), limit: NEWEST });
  return runs.flatMap((record) => endedRun(record, rule) ?? [])[0]?.endedAt;
}

function endedRun({ id, body }: DutyRecord<TestRun>, rule: string): MeetingRun | undefined {
  const endedAt = body.run?.endedAt;
  return endedAt != null && body.run?.counts.includes(rule) ? { id, endedAt } : undefined;
}

async function tell(
  { records, days, notices, nameOf }: DutyWatchParts,
  { equipment }: TestRunSet,
  rule: TestRunRule,
  { id, body: { duty } }: DutyRecord<TestRun>,
  now: number,
): Promise<void> {
  if (duty === null) return;
  const name = nameOf(equipment);
  const isOverdue = now >= overdueAt(duty);
  if (isOverdue && duty.overdueToldAt === null) {
    notices.tell(overdueNotice(id, name, duty, days, now));
    await records.change(id, (one) => toldOfDuty(one, 'overdue', now));
  }
  const isSoon = now >= soonAt(duty, rule.soonDays, days) && now < duty.dueAt;
  if (isSoon && duty.soonToldAt === null) {
    notices.tell(dueNotice(id, name, duty, days, now));
    await records.change(id, (one) => toldOfDuty(one, 'soon', now));
  }
}
