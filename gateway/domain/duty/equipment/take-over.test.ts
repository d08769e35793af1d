import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BLANK_FIELDS, type CardDocument, documentKind, type EquipmentCard } from './equipment-card.ts';
import { cardGaps } from './take-over.ts';

const card = (change: Partial<EquipmentCard>): EquipmentCard => ({
  ...{ fields: BLANK_FIELDS, documents: [], entries: [], reviews: [], corrections: [] },
  ...change,
});
const paper = (kind: CardDocument['kind'], isWithdrawn: boolean): CardDocument => ({
  ...{ id: 1, kind, title: 'x', sha256: null, url: 'https://docs.example/x', addedAt: 0, addedBy: 'li' },
  withdrawn: isWithdrawn ? { at: 1, by: 'li', reason: 'of another machine' } : null,
});

test('a blank card lacks everything, a written one what is left', () => {
  expect(cardGaps(card({})).fields).toHaveLength(9);
  const fields = { ...BLANK_FIELDS, serial: 'S1', cycleDays: 30 };
  const gaps = cardGaps(card({ fields, documents: [paper('drawing', false), paper('manual', true)] }));
  expect(gaps.fields).not.toContain('serial');
  expect(gaps.papers).toEqual(['manual', 'certificate']);
});

test('another paper never opens a gap', () => {
  const papers = fc.array(fc.tuple(fc.constantFrom(...documentKind.options), fc.boolean()));
  fc.assert(
    fc.property(papers, papers, (some, more) => {
      const of = (list: typeof some) => cardGaps(card({ documents: list.map(([kind, gone]) => paper(kind, gone)) }));
      const [before, after] = [of(some).papers, of([...some, ...more]).papers];
      expect(before).toEqual(expect.arrayContaining([...after]));
    }),
  );
});
