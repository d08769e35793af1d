import { expect, it } from 'vitest';
import type { OrderSettings } from '../../data/order-api.ts';
import { codeListOf, codeWords } from './code-list.ts';
import { labourHours } from './labour-hours.ts';
import { pairReadings } from './pair-readings.ts';

it('man-hours are hours times people, without travel', () => {
  const one = { person: 'li', travelMinutes: 60, isOvertime: false, isDerived: false };
  const labour = [
    { ...one, startAt: '2026-01-05T08:00:00Z', endAt: '2026-01-05T09:30:00Z', people: 2 },
    { ...one, startAt: '2026-01-05T10:00:00Z', endAt: '2026-01-05T10:30:00Z', people: 1 },
  ];
  expect(labourHours(labour)).toBe(3.5);
});

it('a reading before stands beside the last one after', () => {
  const reading = (stage: 'before' | 'after', value: number) => ({
    ...{ stage, tag: 'P.level', value, unit: 'm', at: null, missing: null },
  });
  const pairs = pairReadings([reading('before', 1), reading('after', 2), reading('after', 3)]);
  expect(pairs).toMatchObject([{ tag: 'P.level', before: { value: 1 }, after: { value: 3 } }]);
});

it('codes come from the list of the class, else from the one for everything', () => {
  const code = (id: string) => ({ id, text: { en: `${id}!`, zh: id } });
  const list = (equipmentClass: 'pump' | null) => ({
    ...{ class: equipmentClass, failures: [code('f')], causes: [code('c')], remedies: [code('r')] },
  });
  const lists: OrderSettings['codes'] = [list(null), list('pump')];
  expect(codeListOf(lists, 'pump')?.class).toBe('pump');
  expect(codeListOf(lists, 'lift')?.class).toBeNull();
  expect(codeListOf([], 'lift')).toBeUndefined();
  expect(codeWords({ failure: 'f', cause: 'gone', remedy: 'r' }, lists[0], ({ en }) => en)).toEqual([
    'f!',
    'gone',
    'r!',
  ]);
});
