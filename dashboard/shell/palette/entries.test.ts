import { describe, expect, it } from 'vitest';
import { type Entry, findEntries, orderEntry } from './entries.ts';

const page = (to: string, en: string, zh: string): Entry => ({ goal: { kind: 'page', to }, name: { en, zh }, id: '' });
const machine = (id: string, en: string, zh: string): Entry => ({
  goal: { kind: 'equipment', id },
  name: { en, zh },
  id,
});
const point = (id: string, en: string, zh: string): Entry => ({ goal: { kind: 'point', id }, name: { en, zh }, id });

const ENTRIES: readonly Entry[] = [
  page('/alarms', 'Alarms', '报警'),
  page('/energy', 'Energy', '能耗'),
  machine('CH-1', 'Chiller 1', '1#冷水机组'),
  machine('CH-2', 'Chiller 2', '2#冷水机组'),
  point('CH-1.lchwt', 'Chiller 1 Leaving chilled water temperature', '1#冷水机组 冷冻水出水温度'),
  point('CH-2.lchwt', 'Chiller 2 Leaving chilled water temperature', '2#冷水机组 冷冻水出水温度'),
];
const ids = (query: string): unknown[] =>
  findEntries(ENTRIES, query, 'en').shown.map(({ goal }) => ('id' in goal ? goal.id : goal.to));

describe('finding', () => {
  it('shows the pages while nothing is typed', () => expect(ids('')).toEqual(['/alarms', '/energy']));
  it('finds a machine before its points', () => expect(ids('chiller 1')[0]).toBe('CH-1'));
  it('finds by the id as the site writes it', () => expect(ids('ch-2.lch')[0]).toBe('CH-2.lchwt'));
  it('finds Chinese words while the screen is English', () => {
    expect(ids('2#冷水')[0]).toBe('CH-2');
    expect(ids('报警')).toEqual(['/alarms']);
  });
  it('says how many there are', () => {
    const many = Array.from({ length: 50 }, (_, i) => machine(`P${i}`, `Pump ${i}`, `水泵${i}`));
    expect(findEntries(many, 'pump', 'en')).toMatchObject({ count: 50, shown: { length: 12 } });
  });
});

describe('a number', () => {
  it.each(['1187', 'WO 1187', 'wo1187', '#1187', '工单1187'])('%s is an order', (text) => {
    expect(orderEntry(text)?.goal).toEqual({ kind: 'order', id: 1187 });
  });
  it.each(['0', 'CH-1', '1187x', ''])('%j is none', (text) => expect(orderEntry(text)).toBeUndefined());
  it('stands first', () => expect(ids('1')[0]).toBe(1));
});
