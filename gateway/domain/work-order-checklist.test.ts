import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allPass, answerOf, findingsOf, isAsked, openItems, withAnswers } from './work-order-checklist.ts';
import type { ChecklistAnswer, ChecklistItem } from './work-order-content.ts';
import type { FilledItem } from './work-order-request.ts';

const item = (id: string, change: Partial<ChecklistItem> = {}): ChecklistItem => ({
  ...{ id, kind: 'check', text: { en: id, zh: id }, required: true, options: [], min: null, max: null, unit: '' },
  ...{ tag: null, tolerance: null, condition: null, onFail: null, ...change },
});
const WHO = { at: 1_000, by: 'wang' };
const filled = (one: ChecklistItem, value: FilledItem['value'], more: Partial<FilledItem> = {}): ChecklistAnswer => {
  const answer = answerOf(one, { item: one.id, value, ...more }, WHO);
  if (typeof answer === 'string') throw new Error(answer);
  return answer;
};

test('an answer fits its item, or says what would', () => {
  const choice = item('c', { kind: 'choice', options: [{ id: 'ok', text: { en: 'ok', zh: '好' } }] });
  expect(answerOf(item('a'), { item: 'a', value: 'yes' }, WHO)).toBe('a: true or false');
  expect(answerOf(item('n', { kind: 'number' }), { item: 'n', value: Number.NaN }, WHO)).toBe('n: a number');
  expect(answerOf(choice, { item: 'c', value: 'bad' }, WHO)).toBe('c: one of ok');
  expect(answerOf(item('p', { kind: 'photo' }), { item: 'p', value: '' }, WHO)).toBe('p: a file');
  expect(filled(item('t', { kind: 'text' }), 'dry')).toMatchObject({ value: 'dry', isBad: false });
});

test('a number out of range is bad; one that the point contradicts is doubtful', () => {
  const oil = item('oil', { kind: 'number', min: 1, max: 3, tag: 'CH-1.oil', tolerance: 0.2 });
  expect(filled(oil, 4, { live: 2 })).toMatchObject({ isBad: true, isDoubtful: true, live: 2 });
  expect(filled(oil, 2, { live: 2.2 })).toMatchObject({ isBad: false, isDoubtful: false });
  expect(filled(oil, 2)).toMatchObject({ live: null, isDoubtful: false });
});

test('what is not asked need not be answered, also down a chain', () => {
  const list = [
    item('wet'),
    item('where', { kind: 'text', condition: { item: 'wet', is: 'true' } }),
    item('again', { condition: { item: 'where', is: 'pump' } }),
  ];
  const [wet, where] = [list[0]!, list[1]!];
  expect(openItems(list, [filled(wet, false)]).map(({ item: one }) => one.id)).toEqual([]);
  expect(openItems(list, [filled(wet, true)]).map(({ item: one }) => one.id)).toEqual(['where']);
  expect(isAsked(list[2]!, list, [filled(wet, false), filled(where, 'pump')])).toBe(false);
});

test('a bad answer asks for its comment, photo or order', () => {
  const [noted, shown, ordered] = [
    item('a', { onFail: 'comment' }),
    item('b', { onFail: 'photo' }),
    item('c', { onFail: 'order' }),
  ];
  const bad = [filled(noted, false), filled(shown, false), filled(ordered, false)];
  expect(openItems([noted, shown, ordered], bad).map(({ needs }) => needs)).toEqual(['comment', 'photo']);
  expect(openItems([noted], [filled(noted, false, { note: 'loose' })])).toEqual([]);
  expect(findingsOf([noted, shown, ordered], bad).map((one) => one.item.id)).toEqual(['c']);
});

test('conditions in a circle end; a newer answer takes the place of the older; a whole list with good answers passes', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ on: fc.nat(5), value: fc.boolean(), hasCondition: fc.boolean() }), {
        minLength: 1,
        maxLength: 6,
      }),
      (spec) => {
        const list = spec.map(({ on, hasCondition }, index) =>
          item(`i${index}`, { condition: hasCondition ? { item: `i${on}`, is: 'true' } : null }),
        );
        const answers = list.map((one, index) => filled(one, spec[index]!.value));
        expect(openItems(list, answers)).toEqual([]);
        expect(allPass(list, answers)).toBe(spec.every(({ value }) => value));
        const again = filled(list[0]!, true);
        expect(withAnswers(answers, [again]).filter(({ item: id }) => id === 'i0')).toEqual([again]);
      },
    ),
  );
});
