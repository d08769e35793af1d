import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../errors.ts';
import type { Deed } from '../deed.ts';
import type { DutyRecord, RecordStep } from '../record.ts';
import { openedRecord, steppedRecord } from '../record-change.ts';
import { BLANK_FIELDS, type CardChange, EQUIPMENT_CARD, type EquipmentCard } from './equipment-card.ts';
import {
  attachDocument,
  changeCard,
  fillCard,
  gapsFilledBy,
  newCard,
  retireCard,
  reviewCard,
  withdrawDocument,
  writeEntry,
} from './equipment-card-steps.ts';

const START = Date.UTC(2026, 0, 5, 8);
const deed = (change: Partial<Deed> = {}): Deed => ({
  ...{ actor: 'chen', at: START + 1000, via: 'screen', deviceAt: null },
  ...change,
});

type Card = DutyRecord<EquipmentCard>;
const cardOf = (fields: CardChange = {}): Card => ({
  ...openedRecord(EQUIPMENT_CARD.kind, newCard('CH-1', fields, START)),
  id: 1,
});

function stepped(card: Card, step: Outcome<RecordStep<EquipmentCard>>): Card {
  if (!step.ok) throw new Error(step.detail);
  return steppedRecord(card, step.value);
}

describe('a new card', () => {
  it('says what the site file says and nothing else', () => {
    const { key, subject, body, event } = newCard('CH-1', { number: 'E-07', warrantyUntil: '2027-03-31' }, START);
    expect([key, subject]).toEqual(['card:CH-1', 'CH-1']);
    expect(body.fields).toEqual({ ...BLANK_FIELDS, number: 'E-07', warrantyUntil: '2027-03-31' });
    expect(event).toMatchObject({ actor: 'system', via: 'system', type: 'opened' });
  });

  it('is read back as it was written, and one of an earlier form gets its missing fields', () => {
    const { body } = newCard('CH-1', { contractor: '某冷机公司' }, START);
    expect(EQUIPMENT_CARD.body.parse(JSON.parse(JSON.stringify(body)))).toEqual(body);
    expect(EQUIPMENT_CARD.body.parse({ fields: { number: 'E-07' } }).fields).toEqual({
      ...BLANK_FIELDS,
      number: 'E-07',
    });
  });
});

describe('the site file later', () => {
  it('fills what is empty and overwrites nothing', () => {
    const card = cardOf({ number: 'E-07' });
    expect(gapsFilledBy(card, { number: 'E-08', serial: 'S1' })).toEqual(['serial']);
    const filled = stepped(card, fillCard(card, { number: 'E-08', serial: 'S1' }, START + 5));
    expect(filled.body.fields).toMatchObject({ number: 'E-07', serial: 'S1' });
    expect(fillCard(filled, { number: 'E-08', serial: 'S1' }, START + 6)).toMatchObject({ ok: false });
  });

  it('says nothing to the card of a retired machine', () => {
    const retired = stepped(cardOf(), retireCard(cardOf(), 'sold', deed()));
    expect(gapsFilledBy(retired, { serial: 'S1' })).toEqual([]);
  });
});

describe('writing on a card', () => {
  it('needs no reason where nothing stood', () => {
    const written = stepped(cardOf(), changeCard(cardOf(), { fields: { serial: 'S1' }, reason: null }, deed()));
    expect(written.body.fields.serial).toBe('S1');
    expect(written.body.corrections).toEqual([]);
  });

  it('keeps what stood there before, with who, when and why', () => {
    const card = cardOf({ contractor: '甲公司' });
    expect(changeCard(card, { fields: { contractor: '乙公司' }, reason: ' ' }, deed())).toMatchObject({
      ...{ ok: false, code: 'RECORD_STEP_REFUSED', detail: 'changing contractor needs a reason' },
    });
    const changed = stepped(
      card,
      changeCard(card, { fields: { contractor: '乙公司' }, reason: 'new contract' }, deed()),
    );
    expect(changed.body.corrections).toEqual([
      { field: 'contractor', before: '甲公司', at: START + 1000, by: 'chen', reason: 'new contract' },
    ]);
  });

  it('is refused when nothing is different, and on a retired machine', () => {
    const card = cardOf({ serial: 'S1' });
    expect(changeCard(card, { fields: { serial: 'S1' }, reason: 'x' }, deed())).toMatchObject({ ok: false });
    const retired = stepped(card, retireCard(card, 'sold', deed()));
    expect(changeCard(retired, { fields: { serial: 'S2' }, reason: 'x' }, deed())).toMatchObject({ ok: false });
  });
});

