import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createExpressionLanguage } from '../../expressions/cel-language.ts';
import { diskFiles } from '../disk-files.ts';
import { formatMistake, MistakeList } from '../mistakes.ts';
import { readForm, readForms } from './read-form.ts';

const language = createExpressionLanguage();
const folder = resolve(import.meta.dirname, '../../../config');

const FORM = `form: room-log
version: 1
kind: log-sheet
title: { en: Room log, zh: 记录 }
subject: area
roles: { incomer: { en: Incomers, zh: 进线 } }
basis: { kind: house, checked: false }
schedule: { every: 2h, window: { before: 15m, late: 30m, close: 90m } }
blocks:
  - id: lv
    title: { en: LV, zh: 低压 }
    each: incomer
    columns:
      - { id: i_a, en: current A, zh: 电流A, unit: A, fill: either, from: i_a }
      - { id: twice, en: twice, zh: 两倍, fill: derived, expr: i_a * 2 }
sign:
  - { id: duty, en: Duty, zh: 值班, per: slot }
`;

/** What is wrong with the form after one line of it was replaced. */
function mistakesOf(from: string, to: string): string[] {
  const mistakes = new MistakeList();
  readForm('/forms/room-log.yaml', FORM.replace(from, to), language, mistakes);
  return mistakes.all().map(formatMistake);
}

test('every form that comes with the program is right', () => {
  const mistakes = new MistakeList();
  const forms = readForms({ folder, ...diskFiles }, language, mistakes);
  expect(mistakes.all().map(formatMistake)).toEqual([]);
  expect([...forms.keys()]).toEqual([
    ...['boiler-log', 'chiller-log', 'distribution-room-log', 'fire-pump-log', 'generator-check', 'pump-room-log'],
    'transformer-log',
  ]);
});

test('this one is right', () => {
  expect(mistakesOf('', '')).toEqual([]);
});

describe('a mistake is told with its place and the nearest name', () => {
  test.each([
    {
      from: 'unit: A,',
      to: 'unti: A,',
      said: 'room-log.yaml:14:44 blocks[0].columns[0].unti: unknown key "unti"; did you mean "unit"?',
    },
    { from: 'id: i_a, en: current A', to: 'id: on, en: current A', said: 'YAML reads this word as true or false' },
    {
      from: 'id: i_a, en: current A',
      to: 'id: true, en: current A',
      said: '14:15 blocks[0].columns[0].id: true is not allowed',
    },
    { from: 'expr: i_a * 2', to: 'expr: i_aa * 2', said: 'unknown column "i_aa"' },
    { from: 'expr: i_a * 2', to: 'expr: i_a *', said: 'blocks[0].columns[1].expr' },
    {
      from: 'each: incomer',
      to: 'each: incomers',
      said: '12:11 blocks[0].each: unknown role "incomers"; did you mean "incomer"?',
    },
    { from: 'from: i_a', to: 'from: tower.i_a', said: 'unknown role "tower"' },
    { from: ', from: i_a', to: '', said: 'from: is missing; allowed: the point it is read from' },
    { from: 'id: twice', to: 'id: i_a', said: 'a second column is named "i_a"' },
    { from: 'form: room-log', to: 'form: rooms-log', said: '"rooms-log" is not the name of this file' },
    { from: 'every: 2h, ', to: '', said: 'is said by `every` or by `times`' },
    { from: 'late: 30m', to: 'late: 3h', said: 'closes before it is late' },
  ])('$to', ({ from, to, said }) => {
    expect(mistakesOf(from, to).join('\n')).toContain(said);
  });
});
