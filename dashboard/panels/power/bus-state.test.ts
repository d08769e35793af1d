import { expect, it } from 'vitest';
import { busOfTransfer, busOfVoltage } from './bus-state.ts';

it('tells a metered bus by its voltage', () => {
  expect([busOfVoltage(398), busOfVoltage(3), busOfVoltage(null)]).toEqual(['live', 'dead', 'unknown']);
});

it('claims nothing behind a transfer switch that is not known', () => {
  expect(busOfTransfer(0, 0, 1)).toBe('live');
  expect(busOfTransfer(2, 1, 0)).toBe('generator');
  expect(busOfTransfer(0, 1, 1)).toBe('unknown');
  expect(busOfTransfer(1, 0, 0)).toBe('unknown');
  expect(busOfTransfer(null, 0, 0)).toBe('unknown');
});