describe('papers, history and reviews', () => {
  const manual = { kind: 'manual', title: 'Manual', sha256: 'a'.repeat(64), url: null } as const;

  it('a withdrawn paper stays, once', () => {
    const card = stepped(cardOf(), attachDocument(cardOf(), manual, deed()));
    const without = stepped(card, withdrawDocument(card, { id: 1, reason: 'other machine' }, deed()));
    expect(without.body.documents[0]).toMatchObject({ title: 'Manual', withdrawn: { reason: 'other machine' } });
    expect(withdrawDocument(without, { id: 1, reason: 'again' }, deed())).toMatchObject({ ok: false });
    expect(withdrawDocument(without, { id: 9, reason: 'none' }, deed())).toMatchObject({ ok: false });
  });

  it('a paper is a file or an address, not both and not neither', () => {
    expect(attachDocument(cardOf(), { ...manual, url: 'https://a.example/x' }, deed())).toMatchObject({ ok: false });
    expect(attachDocument(cardOf(), { ...manual, sha256: null }, deed())).toMatchObject({ ok: false });
  });

  it('history is written for what has happened, also after the machine is gone', () => {
    const line = { kind: 'part', at: START, text: 'bearing 6312', order: 7 } as const;
    const retired = stepped(cardOf(), retireCard(cardOf(), 'sold', deed()));
    expect(stepped(retired, writeEntry(retired, line, deed())).body.entries).toMatchObject([{ id: 1, by: 'chen' }]);
    expect(writeEntry(cardOf(), { ...line, at: START + 2000 }, deed())).toMatchObject({ ok: false });
  });

  it('a month is reviewed once, and not before it begins', () => {
    const wish = { month: '2026-01', thisMonth: '2026-01', remark: null };
    const card = stepped(cardOf(), reviewCard(cardOf(), wish, deed()));
    expect(reviewCard(card, wish, deed())).toMatchObject({ ok: false });
    expect(reviewCard(card, { ...wish, month: '2026-02' }, deed())).toMatchObject({ ok: false });
  });

  it('a machine is retired once, and its card is closed from then on', () => {
    const retired = stepped(cardOf(), retireCard(cardOf(), 'sold', deed()));
    expect(retired).toMatchObject({ state: 'done', closedAt: START + 1000 });
    expect(retireCard(retired, 'sold', deed())).toMatchObject({ ok: false });
  });
});

const someFields = fc.record(
  {
    number: fc.constantFrom('E-01', 'E-02', null),
    contractor: fc.constantFrom('甲', '乙', null),
    cycleDays: fc.constantFrom(15, 30, null),
  },
  { requiredKeys: [] },
);

it('whatever is written: nothing that stood on a card is lost without a trace', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ fields: someFields, reason: fc.constantFrom('because', '', null) })),
      (changes) => {
        let card = cardOf({ number: 'E-00' });
        const seen: unknown[] = [];
        for (const change of changes) {
          const before = card.body.fields;
          const step = changeCard(card, change, deed());
          if (!step.ok) continue;
          card = steppedRecord(card, step.value);
          for (const field of ['number', 'contractor', 'cycleDays'] as const) {
            if (before[field] !== null && before[field] !== card.body.fields[field]) seen.push(before[field]);
          }
          EQUIPMENT_CARD.body.parse(card.body);
        }
        expect(card.body.corrections.map(({ before }) => before).sort()).toEqual(seen.slice(-200).sort());
      },
    ),
    { numRuns: 200 },
  );
});
