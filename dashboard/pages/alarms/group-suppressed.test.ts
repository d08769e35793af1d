import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sampleAlarm } from '../../panels/sample-alarm.fixture.ts';
import { groupSuppressed } from './group-suppressed.ts';

const behind = (id: string, parent: string | null, kind = 'parent', key = '') =>
  sampleAlarm({ id, state: 'suppressed', parent, suppressedBy: [{ kind, key }] });

it('shows one cause with everything behind it, through causes that are consequences themselves', () => {
  const groups = groupSuppressed([
    behind('chiller', 'incomer~1'),
    behind('pump', 'chiller'),
    behind('tower', 'pump'),
    behind('lonely', null, 'maintenance', 'P-1'),
    behind('night', null, 'schedule', 'office'),
  ]);
  expect(groups.map(({ because, alarms }) => [because, alarms.length])).toEqual([
    [{ kind: 'alarm', id: 'incomer~1' }, 3],
    [{ kind: 'other', reason: 'maintenance', of: 'P-1' }, 1],
    [{ kind: 'other', reason: 'schedule', of: 'office' }, 1],
  ]);
});

it('groups a thousand at once', () => {
  const many = Array.from({ length: 996 }, (_, n) => behind(`a${n}`, 'incomer~1'));
  expect(groupSuppressed(many)).toMatchObject([{ alarms: { length: 996 } }]);
});

it('puts every alarm into exactly one group, even when causes go round in a circle', () => {
  const ids = ['a', 'b', 'c', 'd', 'e'];
  const parents = fc.array(fc.option(fc.constantFrom(...ids, 'other')), { minLength: 5, maxLength: 5 });
  fc.assert(
    fc.property(parents, (given) => {
      const alarms = ids.map((id, i) => behind(id, given[i] ?? null));
      const found = groupSuppressed(alarms).flatMap((group) => group.alarms.map(({ id }) => id));
      expect(found.sort()).toEqual(ids);
    }),
  );
});
