import { expect, it } from 'vitest';
import { joinName, namesItself } from './join-name.ts';

it('names the machine once', () => {
  expect(joinName('Lift 3', 'Passenger alarm')).toBe('Lift 3 Passenger alarm');
  expect(joinName('Lift 8', 'Lift 8: communication lost')).toBe('Lift 8: communication lost');
  expect(joinName('Chiller 1', 'Chiller shut down on a fault')).toBe('Chiller 1 shut down on a fault');
  expect(joinName('Fan', 'Fan')).toBe('Fan');
  expect(joinName('3#电梯', '困人')).toBe('3#电梯 困人');
});

it('finds an id inside a name, as a word', () => {
  expect(namesItself('F01', 'F01 Chiller 1')).toBe(true);
  expect(namesItself('F0', 'F01 Chiller 1')).toBe(false);
});
