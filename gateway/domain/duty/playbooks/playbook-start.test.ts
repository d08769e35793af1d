import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fakeAlarm } from '../../../../tests/harness/fake-alarms.ts';
import { BENCH_PLAYBOOK } from '../../../../tests/harness/runs-bench.ts';
import type { PlaybookStart } from './playbook-plan.ts';
import { playbooksFor } from './playbook-start.ts';

const ANY: PlaybookStart = {
  ...{ alarms: [], kinds: [], classes: [], systems: [], equipmentClasses: [], equipment: [], priorities: [] },
};
const alarm = fakeAlarm('PANEL.zone-3~1', { equipment: 'PANEL', class: 'safety', system: 'environment' });
const begins = (starts: readonly PlaybookStart[], one = alarm) =>
  playbooksFor(one, 'gas_sensor', [{ ...BENCH_PLAYBOOK, starts }]).length === 1;

test('a playbook begins by the name, kind, class, system or machine of an alarm, whatever the site says', () => {
  expect(begins([])).toBe(false);
  expect(begins([{ ...ANY, alarms: ['zone-3'] }])).toBe(true);
  expect(begins([{ ...ANY, classes: ['safety'], systems: ['environment'] }])).toBe(true);
  expect(begins([{ ...ANY, classes: ['safety'], systems: ['power'] }])).toBe(false);
  expect(
    begins([
      { ...ANY, equipment: ['OTHER'] },
      { ...ANY, equipment: ['PANEL'] },
    ]),
  ).toBe(true);
  expect(begins([{ ...ANY, equipment: ['PANEL'] }], { ...alarm, state: 'shelved' })).toBe(false);
});

test('more is said, fewer alarms begin it; another start never takes one away', () => {
  const some = <T>(own: T, other: T) => fc.subarray([own, other]);
  const start: fc.Arbitrary<PlaybookStart> = fc.record({
    alarms: some('zone-3', 'leak'),
    kinds: some(alarm.kind, 'frozen'),
    classes: some<'safety' | 'comfort'>('safety', 'comfort'),
    systems: some<'environment' | 'power'>('environment', 'power'),
    equipmentClasses: some<'gas_sensor' | 'lift'>('gas_sensor', 'lift'),
    equipment: some('PANEL', 'L1'),
    priorities: fc.constant([]),
  });
  fc.assert(
    fc.property(start, start, (one, other) => {
      expect(begins([one, other])).toBe(begins([one]) || begins([other]));
      if (begins([one])) expect(begins([{ ...one, systems: [] }])).toBe(true);
    }),
  );
});
