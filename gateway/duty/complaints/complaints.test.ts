import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ManualClock } from '../../../tests/harness/manual-clock.ts';
import { type RunsBench, runsBench } from '../../../tests/harness/runs-bench.ts';
import type { ComplaintDraft } from '../../domain/duty/complaints/complaint.ts';
import { complaintFigures, isInTime } from '../../domain/duty/complaints/complaint-figures.ts';
import { systemDeed } from '../../domain/duty/record-deed.ts';

const NOW = Date.UTC(2026, 10, 18, 2);
const HOUR = 3_600_000;
const desk = (at: number, by = 'desk') => ({ ...systemDeed(at), by, via: 'screen' as const });

const draft = (change: Partial<ComplaintDraft> = {}): ComplaintDraft => ({
  ...{ room: '12-03', name: '刘女士', phone: '13800000000', channel: 'phone', summary: 'too warm since the morning' },
  ...{ topic: 'cooling', isMajor: false, equipment: null, outage: null, alarmId: null },
  ...change,
});

const bench = () => runsBench({ clock: new ManualClock(NOW) });

async function registered(one: RunsBench, change: Partial<ComplaintDraft> = {}) {
  const outcome = await one.complaints.service.register(draft(change), desk(one.clock.nowMs()));
  if (!outcome.ok) throw new Error(outcome.code);
  return outcome.value;
}

test('from the register to the call-back, answered and called back by different people', async () => {
  const one = bench();
  const { id } = await registered(one);
  const { service } = one.complaints;
  expect(await service.callBack(id, { satisfaction: 'satisfied', words: '' }, desk(NOW))).toMatchObject({ ok: false });
  await service.answer(id, 'valve was shut', 'valve is checked weekly', desk(NOW, 'li'));
  const own = await service.callBack(id, { satisfaction: 'satisfied', words: '' }, desk(NOW, 'li'));
  expect(own).toMatchObject({ ok: false });
  const closed = await service.callBack(id, { satisfaction: 'satisfied', words: 'fine' }, desk(NOW));
  expect(closed).toMatchObject({ ok: true, value: { state: 'done', dueAt: null } });
});

test('somebody who is not satisfied has it opened again', async () => {
  const one = bench();
  const { id } = await registered(one);
  const { service } = one.complaints;
  await service.answer(id, 'valve was shut', null, desk(NOW, 'li'));
  const again = await service.callBack(id, { satisfaction: 'not', words: 'still warm' }, desk(NOW + HOUR));
  expect(again).toMatchObject({
    ...{ ok: true, value: { state: 'open', dueAt: NOW + 25 * HOUR, body: { answered: null, reopened: 1 } } },
  });
});

test('the same people about the same thing are a second complaint', async () => {
  const one = bench();
  const first = await registered(one);
  expect((await registered(one, { room: '12-03 ', phone: '' })).body.secondOf).toBe(first.id);
  expect((await registered(one, { topic: 'lift' })).body.secondOf).toBeNull();
  expect((await registered(one, { room: '1', phone: '' })).body.secondOf).toBeNull();
});

test('a major one is decided by the manager before it is answered', async () => {
  const one = bench();
  const { id } = await registered(one, { isMajor: true });
  const { service } = one.complaints;
  expect(await service.answer(id, 'we are sorry', null, desk(NOW))).toMatchObject({ ok: false });
  expect(await service.decide(id, 'pay the cleaning', desk(NOW, 'chen'))).toMatchObject({ ok: true });
  expect(await service.answer(id, 'we are sorry', null, desk(NOW))).toMatchObject({ ok: true });
});

test('after a day without an answer it is told once', async () => {
  const one = bench();
  await registered(one);
  await one.complaints.start();
  await one.clock.advanceAsync(23 * HOUR);
  expect(one.told).toEqual([]);
  await one.clock.advanceAsync(3 * HOUR);
  expect(one.told.map(({ code, priority }) => [code, priority])).toEqual([['COMPLAINT_LATE', 'P3']]);
  await one.complaints.stop();
  expect(one.clock.pending).toBe(0);
});

test('a repair order takes over what was said, and is linked', async () => {
  const one = bench();
  const { id } = await registered(one, { equipment: 'L1' });
  const outcome = await one.complaints.service.order(id, desk(NOW));
  expect(outcome).toMatchObject({ ok: true, value: { body: { orders: [1] } } });
  expect(one.ordered).toMatchObject([
    { kind: 'request', equipment: 'L1', place: '12-03', source: { kind: 'complaint', record: id } },
  ]);
  expect(await one.complaints.service.order(99, desk(NOW))).toMatchObject({ ok: false, code: 'RECORD_NOT_FOUND' });
});

test('hot spots and rates count what they say', async () => {
  const one = bench();
  for (let n = 0; n < 3; n++) await registered(one, { room: `r${n}`, phone: '' });
  const { id } = await registered(one, { topic: 'lift' });
  await one.complaints.service.answer(id, 'door was blocked', null, desk(NOW + HOUR, 'li'));
  await one.complaints.service.callBack(id, { satisfaction: 'fairly', words: '' }, desk(NOW + 2 * HOUR));
  one.clock.advance(30 * HOUR);
  expect(await one.complaints.service.figures(NOW - 1, NOW + HOUR)).toEqual({
    ...{
      received: 4,
      open: 3,
      valid: 4,
      closed: 1,
      inTime: 1,
      judgedInTime: 4,
      second: 0,
      calledBack: 1,
      satisfied: 1,
    },
    byTopic: [
      { topic: 'cooling', count: 3, isHot: true },
      { topic: 'lift', count: 1, isHot: false },
    ],
  });
});

test('no rate is above one, and in time is judged as soon as it can be and never taken back', () => {
  const plan = { handleMs: 24 * HOUR, callBackMs: 24 * HOUR, secondMs: 0, hotCount: 3, hotMs: HOUR };
  const kept = fc.record({
    at: fc.integer({ min: 0, max: 100 * HOUR }),
    answerAfter: fc.option(fc.integer({ min: 0, max: 80 * HOUR }), { nil: undefined }),
    isValid: fc.constantFrom(null, true, false),
  });
  fc.assert(
    fc.property(fc.array(kept), fc.integer({ min: 100 * HOUR, max: 200 * HOUR }), (all, now) => {
      const records = all.map(({ at, answerAfter, isValid }) => {
        const answeredAt = answerAfter === undefined || at + answerAfter > now ? null : at + answerAfter;
        return {
          ...{ at, state: answeredAt === null ? ('open' as const) : ('done' as const) },
          body: {
            ...{ ...draft(), received: { by: 'a', at }, secondOf: null, isValid, assignee: null, orders: [] },
            ...{ measure: null, result: null, answered: null, firstAnsweredAt: answeredAt, callBacks: [], reopened: 0 },
            ...{ decision: null, lateToldAt: null, notes: [] },
          },
        };
      });
      const found = complaintFigures(records, plan, now);
      expect(found.inTime).toBeLessThanOrEqual(found.judgedInTime);
      expect(found.judgedInTime).toBeLessThanOrEqual(found.valid);
      expect(found.closed).toBeLessThanOrEqual(found.valid);
      for (const record of records) {
        const judged = isInTime(record, plan, now);
        if (judged !== undefined) expect(isInTime(record, plan, now + HOUR)).toBe(judged);
      }
    }),
  );
});
