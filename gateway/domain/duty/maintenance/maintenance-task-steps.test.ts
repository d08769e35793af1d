import { expect, it } from 'vitest';
import { item, level, liftPlan } from '../../../maintenance/plans/plans.fixtures.ts';
import { taskDraft } from '../../../maintenance/plans/task-draft.ts';
import { dayOfText, SiteCalendar } from '../calendar-days.ts';
import type { Deed } from '../deed.ts';
import { openedRecord, steppedRecord } from '../record-change.ts';
import {
  acceptTask,
  addToTask,
  cancelTask,
  fillTask,
  moveTask,
  sendTaskBack,
  signTask,
  type TaskRecord,
} from './maintenance-task-steps.ts';

const AT = Date.UTC(2026, 0, 5);
const by = (actor: string, at = AT): Deed => ({ actor, at, via: 'screen', deviceAt: null });
const saying = (itemId: string, change: object = {}) => {
  return { item: itemId, result: 'ok' as const, value: null, note: null, file: null, reason: null, ...change };
};

function task(count = 1): TaskRecord {
  const items = Array.from({ length: count }, (_, n) => item(`i${n}`));
  const plan = liftPlan({
    levels: [
      level('half-month', { days: 15 }, [...items, item('gap', { kind: 'measure', unit: 'mm', range: [7, null] })]),
    ],
  });
  const slot = dayOfText('2026-01-20');
  const turn = { key: 'k', slot, plannedFor: slot, level: 0, because: 'calendar' as const, threshold: null };
  const draft = taskDraft(plan, turn, new SiteCalendar('UTC'), {
    deed: by('system'),
    ledger: [{ day: slot - 15, hours: null }],
    readings: [],
  });
  return { ...openedRecord('maintenance-task', draft), id: 1 };
}

type Step = ReturnType<typeof signTask>;
function after(record: TaskRecord, step: Step): TaskRecord {
  if (!step.ok) throw new Error(step.detail);
  return steppedRecord(record, step.value);
}
const refusal = (step: Step): string | undefined => (step.ok ? undefined : step.detail);

it('wants the value of what is measured, within what is accepted, or a fault with a note', () => {
  expect(refusal(fillTask(task(), [saying('gap')], by('li')))).toContain('value is missing');
  expect(refusal(fillTask(task(), [saying('gap', { value: 6.5 })], by('li')))).toContain('outside');
  expect(refusal(fillTask(task(), [saying('gap', { result: 'fault', value: 6.5 })], by('li')))).toContain('note');
  expect(fillTask(task(), [saying('gap', { result: 'fault', value: 6.5, note: 'adjusted' })], by('li')).ok).toBe(true);
  expect(refusal(fillTask(task(), [saying('other')], by('li')))).toContain('no item');
});

it('keeps what stood there before a correction, which needs a reason', () => {
  const filled = after(task(), fillTask(task(), [saying('gap', { value: 8 })], by('li')));
  expect(refusal(fillTask(filled, [saying('gap', { value: 9 })], by('li')))).toContain('reason');
  const corrected = after(filled, fillTask(filled, [saying('gap', { value: 9, reason: 'read wrongly' })], by('wang')));
  expect(corrected.body.answers).toMatchObject([
    { value: 9, by: 'wang', replaced: [{ value: 8, by: 'li', reason: 'read wrongly' }] },
  ]);
});

const complete = (record: TaskRecord, at = AT) =>
  after(
    record,
    fillTask(
      record,
      record.body.items.map(({ id, kind }) => saying(id, kind === 'measure' ? { value: 8 } : {})),
      by('li', at),
    ),
  );
const acceptance = { doneOn: '2026-01-19', hours: null, after: [], levels: ['half-month'], before: [], note: null };

it('is accepted by somebody who did not do it, once everybody has signed', () => {
  let record = complete(task());
  expect(refusal(signTask(task(), by('li')))).toContain('not answered');
  record = after(record, signTask(record, by('li')));
  expect(refusal(signTask(record, by('li')))).toContain('already');
  expect(refusal(acceptTask(record, acceptance, by('chen')))).toContain('2 people');
  record = after(record, signTask(record, by('wang')));
  expect(refusal(acceptTask(record, acceptance, by('wang')))).toContain('does not accept');
  expect(refusal(fillTask(record, [saying('gap', { value: 9, reason: 'late thought' })], by('li')))).toContain(
    'signed',
  );
  record = after(record, acceptTask(record, acceptance, by('chen')));
  expect(record).toMatchObject({ state: 'done', body: { isLate: false, doneOn: '2026-01-19' } });
  expect(refusal(cancelTask(record, 'no', by('chen')))).toContain('closed');
  expect(after(record, addToTask(record, 'rope ordered', by('li'))).body.addenda).toHaveLength(1);
});

it('sent back, nobody has signed it', () => {
  const signed = after(complete(task()), signTask(complete(task()), by('li')));
  expect(after(signed, sendTaskBack(signed, 'gap missing', by('chen'))).body.signatures).toEqual([]);
});

it('marks a sheet that was filled faster than anybody looks', () => {
  expect(complete(task(6)).body.isHurried).toBe(true);
  let slow = task(6);
  for (const [n, { id, kind }] of slow.body.items.entries()) {
    slow = after(slow, fillTask(slow, [saying(id, kind === 'measure' ? { value: 8 } : {})], by('li', AT + n * 20_000)));
  }
  expect(slow.body.isHurried).toBe(false);
});

it('what law asks for is moved with a reason and stays due on its day', () => {
  const moved = after(task(), moveTask(task(), '2026-01-25', 'lift occupied', by('chen')));
  expect(moved.body).toMatchObject({
    plannedFor: '2026-01-25',
    until: '2026-01-20',
    moves: [{ reason: 'lift occupied' }],
  });
  expect(refusal(cancelTask(moved, 'no time', by('chen')))).toContain('not cancelled');
});

it('takes what the machines say with the first answer as what they said before the work, and keeps it', () => {
  const unread = { tag: 'L01.floor', unit: '', before: null, after: null };
  const opened = task();
  const record = { ...opened, body: { ...opened.body, readings: [unread, { ...unread, tag: 'L01.mode', before: 2 }] } };
  const heard = (value: number | null) => ['L01.floor', 'L01.mode'].map((tag) => ({ tag, value }));
  const begun = after(record, fillTask(record, [saying('i0')], by('li'), heard(4)));
  expect(begun.body.readings.map(({ before }) => before)).toEqual([4, 4]);
  const went = after(begun, fillTask(begun, [saying('gap', { value: 8 })], by('li'), heard(9)));
  expect(went.body.readings.map(({ before }) => before)).toEqual([4, 4]);
  const blind = after(record, fillTask(record, [saying('i0')], by('li'), heard(null)));
  expect(blind.body.readings.map(({ before }) => before)).toEqual([null, 2]);
});
