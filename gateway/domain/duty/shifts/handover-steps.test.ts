import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exampleReport, exampleShift } from '../../../../tests/harness/fake-shifts.ts';
import type { Outcome } from '../../errors.ts';
import type { Deed } from '../deed.ts';
import type { RecordStep } from '../record.ts';
import { steppedRecord } from '../record-change.ts';
import {
  endSwitching,
  handoverBlocks,
  openHandover,
  signIn,
  signOut,
  type TakeOverRules,
  takeOver,
  writeHandover,
} from './handover-steps.ts';
import { SHIFT, type Shift } from './shift.ts';
import { addAddendum, arrive, comeBack, leave, type ShiftRecord } from './shift-steps.ts';

const MINUTE = 60_000;
const shift = exampleShift();
const END = shift.body.endsAt;
const ANN = { person: 'ann', name: 'ANN' };
const BOB = { person: 'bob', name: 'BOB' };
const deed = (actor: string, at = END - MINUTE): Deed => ({ actor, at, via: 'screen', deviceAt: null });

const OK = { result: 'ok', remark: null } as const;
const CHECKED = { checks: { keys: OK, tools: OK, clean: OK } };
const RULES: TakeOverRules = {
  ...{ blocks: [], mayOverride: false, isExpected: true, lateAt: END + 15 * MINUTE, mayRelieveSelf: false },
};
const WALKED = { walked: true, found: '', overrideReason: null };
const REPORT = { report: exampleReport(), mayStandIn: false };

function stepOf(record: ShiftRecord, outcome: Outcome<RecordStep<Shift>>): ShiftRecord {
  if (!outcome.ok) throw new Error(`${outcome.code} ${outcome.detail}`);
  return steppedRecord(record, outcome.value);
}
const checked = () => stepOf(shift, writeHandover(shift, CHECKED, deed('ann')));
const signedOut = () => {
  const ready = checked();
  return stepOf(ready, signOut(ready, ANN, REPORT, deed('ann')));
};

describe('a handover', () => {
  test('is signed by both, and the shift is over', () => {
    const over = stepOf(signedOut(), signIn(signedOut(), BOB, WALKED, RULES, deed('bob', END)));
    expect(over).toMatchObject({ state: 'done', closedAt: END, dueAt: null });
    expect(over.body.handover).toMatchObject({
      ...{ outgoing: { by: 'ann', name: 'ANN', isStandIn: false }, incoming: { by: 'bob', isStandIn: false } },
      ...{ isLate: false, override: null },
    });
  });

  test('that comes after the limit is late, and is taken all the same', () => {
    const over = stepOf(signedOut(), signIn(signedOut(), BOB, WALKED, RULES, deed('bob', END + 16 * MINUTE)));
    expect(over.body.handover?.isLate).toBe(true);
  });

  test('waits until everything that is counted by hand has been counted', () => {
    expect(signOut(shift, ANN, REPORT, deed('ann'))).toMatchObject({
      detail: 'still to be looked at: keys, tools, clean',
    });
    const bad = stepOf(
      shift,
      writeHandover(shift, { checks: { ...CHECKED.checks, keys: { result: 'bad', remark: null } } }, deed('ann')),
    );
    expect(signOut(bad, ANN, REPORT, deed('ann'))).toMatchObject({ detail: 'still to be looked at: keys' });
    const said = stepOf(
      shift,
      writeHandover(
        shift,
        { checks: { ...CHECKED.checks, keys: { result: 'bad', remark: 'one is lost' } } },
        deed('ann'),
      ),
    );
    expect(signOut(said, ANN, REPORT, deed('ann')).ok).toBe(true);
  });

  test('is signed by one of the shift, or by an engineer for it', () => {
    const ready = checked();
    expect(signOut(ready, BOB, REPORT, deed('bob'))).toMatchObject({ ok: false, code: 'AUTH_FORBIDDEN' });
    const stood = stepOf(ready, signOut(ready, BOB, { ...REPORT, mayStandIn: true }, deed('bob')));
    expect(stood.body.handover?.outgoing).toMatchObject({ by: 'bob', isStandIn: true });
    const came = stepOf(ready, arrive(ready, BOB, deed('bob')));
    expect(signOut(came, BOB, REPORT, deed('bob')).ok).toBe(true);
  });

  test('nobody relieves himself, and nobody signs twice', () => {
    const out = signedOut();
    expect(signIn(out, ANN, WALKED, RULES, deed('ann'))).toMatchObject({ code: 'AUTH_SECOND_PERSON' });
    expect(signIn(out, ANN, WALKED, { ...RULES, mayRelieveSelf: true }, deed('ann')).ok).toBe(true);
    expect(signOut(out, ANN, REPORT, deed('ann')).ok).toBe(false);
    expect(signIn(shift, BOB, WALKED, RULES, deed('bob'))).toMatchObject({ detail: 'the outgoing shift signs first' });
  });

  test('the relief looks at the equipment, or says why not', () => {
    const out = signedOut();
    expect(signIn(out, BOB, { ...WALKED, walked: false }, RULES, deed('bob')).ok).toBe(false);
    expect(signIn(out, BOB, { ...WALKED, walked: false, found: 'flood in B2' }, RULES, deed('bob')).ok).toBe(true);
  });

  test('what was written before is kept when it is written over, and nothing is written after the signature', () => {
    const first = stepOf(shift, writeHandover(shift, { note: 'lamp out' }, deed('ann')));
    const second = stepOf(first, writeHandover(first, { note: 'lamp mended' }, deed('cat')));
    expect(second.body.handover?.hand.note).toBe('lamp mended');
    expect(second.body.handover?.former).toEqual([{ field: 'note', was: 'lamp out', by: 'cat', at: END - MINUTE }]);
    expect(writeHandover(signedOut(), { note: 'x' }, deed('ann')).ok).toBe(false);
    expect(addAddendum(signedOut(), 'x', deed('ann')).ok).toBe(false);
  });
});

