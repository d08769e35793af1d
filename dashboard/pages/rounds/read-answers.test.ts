import { expect, test } from 'vitest';
import type { RoundCheck } from '../../../gateway/domain/duty/rounds/round.ts';
import { exampleRound } from '../../../tests/harness/fake-rounds.ts';
import { answerOf, EMPTY_DRAFT, isAnswered, numberOf, problemOf } from './read-answers.ts';

const [dry] = exampleRound().body.stops[0]!.checks as [RoundCheck];
const [power] = exampleRound().body.stops[1]!.checks as [RoundCheck];

test('numbers are taken with a comma or a point, and nothing else is a number', () => {
  expect(['1,5', ' 398.0 ', '-3', '0'].map(numberOf)).toEqual([1.5, 398, -3, 0]);
  expect(['', '1.2.3', '12 kW', '1e9', 'NaN'].map(numberOf)).toEqual(Array(5).fill(undefined));
});

test('× needs a remark, a number outside of its range as well, and a photo where the plan wants one', () => {
  expect(problemOf(dry, { ...EMPTY_DRAFT, mark: 'bad' })).toBe('remark');
  expect(problemOf(dry, { ...EMPTY_DRAFT, mark: 'bad', note: 'wet' })).toBeUndefined();
  expect(problemOf({ ...power, normal: [0, 10] }, { ...EMPTY_DRAFT, value: '11' })).toBe('remark');
  expect(problemOf(power, { ...EMPTY_DRAFT, value: 'eleven' })).toBe('number');
  expect(problemOf({ ...dry, photo: 'onFail' }, { ...EMPTY_DRAFT, mark: 'bad', note: 'wet' })).toBe('photo');
  expect(problemOf({ ...dry, photo: 'always' }, { ...EMPTY_DRAFT, mark: 'ok' })).toBe('photo');
});

test('an empty number marked √ confirms the live value; a blank is no answer', () => {
  expect(isAnswered(power, EMPTY_DRAFT)).toBe(false);
  expect(answerOf(power, { ...EMPTY_DRAFT, mark: 'ok' })).toMatchObject({ check: 'power', mark: 'ok', value: null });
  expect(answerOf(power, { ...EMPTY_DRAFT, value: '3,5' })).toMatchObject({ mark: null, value: 3.5 });
});
