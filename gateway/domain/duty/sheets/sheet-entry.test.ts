import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exampleSheet } from '../../../../tests/harness/sheets-bench.ts';
import type { Outcome } from '../../errors.ts';
import type { DutyRecord, RecordStep } from '../record.ts';
import { openedRecord, steppedRecord } from '../record-change.ts';
import { type AutoValue, LOG_SHEET, type LogSheet } from './log-sheet.ts';
import { captureRow, type Derive } from './sheet-capture.ts';
import { correctCell, fillRow, type Hand } from './sheet-entry.ts';
import { openedSheet } from './sheet-open.ts';
import { addAddendum, reviewSheet, type Signer, signDay, signRow } from './sheet-signing.ts';
import { cellOf, markKey, marksOf, sheetFigures } from './sheet-standing.ts';

type Sheet = DutyRecord<LogSheet>;
const MINUTE = 60_000;
const HOUR = 3_600_000;
const SLOTS = [0, 2, 4, 6].map((hour) => hour * HOUR);
const DAY_END = 24 * HOUR;
const nothing: Derive = () => ({});
const li: Hand = { name: 'li', via: 'screen', deviceAt: null };
const technician: Signer = { ...li, role: 'technician' };

function opened(): Sheet {
  const day = { date: '1970-01-01', startMs: 0, endMs: DAY_END };
  const draft = openedSheet(exampleSheet(), { day, slots: SLOTS, reviewDueAt: DAY_END + 10 * HOUR, now: 0 });
  return { ...openedRecord('log-sheet', draft), id: 1 } as Sheet;
}

/** The record after a step that has to be taken. */
function taken(record: Sheet, outcome: Outcome<RecordStep<LogSheet>>): Sheet {
  if (!outcome.ok) throw new Error(outcome.detail);
  const next = steppedRecord(record, outcome.value);
  return { ...next, body: LOG_SHEET.body.parse(JSON.parse(JSON.stringify(next.body))) };
}

const fill = (
  record: Sheet,
  hour: number,
  column: string,
  value: number | string,
  at: number,
  hand = li,
  remark: string | null = null,
) => fillRow(record, { row: `slot-${hour * HOUR}`, entries: [{ column, value, remark }] }, hand, nothing, at);
const told = (value: number): AutoValue => ({
  ...{ value, reason: null, sourceAt: null, uncertain: false, spread: null, spansSince: null, exchange: null },
});

/** The record with telemetry of one slot in it. */
function captured(record: Sheet, hour: number): Sheet {
  const cells = { 'lv.u': told(398), 'lv.kwh': told(1000 + hour) };
  const capture = { row: `slot-${hour * HOUR}`, stopped: false, cells };
  return taken(record, captureRow(record, capture, nothing, hour * HOUR));
}

const why = (outcome: Outcome<unknown>): string | undefined => (outcome.ok ? undefined : outcome.detail);