describe('against a handover', () => {
  const facts = { runningPlaybooks: 0, unacknowledgedP1: 0, incoming: 1 };

  test.each([
    { change: {}, blocks: [] },
    { change: { runningPlaybooks: 1 }, blocks: ['playbook'] },
    { change: { unacknowledgedP1: 2 }, blocks: ['p1'] },
    { change: { incoming: 0 }, blocks: ['people'] },
    { change: { runningPlaybooks: 1, unacknowledgedP1: 1, incoming: 0 }, blocks: ['playbook', 'p1', 'people'] },
  ])('stands $blocks', ({ change, blocks }) => {
    expect(handoverBlocks(shift.body, { ...facts, ...change })).toEqual(blocks);
  });

  test('switching that goes on, until it has ended', () => {
    const busy = stepOf(shift, writeHandover(shift, { ...CHECKED, switching: '1# incomer' }, deed('ann')));
    expect(handoverBlocks(busy.body, facts)).toEqual(['switching']);
    const out = stepOf(busy, signOut(busy, ANN, REPORT, deed('ann')));
    const over = stepOf(out, endSwitching(out, deed('ann')));
    expect(handoverBlocks(over.body, facts)).toEqual([]);
    expect(over.body.handover?.former).toMatchObject([{ field: 'switching', was: '1# incomer' }]);
    expect(endSwitching(over, deed('ann')).ok).toBe(false);
  });

  test('an engineer may take it over all the same, with a reason that stands in both shifts', () => {
    const out = signedOut();
    const blocked: TakeOverRules = { ...RULES, blocks: ['p1'] };
    const words = { ...WALKED, overrideReason: 'sensor is broken' };
    expect(signIn(out, BOB, WALKED, blocked, deed('bob'))).toMatchObject({ ok: false, detail: 'not now: p1' });
    expect(signIn(out, BOB, words, blocked, deed('bob'))).toMatchObject({ ok: false, code: 'AUTH_FORBIDDEN' });
    const over = stepOf(out, signIn(out, BOB, words, { ...blocked, mayOverride: true }, deed('bob')));
    const said = { by: 'bob', at: END - MINUTE, reason: 'sensor is broken', blocks: ['p1'] };
    expect(over.body.handover?.override).toEqual(said);
    const next = exampleShift({ people: [], handover: null });
    const taken = stepOf(next, takeOver(next, over.body, deed('bob')));
    expect(taken.body).toMatchObject({ override: said, takenOver: { by: 'ann' } });
    expect(taken.body.presence).toMatchObject([{ person: 'bob', state: 'here', isStandIn: true }]);
    expect(takeOver(taken, over.body, deed('bob')).ok).toBe(false);
  });

  test('a reason without anything against it is no override', () => {
    const over = stepOf(
      signedOut(),
      signIn(signedOut(), BOB, { ...WALKED, overrideReason: 'why not' }, RULES, deed('bob')),
    );
    expect(over.body.handover?.override).toBeNull();
  });
});

