import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exampleNotification, notifiedAlarm } from '../../notifications.fixtures.ts';
import { bodyWithin } from './body-within.ts';
import { jsonBytes, utf8Bytes } from './fit-text.ts';

const digest = (count: number) => {
  const alarms = Array.from({ length: count }, (_, index) => {
    const title = { en: `alarm ${index}!`, zh: `报警 ${index}!` };
    return notifiedAlarm({ id: `C${index}.high~1`, title });
  });
  return exampleNotification({ kind: 'digest', alarms });
};

describe('a digest', () => {
  test('is told whole where there is room', () => {
    expect(bodyWithin(digest(3), 20_000, utf8Bytes)).toContain('处理 Action');
  });

  test.each([
    [10, 2_048],
    [20, 4_096],
  ])('of %d alarms names every one within %d bytes', (count, room) => {
    const text = bodyWithin(digest(count), room, utf8Bytes);
    expect(text).not.toContain('处理 Action');
    for (let index = 0; index < count; index++) expect(text).toContain(`报警 ${index}!`);
  });

  test('too long even so says how many are left out', () => {
    expect(bodyWithin(digest(100), 2_048, utf8Bytes)).toMatch(/\d+ more lines left out$/);
  });
});

test('what is a button already is not said again, and nothing else is left out', () => {
  const action = { en: 'See: https://wiki.example/lift', zh: '见：https://wiki.example/lift' };
  const text = bodyWithin(exampleNotification({ alarms: [notifiedAlarm({ action })] }), 5_000, utf8Bytes);
  expect(text).not.toContain('https://tower.example');
  expect(text).toContain('https://wiki.example/lift');
});

test('one alarm keeps its beginning: what and where', () => {
  const text = bodyWithin(exampleNotification({ language: 'zh' }), 120, utf8Bytes);
  expect(text).toMatch(/^【P1】1#梯 困人报警/);
});

test('fits, whatever the room, the form and the number', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 30 }),
      fc.nat(5_000),
      fc.constantFrom(utf8Bytes, jsonBytes),
      (count, room, measure) => {
        const text = bodyWithin(digest(count), room, measure, (line) => `> ${line}  `);
        expect(measure(text)).toBeLessThanOrEqual(room);
      },
    ),
    { numRuns: 60 },
  );
});
