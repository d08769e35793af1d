import { expect, it } from 'vitest';
import { joinName, namesItself } from './join-name.ts';

it('names the machine once', () => {
  expect(joinName('Lift 3', 'Passenger alarm')).toBe('Lift 3 Passenger alarm');
  expect(joinName('Lift 8', 'Lift 8: communication lost')).toBe('Lift 8: communication lost');
});

it('finds an id inside a name, as a word', () => {
  expect(namesItself('F01', 'F01 Chiller 1')).toBe(true);
  expect(namesItself('F0', 'F01 Chiller 1')).toBe(false);
});
