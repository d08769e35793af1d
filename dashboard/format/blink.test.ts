import { expect, it } from 'vitest';
import type { Alarm } from '../../gateway/domain/alarm.ts';
import { blinkingPriorities } from './blink.ts';

const alarm = (priority: Alarm['priority'], state: Alarm['state'] = 'active-unacknowledged') => ({ priority, state });

it('lets every unacknowledged priority blink', () => {
  expect([...blinkingPriorities([alarm('P3'), alarm('P1'), alarm('P2', 'active-acknowledged')])]).toEqual(['P1', 'P3']);
});

it('lets nothing blink that nobody need acknowledge', () => {
  expect(blinkingPriorities([alarm('P1', 'suppressed'), alarm('P2', 'shelved'), alarm('P3', 'closed')]).size).toBe(0);
});

it('keeps only the highest one blinking in a flood', () => {
  const many = Array.from({ length: 11 }, (_, i) => alarm(i === 4 ? 'P2' : 'P3'));
  expect([...blinkingPriorities(many)]).toEqual(['P2']);
});
