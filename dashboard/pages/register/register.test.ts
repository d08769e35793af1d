import { describe, expect, it } from 'vitest';
import { classesOf, ledgerRows } from './ledger-rows.ts';
import { monthAway } from './month-away.ts';
import { CARD_FIELDS, readCard, readDocument, readEntry } from './read-card.ts';
import { sampleCard } from './sample-card.fixture.ts';

const SETTING = { timeZone: 'Asia/Shanghai', now: Date.parse('2026-01-05T08:00:00+08:00') };

function formOf(fields: Record<string, string>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}

describe('the ledger', () => {
  const cards = [
    sampleCard(),
    sampleCard({ id: 2, equipment: 'L01', name: { en: 'Lift 1', zh: '1#电梯' }, class: 'lift' }),
    sampleCard({ id: 3, equipment: 'OLD', name: null, class: null }),
  ];

  it('finds a machine by any of its words, in both languages', () => {
    const found = (find: string) => ledgerRows(cards, { class: undefined, find }).map(({ id }) => id);
    expect(found('电梯')).toEqual([2]);
    expect(found('york e-07')).toEqual([1, 2, 3]);
    expect(found('lift york')).toEqual([2]);
    expect(found('nothing')).toEqual([]);
    expect(ledgerRows(cards, { class: 'lift', find: '' })).toHaveLength(1);
  });

  it('knows the classes it has', () => expect(classesOf(cards)).toEqual(['chiller', 'lift']));
});

describe('writing on a card', () => {
  const { fields } = sampleCard();
  const typed = (change: Record<string, string> = {}) => {
    const same = CARD_FIELDS.map(({ name }) => [name, String(fields[name] ?? '')]);
    const read = readCard(formOf({ ...Object.fromEntries(same), ...change }), fields);
    return read.ok ? read.value : [...read.wrong];
  };

  it('sends only what is different', () => {
    expect(typed()).toEqual(['nothing']);
    expect(typed({ serial: 'S1', ratedData: '450 RT' })).toEqual({
      fields: { serial: 'S1', ratedData: '450 RT' },
      reason: null,
    });
  });

  it('needs a reason where something stood before', () => {
    expect(typed({ contractor: '乙公司' })).toEqual(['reason']);
    expect(typed({ contractor: '', reason: 'contract ended' })).toEqual({
      ...{ fields: { contractor: null }, reason: 'contract ended' },
    });
  });

  it('takes dates and numbers that are some', () => {
    expect(typed({ madeOn: '05.01.2020' })).toEqual(['madeOn']);
    expect(typed({ cycleDays: 'monthly', reason: 'because' })).toEqual(['cycleDays']);
    expect(typed({ cycleDays: '15', reason: 'law' })).toMatchObject({ fields: { cycleDays: 15 } });
  });
});

it('a line of history lies in the past, as the site reads time', () => {
  const read = (change: Record<string, string>) => {
    const result = readEntry(formOf({ kind: 'part', at: '2026-01-05 07:30', text: '换轴承', ...change }), SETTING);
    return result.ok ? result.value : [...result.wrong];
  };
  expect(read({ order: '7' })).toEqual({ kind: 'part', at: '2026-01-04T23:30:00.000Z', text: '换轴承', order: 7 });
  expect(read({ at: '2026-01-05 09:00', text: '' })).toEqual(['at', 'text']);
});

it('a paper is a file or an address', () => {
  const read = (fields: Record<string, string>, sha256?: string) => {
    const result = readDocument(formOf({ title: 'Manual', kind: 'manual', ...fields }), sha256);
    return result.ok ? result.value : [...result.wrong];
  };
  expect(read({}, 'aa')).toEqual({ kind: 'manual', title: 'Manual', sha256: 'aa', url: null });
  expect(read({ url: 'https://a.example/m' })).toMatchObject({ sha256: null, url: 'https://a.example/m' });
  expect(read({ url: 'javascript:alert(1)' })).toEqual(['url']);
  expect(read({ title: '' })).toEqual(['title', 'url']);
});

it('goes from month to month over the year', () => {
  expect([monthAway('2026-01', -1), monthAway('2025-12', 1), monthAway('2026-03', -12)]).toEqual([
    ...['2025-12', '2026-01', '2025-03'],
  ]);
});
