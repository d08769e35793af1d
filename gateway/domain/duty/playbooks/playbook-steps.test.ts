import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BENCH_PLAYBOOK } from '../../../../tests/harness/runs-bench.ts';
import type { Outcome } from '../../errors.ts';
import type { DutyRecord, RecordStep } from '../record.ts';
import { openedRecord, steppedRecord } from '../record-change.ts';
import { systemDeed } from '../record-deed.ts';
import { isClosed, type PlaybookRun } from './playbook.ts';
import {
  cancelRun,
  confirmStep,
  endRun,
  joinAlarm,
  lateSteps,
  playbookDraft,
  reportRun,
  seeStep,
  signRun,
  skipStep,
  toldLate,
} from './playbook-steps.ts';

const ALARM = {
  ...{ id: 'INC1.supply-lost~1', conditionId: 'INC1.supply-lost', equipment: 'INC1', at: 1000 },
  title: { en: 'Supply lost', zh: '失电' },
};
const person = (at: number, by = 'wang', deviceAt: number | null = null) => {
  return { ...systemDeed(at), by, via: 'phone' as const, deviceAt };
};

type Run = DutyRecord<PlaybookRun>;

function begun(isDrill = false): Run {
  const beginning = {
    ...{ key: 'k', startedAt: 1000, isDrill, place: null, alarms: isDrill ? [] : [ALARM], equipment: ['INC1'] },
  };
  return { ...openedRecord('playbook', playbookDraft(BENCH_PLAYBOOK, beginning, systemDeed(2000))), id: 1 };
}

const after = (record: Run, outcome: Outcome<RecordStep<PlaybookRun>>): Run => {
  if (!outcome.ok) throw new Error(outcome.detail ?? outcome.code);
  return steppedRecord(record, outcome.value);
};
const stateOf = ({ body }: Run, id: string) => body.steps.find((step) => step.id === id)!.state;
const words = { note: 'outside', value: null, photos: [] };

test('the alarm is the proof of the first step; what waits for it has its turn', () => {
  const record = begun();
  expect(record.body.steps.map(({ id, state }) => [id, state])).toEqual([
    ['lost', 'seen'],
    ['generator', 'open'],
    ['there', 'open'],
    ['manual', 'waiting'],
    ['back', 'waiting'],
  ]);
  expect(record.body.steps[0]?.closedAt).toBe(1000);
});

test('a step is done in its turn, with its evidence, once', () => {
  const record = begun();
  expect(confirmStep(record, 'manual', words, person(3000))).toMatchObject({ ok: false });
  expect(confirmStep(record, 'there', { ...words, note: null }, person(3000))).toMatchObject({
    ...{ ok: false, detail: 'it needs a note' },
  });
  const done = after(record, confirmStep(record, 'there', words, person(3000)));
  expect(stateOf(done, 'there')).toBe('confirmed');
  expect(stateOf(done, 'manual')).toBe('open');
  expect(confirmStep(done, 'there', words, person(4000))).toMatchObject({ ok: false });
  expect(seeStep(done, 'back', 4000, 4000)).toMatchObject({ ok: false });
});

test('a phone that was out of reach says when, but not before the event and not in the future', () => {
  const record = begun();
  const at = (deviceAt: number) =>
    after(record, confirmStep(record, 'there', words, person(9000, 'wang', deviceAt))).body.steps[2]?.closedAt;
  expect(at(5000)).toBe(5000);
  expect(at(10)).toBe(1000);
  expect(at(99_000)).toBe(9000);
});

test('it ends when nothing that must be done is left; what may be left is', () => {
  let record = begun();
  expect(endRun(record, person(3000))).toMatchObject({ ok: false, detail: 'not done: generator, there, back' });
  record = after(record, seeStep(record, 'generator', 3000, 3000));
  record = after(record, confirmStep(record, 'there', words, person(4000)));
  record = after(record, skipStep(record, 'back', 'mains came back at once', person(5000)));
  const ended = after(record, endRun(record, person(6000)));
  expect(ended).toMatchObject({ state: 'done', body: { endedAt: 6000, endedBy: 'wang' } });
  expect(confirmStep(ended, 'manual', words, person(7000))).toMatchObject({ ok: false });
});

