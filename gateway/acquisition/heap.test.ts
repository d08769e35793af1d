import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Heap } from './heap.ts';

test('gives back what was put in by rising key, whatever was removed in between', () => {
  const step = fc.oneof(
    fc.record({ what: fc.constant('add' as const), key: fc.integer({ min: 0, max: 20 }) }),
    fc.record({ what: fc.constantFrom('take' as const, 'remove' as const), key: fc.nat(30) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
      const heap = new Heap<{ readonly key: number }>((item) => item.key);
      let model: { readonly key: number }[] = [];
      for (const { what, key } of steps) {
        const item = { key };
        if (what === 'add') {
          heap.add(item);
          model.push(item);
        } else {
          const gone = what === 'take' ? heap.take() : model[key];
          if (what === 'take') expect(gone?.key).toBe(model.length === 0 ? undefined : smallest(model));
          else heap.remove(gone ?? item);
          model = model.filter((one) => one !== gone);
        }
        expect([heap.size, heap.first()?.key]).toEqual([
          model.length,
          model.length === 0 ? undefined : smallest(model),
        ]);
      }
    }),
  );
});

const smallest = (items: readonly { readonly key: number }[]): number => Math.min(...items.map((item) => item.key));