describe('a slot', () => {
  test('opens before its moment, is late after half an hour and closes after ninety minutes', () => {
    const at = (minutes: number) => fill(opened(), 2, 'lv.p', 4, 2 * HOUR + minutes * MINUTE);
    expect(why(at(-16))).toContain('opens');
    expect(at(-15).ok).toBe(true);
    expect(taken(opened(), at(29)).body.rows[1]!.cells['lv.p']!.hand!.isLate).toBe(false);
    expect(taken(opened(), at(31)).body.rows[1]!.cells['lv.p']!.hand!.isLate).toBe(true);
    expect(why(at(91))).toContain('closed');
  });

  test('takes later what a phone out of reach wrote in time, and marks it', () => {
    const phone: Hand = { name: 'li', via: 'phone', deviceAt: 2 * HOUR + 5 * MINUTE };
    const sheet = taken(opened(), fill(opened(), 2, 'lv.p', 4, 6 * HOUR, phone));
    expect(marksOf(sheet.body).get(markKey(`slot-${2 * HOUR}`, 'lv.p'))).toEqual(['sent-later']);
    expect(why(fill(opened(), 2, 'lv.p', 4, 6 * HOUR, { ...phone, deviceAt: 9 * HOUR }))).toContain('clock');
  });

  test('keeps a hand value beside that of telemetry and asks for a check of the sensor', () => {
    const sheet = captured(opened(), 0);
    const typed = taken(sheet, fill(sheet, 0, 'lv.u', 385, 5 * MINUTE));
    const cell = cellOf(typed.body.rows[0]!, 'lv.u')!;
    expect([cell.auto?.value, cell.hand?.value]).toEqual([398, 385]);
    expect(marksOf(typed.body).get(markKey('slot-0', 'lv.u'))).toEqual(['sensor-check']);
  });

  test('wants a remark on ×', () => {
    expect(why(fill(opened(), 0, 'lv.joints', 'fault', MINUTE))).toContain('remark');
    expect(fill(opened(), 0, 'lv.joints', 'fault', MINUTE, li, 'burnt smell').ok).toBe(true);
    expect(why(fill(opened(), 0, 'lv.joints', 'perhaps', MINUTE))).toContain('no check');
  });

  test('that nobody fills is missed, and so it counts', () => {
    const sheet = captured(captured(opened(), 0), 2);
    const filled = taken(sheet, fill(sheet, 0, 'lv.joints', 'ok', MINUTE));
    expect(sheetFigures(filled.body, 4 * HOUR)).toMatchObject({ slots: 4, complete: 1, missing: 1, toFill: 1 });
  });
});

describe('a correction', () => {
  test('leaves the old value to be seen, with who, when and why', () => {
    const typed = taken(opened(), fill(opened(), 0, 'lv.p', 4, MINUTE));
    const change = { row: 'slot-0', column: 'lv.p', value: 5, reason: 'misread' };
    const right = taken(typed, correctCell(typed, change, { ...li, name: 'wang' }, nothing, HOUR));
    const cell = cellOf(right.body.rows[0]!, 'lv.p')!;
    expect(cell.hand).toMatchObject({ value: 5, by: 'wang' });
    expect(cell.former).toEqual([
      { value: 4, by: 'li', at: MINUTE, correctedBy: 'wang', correctedAt: HOUR, reason: 'misread' },
    ]);
  });

  test('needs an entry, and is not made by filling again', () => {
    const typed = taken(opened(), fill(opened(), 0, 'lv.p', 4, MINUTE));
    expect(why(fill(typed, 0, 'lv.p', 5, 2 * MINUTE))).toContain('correct it');
    const change = { row: 'slot-0', column: 'lv.joints', value: 'ok', reason: 'forgot' };
    expect(why(correctCell(typed, change, li, nothing, HOUR))).toContain('no entry');
  });
});