test('late steps are told to one post after the other, each once', () => {
  let record = begun();
  const late = (now: number) => lateSteps(record.body, 300_000, now).map(({ step, nth }) => [step.id, nth]);
  expect(late(60_999)).toEqual([]);
  expect(late(61_000)).toEqual([['generator', 0]]);
  record = after(record, toldLate(record, 'generator', 61_000));
  expect(late(200_000)).toEqual([]);
  expect(late(361_000)).toEqual([
    ['generator', 1],
    ['there', 0],
  ]);
  record = after(record, toldLate(record, 'generator', 361_000));
  expect(late(9_999_000)).toEqual([['there', 0]]);
});

test('the same alarm joins once; a cancelled run takes nothing more', () => {
  let record = begun();
  expect(joinAlarm(record, ALARM, 3000)).toMatchObject({ ok: false });
  record = after(record, joinAlarm(record, { ...ALARM, id: 'INC2.supply-lost~1', equipment: 'INC2' }, 3000));
  expect(record.body.equipment).toEqual(['INC1', 'INC2']);
  record = after(record, cancelRun(record, 'test of the meter', person(4000)));
  expect(joinAlarm(record, { ...ALARM, id: 'x~1' }, 5000)).toMatchObject({ ok: false });
});

test('a signed report is not changed', () => {
  const report = {
    ...{
      cause: 'cable',
      impact: 'floors 1-5',
      losses: '',
      measures: 'generator',
      correction: 'joint',
      responsible: 'li',
    },
    correctBy: '2026-12-01',
  };
  let record = begun();
  expect(signRun(record, person(3000))).toMatchObject({ ok: false });
  record = after(record, cancelRun(record, 'a drill of the grid company', person(4000)));
  record = after(record, reportRun(record, report, person(5000)));
  record = after(record, signRun(record, person(6000)));
  expect(signRun(record, person(7000))).toMatchObject({ ok: false });
  expect(reportRun(record, { ...report, cause: 'other' }, person(8000))).toMatchObject({ ok: false });
  expect(record.body.report?.cause).toBe('cable');
});

const ids = BENCH_PLAYBOOK.steps.map(({ id }) => id);
const deed = fc.record({
  what: fc.constantFrom('see', 'confirm', 'skip', 'late', 'end', 'cancel'),
  step: fc.constantFrom(...ids),
  wait: fc.integer({ min: 0, max: 600_000 }),
});

test('whatever is done, a closed step stays as it is, order is kept, and nothing happens after the end', () => {
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 40 }), fc.boolean(), (deeds, isDrill) => {
      let record = begun(isDrill);
      let now = 2000;
      for (const { what, step, wait } of deeds) {
        now += wait;
        const before = record;
        const outcome = {
          see: () => seeStep(record, step, now, now),
          confirm: () => confirmStep(record, step, words, person(now)),
          skip: () => skipStep(record, step, 'because', person(now)),
          late: () => toldLate(record, step, now),
          end: () => endRun(record, person(now)),
          cancel: () => cancelRun(record, 'because', person(now)),
        }[what]();
        if (outcome.ok) record = steppedRecord(record, outcome.value);
        if (before.state !== 'open') expect(outcome.ok).toBe(false);
        for (const [i, old] of before.body.steps.entries()) {
          if (isClosed(old)) expect(record.body.steps[i]).toEqual(old);
        }
        const closed = new Set(record.body.steps.filter(isClosed).map(({ id }) => id));
        for (const one of record.body.steps) {
          if (one.state === 'open') expect(one.after.every((id) => closed.has(id))).toBe(true);
          if (isClosed(one)) expect(one.closedAt).toBeGreaterThanOrEqual(record.body.startedAt);
        }
      }
    }),
  );
});