describe('the room', () => {
  test('is left with a colleague knowing, where there is one', () => {
    const ann = stepOf(shift, arrive(shift, ANN, deed('ann')));
    const both = stepOf(ann, arrive(ann, BOB, deed('bob')));
    const away = { place: 'roof', agreedBy: null, backAt: null };
    expect(leave(both, ANN, away, deed('ann'))).toMatchObject({ detail: 'tell a colleague who stays: BOB' });
    const gone = stepOf(both, leave(both, ANN, { ...away, agreedBy: 'bob' }, deed('ann')));
    expect(gone.body.presence).toMatchObject([{ person: 'bob' }, { person: 'ann', state: 'away', agreedBy: 'bob' }]);
    expect(leave(gone, BOB, { ...away, agreedBy: 'ann' }, deed('bob')).ok).toBe(false);
    expect(leave(gone, BOB, away, deed('bob'))).toMatchObject({ value: { event: { detail: { isRoomEmpty: true } } } });
    const back = stepOf(gone, comeBack(gone, ANN, deed('ann')));
    expect(back.body.presence.every(({ state }) => state === 'here')).toBe(true);
  });

  test('who is not in the plan stands in, and who has not come cannot leave', () => {
    const came = stepOf(shift, arrive(shift, BOB, deed('bob')));
    expect(came.body.presence).toMatchObject([{ person: 'bob', isStandIn: true }]);
    expect(arrive(came, BOB, deed('bob')).ok).toBe(false);
    expect(leave(shift, ANN, { place: 'roof', agreedBy: null, backAt: null }, deed('ann')).ok).toBe(false);
    expect(arrive(shift, ANN, deed('ann', shift.body.startsAt - 3 * 3_600_000)).ok).toBe(false);
  });
});

test('whatever people try in whatever order, both signatures are of two people, the outgoing first, and the end is the end', () => {
  const who = fc.constantFrom(ANN, BOB, { person: 'cat', name: 'CAT' });
  const moves = fc.array(
    fc.record({
      kind: fc.constantFrom('arrive', 'leave', 'back', 'open', 'write', 'check', 'switch', 'end', 'out', 'in', 'add'),
      who,
      isEngineer: fc.boolean(),
      reason: fc.constantFrom(null, 'because'),
      alarms: fc.integer({ min: 0, max: 1 }),
      minutes: fc.integer({ min: 0, max: 40 }),
    }),
    { maxLength: 25 },
  );
  fc.assert(
    fc.property(moves, (all) => {
      let record: ShiftRecord = exampleShift({ handover: null });
      let at = END - 20 * MINUTE;
      for (const move of all) {
        at += move.minutes * MINUTE;
        const said = deed(move.who.person, at);
        const blocks = handoverBlocks(record.body, { runningPlaybooks: 0, unacknowledgedP1: move.alarms, incoming: 1 });
        const rules = { ...RULES, blocks, mayOverride: move.isEngineer };
        const words = { ...WALKED, overrideReason: move.reason };
        const step = {
          arrive: () => arrive(record, move.who, said),
          leave: () => leave(record, move.who, { place: 'roof', agreedBy: null, backAt: null }, said),
          back: () => comeBack(record, move.who, said),
          open: () => openHandover(record, exampleReport(), said),
          write: () => writeHandover(record, { note: move.who.name }, said),
          check: () => writeHandover(record, CHECKED, said),
          switch: () => writeHandover(record, { switching: 'feeder 7' }, said),
          end: () => endSwitching(record, said),
          out: () => signOut(record, move.who, { report: exampleReport(), mayStandIn: move.isEngineer }, said),
          in: () => signIn(record, move.who, words, rules, said),
          add: () => addAddendum(record, 'more', said),
        }[move.kind]!();
        if (!step.ok) continue;
        const wasOver = record.state !== 'open';
        if (wasOver) expect(step.value.event.type).toBe('addendum');
        record = steppedRecord(record, {
          ...step.value,
          body: SHIFT.body.parse(JSON.parse(JSON.stringify(step.value.body))),
        });
        const { outgoing, incoming, override } = record.body.handover ?? {
          outgoing: null,
          incoming: null,
          override: null,
        };
        if (incoming) expect(outgoing).not.toBeNull();
        if (incoming) expect(outgoing?.at).toBeLessThanOrEqual(incoming.at);
        if (incoming) expect(incoming.by).not.toBe(outgoing?.by);
        if (step.value.event.type === 'signed-in' && blocks.length > 0) expect(override?.blocks).toEqual(blocks);
        expect(record.state === 'done').toBe(incoming !== null);
        expect(new Set(record.body.presence.map(({ person }) => person)).size).toBe(record.body.presence.length);
      }
    }),
    { numRuns: 500 },
  );
});
