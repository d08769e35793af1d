import fc from 'fast-check';
import { expect, test } from 'vitest';
import { siblingOf } from './siblings.ts';

const machine = fc.record({
  class: fc.constantFrom('pump' as const, 'chiller' as const),
  system: fc.constantFrom('water' as const, 'chillers' as const),
});

test('the siblings of a machine are a ring of its class and system: as many steps lead round it as it has members', () => {
  fc.assert(
    fc.property(fc.array(machine, { minLength: 1, maxLength: 20 }), (list) => {
      const all = list.map((one, i) => ({ id: String(i), ...one }));
      const ring = all.filter((one) => one.class === all[0]!.class && one.system === all[0]!.system);
      if (ring.length < 2) {
        expect(siblingOf(all, '0', 1)).toBeUndefined();
        return;
      }
      let at = '0';
      for (let i = 0; i < ring.length; i++) at = siblingOf(all, at, 1)!.id;
      expect(at).toBe('0');
      expect(siblingOf(all, siblingOf(all, '0', 1)!.id, -1)?.id).toBe('0');
    }),
  );
  expect(siblingOf([], 'nobody', 1)).toBeUndefined();
});