describe('signatures', () => {
  const whole = (): Sheet => SLOTS.reduce((sheet, at) => captured(sheet, at / HOUR), opened());

  test('a row is signed when telemetry is there and nothing waits in it', () => {
    const sheet = captured(opened(), 0);
    expect(why(signRow(sheet, 'slot-0', technician, MINUTE))).toContain('1 cells');
    const filled = taken(sheet, fill(sheet, 0, 'lv.joints', 'ok', MINUTE));
    const signed = taken(filled, signRow(filled, 'slot-0', technician, 2 * MINUTE));
    expect(why(fill(signed, 0, 'lv.p', 1, 3 * MINUTE))).toContain('signed');
    expect(why(signRow(signed, 'slot-0', technician, 3 * MINUTE))).toContain('signed by li');
  });

  test('the day is signed when it is over, by who may, and then only addenda are taken', () => {
    const lead: Signer = { name: 'zhao', via: 'screen', deviceAt: null, role: 'operator' };
    expect(why(signDay(whole(), 'lead', lead, DAY_END - 1))).toContain('not over');
    expect(why(signDay(whole(), 'lead', technician, DAY_END))).toContain('Lead');
    const signed = taken(whole(), signDay(whole(), 'lead', lead, DAY_END));
    expect(signed.state).toBe('done');
    const change = { row: 'slot-0', column: 'lv.p', value: 5, reason: 'misread' };
    expect(correctCell(signed, change, li, nothing, DAY_END + 1).ok).toBe(false);
    const added = taken(
      signed,
      addAddendum(signed, { text: 'gauge read from afar', row: 'slot-0', column: null }, li, DAY_END + 1),
    );
    expect([added.state, added.body.addenda]).toMatchObject(['done', [{ by: 'li' }]]);
  });

  test('engineer and chief review it: two people, of whom none has written on it', () => {
    const typed = taken(opened(), fill(opened(), 0, 'lv.p', 4, MINUTE, { ...li, name: 'chen' }));
    const sheet = SLOTS.reduce((one, at) => captured(one, at / HOUR), typed);
    const by = (name: string, role: Signer['role']): Signer => ({ name, role, via: 'screen', deviceAt: null });
    const review = (record: Sheet, step: 'engineer' | 'chief', who: Signer, at = DAY_END + HOUR) =>
      reviewSheet(record, { step, remark: null, order: null }, who, at);
    expect(why(review(sheet, 'engineer', by('sun', 'engineer'), DAY_END - 1))).toContain('not over');
    expect(why(review(sheet, 'engineer', by('chen', 'engineer')))).toContain('does not review');
    const once = taken(sheet, review(sheet, 'engineer', by('sun', 'engineer')));
    expect(why(review(once, 'chief', by('sun', 'supervisor')))).toContain('two people');
    expect(why(review(once, 'chief', by('wu', 'engineer')))).toContain('supervisor');
    const twice = taken(once, review(once, 'chief', by('wu', 'supervisor'), DAY_END + 11 * HOUR));
    expect(twice.body.reviews.map(({ isLate }) => isLate)).toEqual([false, true]);
  });
});

describe('what the reviewer is shown', () => {
  test('the same number in three slots running', () => {
    const sheet = [0, 2, 4].reduce((one, hour) => taken(one, fill(one, hour, 'lv.p', 7, hour * HOUR)), opened());
    expect([...marksOf(sheet.body)].map(([, marks]) => marks)).toEqual([['copied'], ['copied'], ['copied']]);
    const other = [0, 2, 4].reduce((one, hour) => taken(one, fill(one, hour, 'lv.p', 7 + hour, hour * HOUR)), opened());
    expect(marksOf(other.body).size).toBe(0);
  });
});

test('whatever is done, no value that was entered is lost and a version is a line of the history', () => {
  const deed = fc.record({
    kind: fc.constantFrom('fill', 'correct', 'sign', 'capture', 'day'),
    hour: fc.constantFrom(0, 2, 4, 6),
    value: fc.integer({ min: 0, max: 9 }),
    minutes: fc.integer({ min: -30, max: 120 }),
  });
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 40 }), (deeds) => {
      let sheet = opened();
      let changes = 0;
      const entered: number[] = [];
      for (const { kind, hour, value, minutes } of deeds) {
        const now = hour * HOUR + minutes * MINUTE;
        const outcome = tryDeed(sheet, kind, hour, value, now);
        if (!outcome.ok) continue;
        if (kind === 'fill' || kind === 'correct') entered.push(value);
        sheet = taken(sheet, outcome);
        changes++;
      }
      const kept = sheet.body.rows
        .flatMap(({ cells }) => Object.values(cells))
        .flatMap(({ hand, former }) => [...former.map((one) => one.value), ...(hand ? [hand.value] : [])]);
      expect(kept.sort()).toEqual(entered.sort());
      expect(sheet.version).toBe(1 + changes);
    }),
  );
});

function tryDeed(sheet: Sheet, kind: string, hour: number, value: number, now: number): Outcome<RecordStep<LogSheet>> {
  const row = `slot-${hour * HOUR}`;
  switch (kind) {
    case 'fill':
      return fill(sheet, hour, 'lv.p', value, now);
    case 'correct':
      return correctCell(sheet, { row, column: 'lv.p', value, reason: 'misread' }, li, nothing, now);
    case 'sign':
      return signRow(sheet, row, technician, now);
    case 'capture':
      return captureRow(sheet, { row, stopped: false, cells: {} }, nothing, now);
    default:
      return signDay(sheet, 'lead', { ...technician, role: 'operator' }, DAY_END + now);
  }
}
