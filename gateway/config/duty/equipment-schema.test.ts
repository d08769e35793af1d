import { expect, it } from 'vitest';
import { loadText, mistakesOf, SITE } from '../load.fixtures.ts';
import { CHANNELS, ON_CALL } from '../on-call.fixtures.ts';

const HEAD = 'duty:\n  equipment:\n';
const withSection = (section: string) => loadText({ site: `${SITE}${HEAD}${section}` });
const planOf = (section: string) => {
  const result = withSection(section);
  if (!result.ok) throw new Error(mistakesOf(result).join('\n'));
  return result.value.duty.equipment;
};

it('a site that says nothing counts machines, not sensors, and has a card for each', () => {
  const result = loadText({ site: SITE });
  expect(result).toMatchObject({ ok: true });
  if (!result.ok) return;
  const { goodOrder, cards } = result.value.duty.equipment;
  expect(goodOrder).toMatchObject({ priorities: ['P1', 'P2'], toleranceMs: 3_600_000, target: 98 });
  expect(goodOrder.classes).toContain('lift');
  expect(goodOrder.classes).not.toContain('room_sensor');
  expect(goodOrder.classes).not.toContain('meter');
  expect(cards).toEqual([]);
});

it('takes targets and what is known of machines', () => {
  const plan = planOf(
    '    goodOrder: { target: 95, targets: { lift: 99 }, tolerance: 30m }\n    cards: [{ equipment: F01, number: E-01, cycleDays: 30 }]\n',
  );
  expect(plan.goodOrder).toMatchObject({ target: 95, targets: { lift: 99 }, toleranceMs: 1_800_000 });
  expect(plan.cards).toEqual([{ equipment: 'F01', fields: { number: 'E-01', cycleDays: 30 } }]);
});

it.each([
  [
    'equipment that is not there',
    '    cards: [{ equipment: NOWHERE-9 }]\n',
    /cards\[0\]\.equipment: unknown equipment "NOWHERE-9"/,
  ],
  [
    'a date that is not in the calendar',
    '    cards: [{ equipment: F01, warrantyUntil: 2026-02-30 }]\n',
    /warrantyUntil/,
  ],
  [
    'a counter that is none',
    '    cards: [{ equipment: F01, meters: [F01.current] }]\n',
    /cards\[0\]\.meters\[0\]: unknown counter "F01.current"/,
  ],
  ['a key there is not', '    cards: [{ equipment: F01, wheels: 4 }]\n', /wheels/],
])('refuses %s, where it stands', (_what, section, message) => {
  expect(mistakesOf(withSection(section)).join('\n')).toMatch(message);
});

it('knows the people of onCall', () => {
  const site = `${CHANNELS}${ON_CALL}${HEAD}    cards: [{ equipment: F01, responsible: wan }]\n`;
  expect(mistakesOf(loadText({ site })).join('\n')).toMatch(/responsible: unknown person "wan"; did you mean "wang"/);
});
