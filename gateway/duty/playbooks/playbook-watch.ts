import type { Alarm } from '../../domain/alarm.ts';
import type { PlaybookRun } from '../../domain/duty/playbooks/playbook.ts';
import type { Playbook, PlaybookPlan } from '../../domain/duty/playbooks/playbook-plan.ts';
import { joinedAlarm, playbooksFor } from '../../domain/duty/playbooks/playbook-start.ts';
import {
  endRun,
  isComplete,
  joinAlarm,
  lateSteps,
  playbookDraft,
  seeStep,
  toldLate,
} from '../../domain/duty/playbooks/playbook-steps.ts';
import type { DutyRecord } from '../../domain/duty/record.ts';
import { systemDeed } from '../../domain/duty/record-deed.ts';
import type { EquipmentClass } from '../../domain/equipment.ts';
import type { Point } from '../../domain/point.ts';
import type { DutyNotices } from '../../ports/duty-notices.ts';
import type { HistoryReader } from '../../ports/historian.ts';
import type { Records } from '../../ports/record-book.ts';
import { changesBetween, firstSeen } from './past-steps.ts';
import { lateNotice, startedNotice } from './playbook-texts.ts';
import type { ReadNow, StepWatch } from './step-watch.ts';

/** More than this many at a time nobody works through; the oldest come first. */
export const MOST_RUNNING = 50;
/** Ended runs among which the alarm that began one is looked for. */
const MOST_ENDED = 200;

export interface PlaybookWatchParts {
  readonly plan: PlaybookPlan;
  readonly records: Records<PlaybookRun>;
  readonly steps: StepWatch;
  readonly points: readonly Point[];
  readonly reader: Pick<HistoryReader, 'samples' | 'newest'>;
  readonly read: ReadNow;
  readonly notices: DutyNotices;
  readonly classOf: (equipment: string) => EquipmentClass | undefined;
}

/** Runs that are not over. */
export const running = (records: Records<PlaybookRun>): Promise<readonly DutyRecord<PlaybookRun>[]> =>
  records.list({ states: ['open'], limit: MOST_RUNNING });

/** Begins the playbooks of an alarm, or adds the alarm to those that run. The same alarm again changes nothing. */
export async function takeAlarm(parts: PlaybookWatchParts, alarm: Alarm, now: number): Promise<void> {
  const { plan, records, classOf } = parts;
  for (const playbook of playbooksFor(alarm, classOf(alarm.equipment), plan.playbooks)) {
    const own = (await running(records)).filter(({ body }) => isSameEvent(body, playbook, alarm));
    const joined = own[0];
    if (!joined) await begin(parts, playbook, alarm, now);
    else if (!hasAlarm(joined, alarm.id)) {
      await records.change(joined.id, (one) => joinAlarm(one, joinedAlarm(alarm), now));
    }
  }
}

const hasAlarm = ({ body }: DutyRecord<PlaybookRun>, id: string): boolean => body.alarms.some((one) => one.id === id);

/** A drill is not the event, however much it looks like it. */
function isSameEvent({ playbook, isDrill, equipment }: PlaybookRun, { id, scope }: Playbook, alarm: Alarm): boolean {
  if (playbook !== id || isDrill) return false;
  return scope === 'site' || equipment.includes(alarm.equipment);
}

async function begin(parts: PlaybookWatchParts, playbook: Playbook, alarm: Alarm, now: number): Promise<void> {
  const { records, notices } = parts;
  const before = await records.list({ subject: playbook.id, limit: MOST_ENDED });
  // It belonged to a run that was ended while the alarm went on.
  if (before.some((record) => hasAlarm(record, alarm.id))) return;
  const beginning = {
    ...{ key: alarm.id, startedAt: alarm.onsetAt, isDrill: false, place: null },
    ...{ alarms: [joinedAlarm(alarm)], equipment: [alarm.equipment] },
  };
  const { record, isNew } = await records.open(playbookDraft(playbook, beginning, systemDeed(now)));
  if (isNew) notices.tell(startedNotice(record, now));
}

/** Brings a run up to what the past shows since its last event: the gateway was off, or it began before it was noticed. */
export async function catchUp(parts: PlaybookWatchParts, record: DutyRecord<PlaybookRun>, now: number): Promise<void> {
  const { steps, points, reader, records } = parts;
  const inputs = steps.inputs(record.body.playbook).flatMap((index) => points[index] ?? []);
  if (inputs.length === 0) return;
  let present = record;
  const changes = await changesBetween(reader, inputs, record.body.startedAt, now);
  for (let turn = 0; turn < record.body.steps.length; turn++) {
    const found = firstSeen(steps, present.body, changes);
    if (!found) return;
    const outcome = await records.change(present.id, (one) => seeStep(one, found.id, found.at, now));
    if (!outcome.ok) return;
    present = outcome.value;
  }
}

/** One look at a run: steps that telemetry shows, steps that are late, its end. */
export async function lookAt(parts: PlaybookWatchParts, record: DutyRecord<PlaybookRun>, now: number): Promise<void> {
  const { records, steps, read } = parts;
  let present = record;
  for (const { id, at } of steps.seen(record.body, read)) {
    const outcome = await records.change(record.id, (one) => seeStep(one, id, Math.min(at, now), now));
    if (outcome.ok) present = outcome.value;
  }
  if (isComplete(present.body)) {
    await records.change(record.id, (one) => endRun(one, systemDeed(now)));
    return;
  }
  await tellLate(parts, present, now);
}

async function tellLate(parts: PlaybookWatchParts, record: DutyRecord<PlaybookRun>, now: number): Promise<void> {
  const { plan, notices, records } = parts;
  for (const { step, nth } of lateSteps(record.body, plan.nextPostMs, now)) {
    const post = step.lateTo[nth];
    const to = (post && plan.posts.get(post)) ?? [];
    // A drill disturbs nobody outside the room; that the step was late is written down all the same.
    if (!record.body.isDrill) notices.tell(lateNotice(record, step, { nth, to, at: now }));
    await records.change(record.id, (one) => toldLate(one, step.id, now));
  }
}
